"""推送: what an act leaves is sent by the worker, signed, to a real server; nothing goes inside, nothing goes twice."""

import hashlib
import hmac
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.acts.a_listener import Told, listening, subscribe, told_before
from tests.acts.flow_drafting import approve, begin, edit, submit
from tests.acts.prepared import a_case_before
from tests.builders import Office
from workflows.acts.deliver_webhook import clear_delivered
from workflows.acts.office.manage_webhooks import remove_webhook, resume_webhook, send_test
from workflows.acts.pushing import PushError, Reach, objection_to, push
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.records.jobs import Job
from workflows.records.webhooks import WebhookDelivery
from workflows.worker import Worker

OUTSIDE = Reach()


@pytest.fixture(name="told")
def _told() -> Iterator[Told]:
    with told_before("approve_filing") as told:
        yield told


def file_the_case(office: Office) -> None:
    office.walk_to("assign_officers")


def test_an_act_is_told_once_with_a_signature_and_no_name(told: Told) -> None:
    file_the_case(told.office)
    told.work()
    told.work()

    messages = [one for one in told.listener.told() if one["act"] == "approve_filing"]
    headers, body = told.listener.heard[0]
    moment = headers["X-Fashen-Signature"].split(",")[0].removeprefix("t=")
    expected = hmac.new(told.secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert len(messages) == 1
    assert set(messages[0]) == {"id", "kind", "at", "agency_id", "case_id", "run_id", "act", "site", "version"}
    assert headers["X-Fashen-Signature"] == f"t={moment},v1={expected}"
    assert headers["X-Fashen-Event"] == "act_done"
    assert not {name for name in told.office.people if name in body.decode()}
    assert told.line().waiting == 0


def test_an_act_taken_back_tells_nobody(told: Told) -> None:
    with pytest.raises(RefusedError):
        told.office.do("approve_filing", by="林静")
    told.work()

    assert told.listener.heard == []


def test_nobody_who_did_not_ask_is_told(told: Told) -> None:
    told.manage(remove_webhook)
    file_the_case(told.office)
    told.work()

    assert told.listener.heard == []


def test_what_fails_is_tried_again_later_and_arrives_once(told: Told) -> None:
    told.listener.status = 500
    file_the_case(told.office)
    told.work()
    failed = len(told.listener.heard)
    told.work()
    assert len(told.listener.heard) == failed
    assert told.line().waiting == failed

    told.listener.status = 200
    told.work(timedelta(hours=1))

    assert len(told.listener.heard) == 2 * failed
    assert (told.line().waiting, told.line().failures) == (0, 0)
    with told.office.archive.reading() as records:
        assert records.list_where(Job, Job.kind == "webhook") == []


def test_no_answer_leads_the_message_elsewhere(told: Told) -> None:
    with listening() as elsewhere:
        told.listener.status, told.listener.location = 307, elsewhere.address
        file_the_case(told.office)
        told.work()

        assert elsewhere.heard == []
        assert told.line().waiting > 0


def test_who_does_not_answer_for_half_a_day_is_switched_off_and_can_be_switched_on_again(told: Told) -> None:
    told.listener.status = 503
    file_the_case(told.office)
    for _ in range(9):
        told.work(timedelta(hours=8))
    heard = len(told.listener.heard)
    assert told.line().disabled_at is not None
    told.work(timedelta(hours=9))
    assert len(told.listener.heard) == heard
    with told.office.archive.reading() as records:
        entries = [one.body["body"] for one in reversed(records.access.list_newest(50)) if one.kind == "WebhookChanged"]
        missed = len(records.list_where(WebhookDelivery, WebhookDelivery.delivered_at.is_(None)))
    assert entries[-1]["change"] == "disabled"  # type: ignore[index]

    told.listener.status = 200
    count = told.manage(resume_webhook)
    told.work()

    assert count == missed > 0
    assert told.line().waiting == 0


def test_what_arrived_is_cleared_after_its_days_and_what_has_not_stays(told: Told) -> None:
    file_the_case(told.office)
    told.work()
    told.listener.status = 500
    told.manage(send_test)
    told.work()
    with told.office.archive.reading() as records:
        arrived = [one.id for one in records.list_where(WebhookDelivery) if one.delivered_at]
        waiting = [one.id for one in records.list_where(WebhookDelivery) if not one.delivered_at]

    def cleared(days: int) -> int:
        later = told.office.now + timedelta(days=days)
        worker = Worker(told.office.archive, told.office.means, lambda: later, lambda: later, told.settings)
        return clear_delivered(worker.background)

    assert (bool(arrived), bool(waiting), cleared(89)) == (True, True, 0)
    assert cleared(91) == len(arrived)
    with told.office.archive.reading() as records:
        assert [one.id for one in records.list_where(WebhookDelivery)] == waiting


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/in",
        "https://127.0.0.1/",
        "https://10.1.2.3/",
        "https://192.168.0.1:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://lin:secret@example.com/",
        "https://example.com/#inside",
        "https://example.com:99999/",
        "https://ex\nample.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https://" + "x" * 2000,
        "gopher://例子.中国/",
    ],
)
def test_no_message_goes_inside(url: str) -> None:
    office = a_case_before("approve_filing")

    told = ""
    try:
        subscribe(office, url, "act_done", reach=OUTSIDE)
    except RefusedError as refused:
        told = refused.objection.code
    except FormError as wrong:
        told = wrong.errors["url"].code

    assert told == ("too-long" if len(url) > 1000 else "address-refused")


def test_a_name_that_leads_inside_is_not_followed() -> None:
    """The text of the address does not show where this machine's own name leads."""
    url = f"https://{socket.gethostname()}.:1/"
    assert not objection_to(url, reach=OUTSIDE)

    with pytest.raises(PushError, match=r"inside|gaierror"):
        push(url, b"{}", {}, reach=OUTSIDE)


def test_a_due_clock_is_told() -> None:
    with told_before("await_statement") as told:
        told.office.now += timedelta(days=30)
        told.work()
        told.work()

        messages = [one for one in told.listener.told() if one["kind"] == "clock_due"]
        assert [one["clock"] for one in messages] == ["statement_5wd"]
        assert set(messages[0]) == {"id", "kind", "at", "agency_id", "case_id", "run_id", "clock", "clock_id", "due_on"}


def test_a_closed_case_is_told_once_with_its_last_step() -> None:
    with told_before("archive_case") as told:
        while told.office.open_acts():
            told.office.do(told.office.open_acts()[0])
        told.work()

        kinds = [one["kind"] for one in told.listener.told()]
        assert kinds.count("case_closed") == 1
        assert kinds.count("act_done") >= 1


def test_a_published_flow_is_told(told: Told) -> None:
    draft = begin(told.office)
    edit(told.office, draft)
    submit(told.office, draft)
    version = approve(told.office, draft)
    told.work()

    message = told.listener.told()[0]
    assert (message["kind"], message["sha"], message["version"]) == ("flow_published", version.sha, version.version)
