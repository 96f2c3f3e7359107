"""流程 on the page: the list, a version, a draft; who finds what; and the way from draft to law by its buttons."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.acts.flow_drafting import APPROVAL, NOTICE, SUBMISSION, TABLE, begin, edit, file_of, published, save, submit
from tests.builders import an_office
from tests.webapp.flow_room import a_flow_room, in_force
from tests.webapp.office_on_the_web import Website, a_website

EVERYBODY = ("du", "he", "lin", "sun", "wang", "zhou", "qian", "admin", "security", "audit", "")


@pytest.fixture(name="room")
def _room() -> tuple[Website, int]:
    return a_flow_room()


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def main_of(page: str) -> str:
    """Return what stands on the page itself, without rail and footer."""
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_first_page_of_a_flow_administrator_is_the_list_of_flows(site: Website) -> None:
    answer = site.browser().post("/sign-in", data={"login": "du", "password": "fashen-demo"})

    assert answer.headers["Location"] == "/flows"


def test_an_office_that_never_changed_its_flow_is_told_how_to_begin(site: Website) -> None:
    page = main_of(site.browser("du").get("/flows").text)

    assert "行政处罚普通程序" in page
    assert "现行版本 1，自 2026-01-01 起" in page
    assert "没有正在编辑的草稿" in page
    assert "从现行版本新建草稿" in page
    assert "未经证明" not in page


def test_a_draft_is_begun_from_the_list_and_opens(site: Website) -> None:
    client = site.browser("du")

    page = client.post(
        "/flows/drafts", data={"base": in_force(site.office), "title": "审核金额调整"}, follow_redirects=True
    ).text

    assert "已建立草稿" in page
    assert "审核金额调整" in main_of(page)
    assert "审核金额调整" in main_of(client.get("/flows").text)


def test_a_draft_without_a_name_is_not_begun(site: Website) -> None:
    answer = site.browser("du").post("/flows/drafts", data={"base": in_force(site.office), "title": " "})

    assert answer.status_code == 422
    assert "请填写“草稿名称”" in answer.text


def test_a_draft_from_nothing_known_is_not_found(site: Website) -> None:
    assert site.browser("du").post("/flows/drafts", data={"base": "0" * 64, "title": "x"}).status_code == 404


def test_the_version_page_tells_what_it_consists_of_and_what_was_proved(room: tuple[Website, int]) -> None:
    site, _ = room
    version = published(site.office)

    page = main_of(site.browser("he").get(f"/flows/versions/{version.sha}?part=hearing").text)

    assert "版本 2" in page
    assert SUBMISSION["provision"][0] in page
    assert "杜鹃" in page
    assert f'data-url="/flows/versions/{version.sha}/diagram/hearing"' in page
    assert "重大执法决定法制审核目录" in page
    assert "证明报告" in page
    assert version.sha in page


def test_the_files_of_a_version_come_out_as_they_were_published(room: tuple[Website, int]) -> None:
    site, _ = room
    client, sha = site.browser("du"), in_force(site.office)

    archive = ZipFile(BytesIO(client.get(f"/flows/versions/{sha}.zip").data))

    assert NOTICE in archive.namelist()
    assert client.get(f"/flows/versions/{sha}/files/{NOTICE}").data == archive.read(NOTICE)
    assert client.get(f"/flows/versions/{sha}/diagram/notice").mimetype == "application/xml"


@pytest.mark.parametrize(
    "path", ["versions/" + "0" * 64, "versions/x", "drafts/999", "versions/{sha}/diagram/x", "versions/{sha}/files/x"]
)
def test_what_is_not_there_is_not_found(site: Website, path: str) -> None:
    sha = in_force(site.office)

    assert site.browser("du").get(f"/flows/{path.format(sha=sha)}").status_code == 404


def test_a_draft_shows_what_changed_and_by_whom(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)

    page = main_of(site.browser("du").get(f"/flows/drafts/{draft}").text)

    assert "改动 1 个" in page
    assert NOTICE in page
    assert "已证明，可以提交" in page
    assert "建立草稿" in page


def test_the_findings_of_a_broken_draft_lead_into_the_editor_and_forbid_submitting(room: tuple[Website, int]) -> None:
    site, draft = room
    save(site.office, draft, NOTICE, "<不是图")
    client = site.browser("du")

    page = main_of(client.get(f"/flows/drafts/{draft}").text)

    assert f'href="/flows/drafts/{draft}/editor?file=parts/notice.bpmn' in page
    assert "不能读取" in page
    assert "现在还不能办理" in page
    answer = client.post(f"/flows/drafts/{draft}/submit", data=SUBMISSION)
    assert answer.status_code == 409
    assert "不是完整的 XML 文件" in answer.text


def test_from_draft_to_law_by_the_buttons(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)
    drafter, approver = site.browser("du"), site.browser("he")

    submitted = drafter.post(f"/flows/drafts/{draft}/submit", data=SUBMISSION, follow_redirects=True).text
    assert "已提交，等待法制机构审批" in submitted
    assert "1 个草稿待审批" in main_of(approver.get("/flows").text)
    assert "批准公布" in main_of(approver.get(f"/flows/drafts/{draft}").text)
    assert "批准公布" not in main_of(drafter.get(f"/flows/drafts/{draft}").text)
    approved = approver.post(f"/flows/drafts/{draft}/approve", data=APPROVAL, follow_redirects=True).text

    assert "已批准公布" in approved
    assert "已公布为版本 2，自 2026-06-01 起生效" in main_of(approved)
    assert "版本 2" in main_of(drafter.get("/flows").text)


def test_a_returned_draft_tells_its_editor_why(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)
    submit(site.office, draft)

    assert site.browser("he").post(f"/flows/drafts/{draft}/return", data={"reason": ""}).status_code == 422
    site.browser("he").post(f"/flows/drafts/{draft}/return", data={"reason": "目录尚未印发"})

    page = main_of(site.browser("du").get(f"/flows/drafts/{draft}").text)
    assert "何敏 退回修改：" in page
    assert "目录尚未印发" in page


def test_a_submission_is_taken_back_and_a_draft_dropped_and_restored(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)
    submit(site.office, draft)
    client = site.browser("du")

    for button, said in (("withdraw", "已撤回"), ("drop", "草稿已作废"), ("restore", "草稿已恢复")):
        assert said in client.post(f"/flows/drafts/{draft}/{button}", follow_redirects=True).text
    assert client.post(f"/flows/drafts/{draft}/restore").status_code == 409


def test_wrong_answers_of_a_submission_are_told_at_their_fields(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)

    answer = site.browser("du").post(
        f"/flows/drafts/{draft}/submit", data={**SUBMISSION, "effective_from": "2026-05-17"}
    )

    assert answer.status_code == 422
    assert "生效日期不得早于 2026-05-18" in answer.text
    assert SUBMISSION["reason"][0] in answer.text


def test_a_file_is_read_in_and_comes_out_again(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")
    sent = {"file": (BytesIO(b"<x/>"), "risk.bpmn"), "revision": "0"}

    assert (
        "已导入，改变了 1 个文件" in client.post(f"/flows/drafts/{draft}/import", data=sent, follow_redirects=True).text
    )
    assert file_of(site.office, draft, "parts/risk.bpmn").text == "<x/>"
    archive = ZipFile(BytesIO(client.get(f"/flows/drafts/{draft}.zip").data))
    assert archive.read("parts/risk.bpmn") == b"<x/>"


@pytest.mark.parametrize("data", [{}, {"revision": "0"}, {"revision": "x", "file": (BytesIO(b"<x/>"), "risk.bpmn")}])
def test_a_crafted_import_changes_nothing(room: tuple[Website, int], data: dict[str, object]) -> None:
    site, draft = room

    answer = site.browser("du").post(f"/flows/drafts/{draft}/import", data=data)

    assert answer.status_code == 409


def test_who_else_is_at_a_draft_is_told_on_its_page(room: tuple[Website, int]) -> None:
    site, draft = room
    site.browser("he").get(f"/flows/drafts/{draft}/content")

    page = main_of(site.browser("du").get(f"/flows/drafts/{draft}").text)

    assert "同时在看或者编辑此草稿" in page
    assert "何敏" in page


SEEN_BY = {"du", "he"}
READING = ("", "/versions/{sha}", "/versions/{sha}.zip", "/versions/{sha}/files/" + NOTICE, "/drafts/{draft}.zip")
EDITING = ("/drafts", "/drafts/{draft}/submit", "/drafts/{draft}/withdraw", "/drafts/{draft}/drop")
MORE_EDITING = ("/drafts/{draft}/restore", "/drafts/{draft}/import")
DECIDING = ("/drafts/{draft}/approve", "/drafts/{draft}/return")


@pytest.mark.parametrize("login", EVERYBODY)
def test_every_address_opens_to_its_people_alone(room: tuple[Website, int], login: str) -> None:
    site, draft = room
    client, sha = site.browser(login), in_force(site.office)

    def status(call: str, path: str) -> int:
        return int(getattr(client, call)(f"/flows{path.format(sha=sha, draft=draft)}").status_code)

    closed = {302} if login == "" else {403}
    for path in (*READING, "/drafts/{draft}", "/versions/{sha}/diagram/notice"):
        assert ({status("get", path)} == {200}) == (login in SEEN_BY), path
        assert login in SEEN_BY or status("get", path) in closed, path
    for path in (*EDITING, *MORE_EDITING):
        assert login == "du" or status("post", path) in closed, path
    for path in DECIDING:
        assert login == "he" or status("post", path) in closed, path


def test_the_page_speaks_english_too(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")
    client.post("/language", data={"language": "en"})

    for path in ("/flows", f"/flows/drafts/{draft}", f"/flows/versions/{in_force(site.office)}"):
        assert client.get(path).status_code == 200


def test_two_drafts_of_the_same_version_stand_side_by_side(room: tuple[Website, int]) -> None:
    site, _ = room
    begin(site.office, title="另一个草稿")

    page = main_of(site.browser("du").get("/flows").text)

    assert "审核金额调整" in page
    assert "另一个草稿" in page


def test_the_approver_sees_at_once_that_a_draft_waits(room: tuple[Website, int]) -> None:
    site, draft = room
    edit(site.office, draft)
    submit(site.office, draft)

    assert re.search(
        r'href="/flows".*?<span class="count">1</span>', site.browser("he").get("/calendar").text, re.DOTALL
    )
    assert not re.search(r'href="/flows".*?<span class="count">', site.browser("du").get("/calendar").text, re.DOTALL)


def test_what_is_loosened_stands_on_the_page_and_is_accepted_one_by_one(room: tuple[Website, int]) -> None:
    site, draft = room
    text = str(file_of(site.office, draft, TABLE).text)
    save(site.office, draft, TABLE, text.replace("&gt;= 5000000", "&gt;= 8000000"))
    submit(site.office, draft)
    client = site.browser("he")

    page = main_of(client.get(f"/flows/drafts/{draft}").text)
    assert "接受放宽：" in page
    assert client.post(f"/flows/drafts/{draft}/approve", data=APPROVAL).status_code == 422
    accepted = {**APPROVAL, "accept_0": "yes", "provision_0": "《自治区目录》第四条"}
    answer = client.post(f"/flows/drafts/{draft}/approve", data=accepted, follow_redirects=True)

    assert "已批准公布" in answer.text
    assert "《自治区目录》第四条" in client.get(f"/flows/versions/{in_force(site.office)}").text
