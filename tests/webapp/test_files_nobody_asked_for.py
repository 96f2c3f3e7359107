"""A file sent where none is asked for, or by whoever may not send it, is answered like the rest and kept nowhere."""

import hashlib
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.acts.flow_with_a_form import a_case_to_assess
from tests.acts.prepared import a_case_before
from tests.builders import as_posted
from tests.webapp.doors import address_of, doors_of
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_every_door import LOGINS, our_things
from workflows.records.jobs import Upload

CONTENT = b"%PDF-1.7 unasked"


def kept(site: Website) -> list[str]:
    """Return the names of the files that were kept."""
    with site.office.archive.reading() as records:
        return [one.name for one in records.list_where(Upload)]


def send(site: Website, login: str, address: str, field: str = "file") -> TestResponse:
    """Send a file and nothing else."""
    data = {field: (BytesIO(CONTENT), "unasked.pdf"), "key": "one-key-for-all-of-them"}
    return site.browser(login).post(address, data=data, content_type="multipart/form-data")


def test_a_file_sent_to_any_address_at_all_is_answered_and_kept_by_none() -> None:
    site = a_website(a_case_before("sign_opinion"), testing=False)
    things, broken = our_things(site.office), []
    for door in doors_of(site.app):
        if door.method == "POST" and not door.is_for_programs:
            for login in (*LOGINS, "lin"):
                answer = send(site, login, address_of(site.app, door, things), "unasked")
                if answer.status_code >= 500:
                    broken.append((door.rule, login, answer.status_code))

    assert broken == []
    assert kept(site) == []
    assert not site.office.means.storage.has(hashlib.sha256(CONTENT).hexdigest())


@pytest.mark.parametrize("place", ["", "/draft", "/preview"])
def test_only_whoever_may_do_a_step_leaves_a_file_for_it(place: str) -> None:
    site = a_website(a_case_to_assess())
    address = f"/tasks/{site.office.task('form').id}{place}"

    strangers = {login: send(site, login, address, "survey").status_code for login in ("lin", "audit", "han")}
    unasked = send(site, "sun", address, "another_field").status_code
    before = kept(site)
    send(site, "sun", address, "survey")

    assert (strangers["audit"], strangers["han"]) == (404, 404)
    assert unasked in {303, 409, 422}
    assert before == []
    assert kept(site) == ["unasked.pdf"]


def test_what_was_typed_with_a_file_is_kept_for_later_and_done_from_there() -> None:
    """暂存: the button that once stopped everybody's writing."""
    site = a_website(a_case_to_assess())
    task, sun = site.office.task("form").id, site.browser("sun")

    data = {**as_posted({"level": "low"}), "survey": (BytesIO(b"%PDF-1.7 survey"), "评估.pdf")}
    answer = sun.post(f"/tasks/{task}/draft", data=data, content_type="multipart/form-data")

    assert answer.status_code == 303
    assert kept(site) == ["评估.pdf"]
    assert "评估.pdf" in sun.get(f"/tasks/{task}").text


@pytest.mark.parametrize("act_id", ["add_evidence", "record_interview"])
def test_only_whoever_takes_part_leaves_a_file_for_an_act(act_id: str) -> None:
    site = a_website(a_case_before("investigate"))
    address = f"/cases/{site.office.case_id}/acts/{act_id}"

    strangers = {login: send(site, login, address).status_code for login in ("wu", "audit", "han")}
    before = kept(site)
    send(site, "lin", address)

    assert set(strangers.values()) <= {404, 409, 403}, strangers
    assert before == []
    assert kept(site) == ["unasked.pdf"]
