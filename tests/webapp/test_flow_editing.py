"""The addresses the editor talks to: reading a draft, saving one file, being told of others, and the check."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from tests.acts.hands import grant
from tests.webapp.flow_room import a_flow_room, revision_of
from tests.webapp.office_on_the_web import Website
from workflows.records.people import RoleGrant
from workflows.vocabulary.roles import Role

NOTICE = "parts/notice.bpmn"


@pytest.fixture(name="room")
def _room() -> tuple[Website, int]:
    return a_flow_room()


def save(client: FlaskClient, draft: int, name: str, text: str, revision: int = 0) -> TestResponse:
    return client.put(f"/flows/drafts/{draft}/files/{name}", json={"text": text, "revision": revision})


def colleague(site: Website) -> FlaskClient:
    """Return the browser of a second flow administrator."""
    with site.office.archive.transaction() as records:
        records.session.execute(delete(RoleGrant).where(RoleGrant.person_id == site.office.people["韩磊"]))
    grant(site.office, "韩磊", Role.FLOW_ADMIN)
    return site.browser("han")


def test_the_editor_opens_every_file_with_its_revision(room: tuple[Website, int]) -> None:
    site, draft = room

    held = site.browser("du").get(f"/flows/drafts/{draft}/content").get_json()

    assert held["files"][NOTICE]["revision"] == 1
    assert "<bpmn:process" in held["files"][NOTICE]["text"]
    assert {"procedures/penalty_ordinary.bpmn", "tables/major_decision.dmn"} <= set(held["files"])
    assert held["editors"] == []


def test_without_the_texts_the_answer_is_small(room: tuple[Website, int]) -> None:
    site, draft = room

    answer = site.browser("du").get(f"/flows/drafts/{draft}/content?brief=1")

    assert "text" not in answer.get_json()["files"][NOTICE]
    assert len(answer.data) < 5000


def test_a_save_is_kept_and_counts_on(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")

    answer = save(client, draft, NOTICE, "<改>", 1)

    assert (answer.status_code, answer.get_json()) == (200, {"revision": 2})
    held = client.get(f"/flows/drafts/{draft}/content").get_json()
    assert held["files"][NOTICE]["text"] == "<改>"
    assert held["revision"] == 1


def test_a_late_save_overwrites_nothing_and_is_told_who_was_there(room: tuple[Website, int]) -> None:
    site, draft = room
    save(colleague(site), draft, NOTICE, "韩磊的修改", 1)

    answer = save(site.browser("du"), draft, NOTICE, "杜鹃的修改", 1)

    told = answer.get_json()
    assert answer.status_code == 409
    assert (told["who"], told["text"], told["revision"]) == ("韩磊", "韩磊的修改", 2)
    assert "韩磊 已于 05-18 10:00 保存了 parts/notice.bpmn" in told["message"]
    stored = site.browser("du").get(f"/flows/drafts/{draft}/content").get_json()["files"][NOTICE]
    assert (stored["text"], stored["who"]) == ("韩磊的修改", "韩磊")


def test_of_two_saves_at_the_same_moment_one_is_kept_and_the_other_told(room: tuple[Website, int]) -> None:
    site, draft = room
    browsers = [site.browser("du"), colleague(site)] * 3

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda client: save(client, draft, NOTICE, "同时", 1).status_code, browsers))

    assert sorted(answers) == [200, *[409] * 5]
    assert revision_of(site.browser("du"), draft, NOTICE) == 2


def test_two_administrators_change_two_files_at_once(room: tuple[Website, int]) -> None:
    site, draft = room

    assert save(colleague(site), draft, NOTICE, "一", 1).status_code == 200
    assert save(site.browser("du"), draft, "parts/hearing.bpmn", "二", 1).status_code == 200


def test_the_second_is_told_who_else_is_here_for_five_minutes(room: tuple[Website, int]) -> None:
    site, draft = room
    colleague(site).get(f"/flows/drafts/{draft}/content")
    client = site.browser("du")

    here = client.get(f"/flows/drafts/{draft}/content").get_json()["editors"]
    site.office.now += timedelta(minutes=6)

    assert [(one["who"], one["saved"]) for one in here] == [("韩磊", False)]
    assert client.get(f"/flows/drafts/{draft}/content").get_json()["editors"] == []


def test_a_removed_file_is_gone_and_a_late_save_says_who_removed_it(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")

    assert client.delete(f"/flows/drafts/{draft}/files/{NOTICE}?revision=1").get_json() == {"revision": 2}
    late = save(client, draft, NOTICE, "迟到", 1)

    assert NOTICE not in client.get(f"/flows/drafts/{draft}/content").get_json()["files"]
    assert (late.status_code, late.get_json()["text"]) == (409, None)
    assert "删除" in late.get_json()["message"]
    assert save(client, draft, NOTICE, "重新建立", 0).get_json() == {"revision": 3}
    assert client.delete(f"/flows/drafts/{draft}/files/{NOTICE}?revision=1").status_code == 409


@pytest.mark.parametrize(
    "name",
    [
        "parts/new_part.bpmn",
        "procedures/other.bpmn",
        "tables/risk.dmn",
        "forms/risk.json",
        "promises/ours.yaml",
    ],
)
def test_a_file_of_each_kind_may_be_added(room: tuple[Website, int], name: str) -> None:
    site, draft = room

    assert save(site.browser("du"), draft, name, "随便什么").get_json() == {"revision": 1}


@pytest.mark.parametrize(
    "name",
    [
        "parts/../../etc/passwd",
        "parts/..%2f..%2fx.bpmn",
        "parts/x.dmn",
        "tables/x.bpmn",
        "law/clocks.yaml",
        "x.bpmn",
        "parts/deeper/x.bpmn",
        "parts/.bpmn",
        "parts/中文.bpmn",
        "parts/x.bpmn%00",
        "parts/x.bpmn%0a",
        "parts/" + "x" * 61 + ".bpmn",
        "forms/x.json.exe",
    ],
)
def test_a_crafted_name_is_refused(room: tuple[Website, int], name: str) -> None:
    site, draft = room

    answer = save(site.browser("du"), draft, name, "x")

    assert answer.status_code in {422, 404}
    held = site.browser("du").get(f"/flows/drafts/{draft}/content").get_json()
    assert (held["revision"], {one["revision"] for one in held["files"].values()}) == (0, {1})


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "x",
        {"text": 1, "revision": 1},
        {"text": "x", "revision": "1"},
        {"text": "x", "revision": True},
        {"text": "x", "revision": -1},
        {"text": "x" * 1_000_001, "revision": 1},
        {"text": "a\x00b", "revision": 1},
        {"text": "\ud83d", "revision": 1},
    ],
)
def test_a_crafted_save_is_refused(room: tuple[Website, int], body: object) -> None:
    site, draft = room

    answer = site.browser("du").put(f"/flows/drafts/{draft}/files/{NOTICE}", json=body)

    assert answer.status_code == 422
    assert answer.get_json()["message"]
    assert revision_of(site.browser("du"), draft, NOTICE) == 1


@pytest.mark.parametrize("path", ["condition", "table-report"])
def test_json_nested_without_end_is_no_failure_of_the_server(room: tuple[Website, int], path: str) -> None:
    site, draft = room
    client = site.browser("du")
    nested = b"[" * 100_000

    saved = client.put(f"/flows/drafts/{draft}/files/{NOTICE}", data=nested, content_type="application/json")
    asked = client.post(f"/flows/drafts/{draft}/{path}", data=nested, content_type="application/json")

    assert (saved.status_code, asked.status_code) == (422, 422)


def test_what_cannot_be_read_is_saved_and_the_check_says_where_it_is_wrong(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")
    save(client, draft, NOTICE, "<这不是图", 1)

    found = client.post(f"/flows/drafts/{draft}/check").get_json()

    assert found["verdict"] == "broken"
    first = found["findings"][0]
    assert (first["kind"], first["file"], first["code"]) == ("finding", NOTICE, "xml-syntax")
    assert found["findings"][0]["message"].startswith("不是完整的 XML 文件")
    assert found["findings"][0]["cure"] == "请在编辑器中重新导出"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("promises/ours.yaml", "promises: [}"),
        ("promises/ours.yaml", ""),
        ("promises/ours.yaml", "promises: {}"),
        ("promises/ours.yaml", "[1, 2]"),
        ("promises/ours.yaml", "promises: [x]"),
        ("promises/ours.yaml", "promises: [{id: [], pattern: once, kind: local}]"),
        ("forms/risk.json", "{"),
        ("forms/risk.json", "[]"),
        ("tables/risk.dmn", "<x/>"),
        ("parts/risk.bpmn", ""),
        ("parts/risk.bpmn", "<!DOCTYPE x><x/>"),
    ],
)
def test_whatever_is_saved_the_check_answers(room: tuple[Website, int], name: str, text: str) -> None:
    site, draft = room
    client = site.browser("du")
    save(client, draft, name, text)

    answer = client.post(f"/flows/drafts/{draft}/check")

    assert answer.status_code == 200
    assert answer.get_json()["verdict"] in {"broken", "proved", "violated", "undecided"}
    assert client.get(f"/flows/drafts/{draft}").status_code == 200


def test_an_unchanged_draft_is_proved(room: tuple[Website, int]) -> None:
    site, draft = room

    found = site.browser("du").post(f"/flows/drafts/{draft}/check").get_json()

    assert found["verdict"] == "proved"
    assert [one for one in found["findings"] if not one["warning"]] == []


def test_findings_speak_the_persons_language(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")
    save(client, draft, NOTICE, "<x", 1)
    client.post("/language", data={"language": "en"})

    found = client.post(f"/flows/drafts/{draft}/check").get_json()

    assert "不是" not in found["findings"][0]["message"]


@pytest.mark.parametrize(
    ("login", "reads", "writes"),
    [("du", 200, 200), ("he", 200, 403), ("lin", 403, 403), ("zhou", 403, 403), ("admin", 403, 403), ("", 302, 302)],
)
def test_who_reads_and_who_writes(room: tuple[Website, int], login: str, reads: int, writes: int) -> None:
    site, draft = room
    client = site.browser(login)

    assert client.get(f"/flows/drafts/{draft}/content").status_code == reads
    assert client.post(f"/flows/drafts/{draft}/check").status_code == reads
    assert save(client, draft, NOTICE, "x", 1).status_code == writes
    assert client.delete(f"/flows/drafts/{draft}/files/{NOTICE}?revision=2").status_code == writes


def test_a_draft_that_is_not_there(room: tuple[Website, int]) -> None:
    site, _ = room
    client = site.browser("du")

    assert client.get("/flows/drafts/999/content").status_code == 404
    assert save(client, 999, NOTICE, "x", 1).status_code == 404
