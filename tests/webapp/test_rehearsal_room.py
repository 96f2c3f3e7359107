"""演练、情形、回放 on the page: stepping, going back, invented and copied facts, who may, and what is never shown."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.flow_room import a_draft, a_flow_room, in_force
from tests.webapp.office_on_the_web import Website, a_website
from workflows.process.script import unpack


@pytest.fixture(name="room", scope="module")
def _room() -> tuple[Website, int]:
    return a_flow_room()


def first_form(page: str) -> dict[str, str]:
    """Return what the first button of the rehearsal would send."""
    form = page.partition('class="way"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    chosen = {
        name: re.search(r'value="([^"]*)" selected', options)[1]  # type: ignore[index]
        for name, options in re.findall(r'<select[^>]* name="([\w.]+)">(.*?)</select>', form, re.DOTALL)
    }
    return {**hidden, **chosen}


def test_a_rehearsal_begins_at_the_first_step_and_names_its_choices(room: tuple[Website, int]) -> None:
    site, draft = room

    page = site.browser("du").get(f"/flows/drafts/{draft}/rehearsal").text

    assert "案源登记" in page
    assert "当事人类别" in page
    assert "第 0 步" in page
    assert "不影响任何案件" in page
    assert f"/flows/drafts/{draft}/rehearsal/diagram/filing" in page


def test_pressing_a_choice_walks_the_engine_and_going_back_takes_it_away(room: tuple[Website, int]) -> None:
    site, draft = room
    browser, address = site.browser("du"), f"/flows/drafts/{draft}/rehearsal"

    answer = browser.post(address, data=first_form(browser.get(address).text))
    page = browser.get(answer.location).text

    assert answer.status_code == 303
    assert "第 1 步" in page
    assert "线索核查" in page
    road = parse_qs(urlsplit(answer.location).query)["road"][0]
    back = browser.get(f"{address}?road={road}&steps=0").text
    assert "第 0 步" in back


def test_a_published_version_is_rehearsed_as_well(room: tuple[Website, int]) -> None:
    site, _ = room
    page = site.browser("he").get(f"/flows/versions/{in_force(site.office)}/rehearsal")

    assert page.status_code == 200
    assert "案源登记" in page.text


@pytest.mark.parametrize("kind", ["rehearsal", "scenarios", "replay", "replay.csv", "rehearsal/diagram/filing"])
@pytest.mark.parametrize(("login", "status"), [("du", 200), ("he", 200), ("lin", 403), ("admin", 403)])
def test_only_flow_people_may(room: tuple[Website, int], kind: str, login: str, status: int) -> None:
    site, draft = room

    assert site.browser(login).get(f"/flows/drafts/{draft}/{kind}").status_code == status


@pytest.mark.parametrize("road", ["x", "AAAA", "eJwrSS0uAQAEXQHB", "%ff"])
def test_an_address_that_holds_no_rehearsal_is_told(room: tuple[Website, int], road: str) -> None:
    site, draft = room

    answer = site.browser("du").get(f"/flows/drafts/{draft}/rehearsal?road={road}")

    assert answer.status_code == 409
    assert "演练记录无法识别" in answer.text


@pytest.mark.parametrize(
    "wrong", [{"path": "filing_call/close_case"}, {"kind": "message"}, {"way": "9"}, {"party_kind": "nobody"}]
)
def test_what_no_act_may_do_is_refused(room: tuple[Website, int], wrong: dict[str, str]) -> None:
    site, draft = room
    browser, address = site.browser("du"), f"/flows/drafts/{draft}/rehearsal"

    answer = browser.post(address, data={**first_form(browser.get(address).text), **wrong})

    assert answer.status_code == 409
    assert "第 0 步" in answer.text


def test_invented_facts_fill_the_forms(room: tuple[Website, int]) -> None:
    site, draft = room
    address = f"/flows/drafts/{draft}/rehearsal"
    invented = {"day": "2026-03-02", "party_kind": "organisation", "fine": "60,000.50", "grave": "yes"}

    answer = site.browser("du").post(f"{address}/begin", data=invented)

    script = unpack(parse_qs(urlsplit(answer.location).query)["road"][0])
    assert script.day.isoformat() == "2026-03-02"
    assert script.invented["fine"] == 6_000_050
    page = site.browser("du").get(answer.location).text
    assert re.search(r'value="organisation" selected', page.partition('class="way"')[2].partition("</form>")[0])


def test_an_invented_amount_that_is_none_is_refused(room: tuple[Website, int]) -> None:
    site, draft = room

    answer = site.browser("du").post(f"/flows/drafts/{draft}/rehearsal/begin", data={"fine": "很多"})

    assert answer.status_code == 409
    assert "须填写不小于零、最多两位小数的金额" in answer.text


def test_a_real_case_is_copied_without_its_people() -> None:
    office = a_case_before("issue_notice")
    site, draft = a_website(office), a_draft(office)
    number = office.dossier().case.number

    answer = site.browser("du").post(f"/flows/drafts/{draft}/rehearsal/case", data={"number": number})
    page = site.browser("du").get(answer.location).text

    assert answer.status_code == 303
    assert "制发事先告知书" in page.partition("现在可以办理")[2].partition("也可能发生")[0]
    told = unpack(parse_qs(urlsplit(answer.location).query)["road"][0])
    # Evidence before any review leaves no mark on the road.
    assert len(told.choices) == len([one for one in office.dossier().steps if one.act != "add_evidence"])
    assert office.dossier().party.name not in page
    assert "林静" not in page
    assert "flow-rehearsal" in str(site.noted()[-1].body)


def test_an_unknown_case_is_told(room: tuple[Website, int]) -> None:
    site, draft = room

    answer = site.browser("du").post(f"/flows/drafts/{draft}/rehearsal/case", data={"number": "无此案"})

    assert answer.status_code == 409
    assert "请核对案号" in answer.text


def test_a_replay_counts_and_lists_nobody_by_name() -> None:
    office = a_case_before("issue_notice")
    site, draft = a_website(office), a_draft(office)

    page = site.browser("du").get(f"/flows/drafts/{draft}/replay?first=2026-01-01&last=2026-12-31").text

    assert "登记的 1 件中：1 件路径不变，0 件路径改变，0 件无法判断" in page
    assert office.dossier().party.name not in page


def test_slices_add_up_and_a_changed_draft_stops_them() -> None:
    office = a_case_before("issue_notice")
    for _ in range(3):
        office.a_case()
    site, draft = a_website(office), a_draft(office)
    browser, address = site.browser("du"), f"/flows/drafts/{draft}/replay"

    first = browser.get(f"{address}?first=2026-01-01&last=2026-12-31&slice=2").text
    cursor = re.search(r'hx-get="([^"]*)"', first)
    assert cursor is not None
    assert "已回放 2 件，共 4 件" in first
    second = browser.get(unescape(cursor[1])).text
    following = re.search(r'hx-get="([^"]*)"', second)
    assert following is not None
    assert "登记的 4 件中：4 件路径不变" in browser.get(unescape(following[1])).text

    name = "parts/filing.bpmn"
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    sent = {"text": held["text"] + "\n", "revision": held["revision"]}
    assert browser.put(f"/flows/drafts/{draft}/files/{name}", json=sent).status_code == 200
    assert "中途有改动" in browser.get(unescape(cursor[1])).text


def test_a_replay_as_a_spreadsheet_holds_numbers_and_acts_alone() -> None:
    office = a_case_before("decide_penalty")
    site, draft = a_website(office), a_draft(office)
    browser, name = site.browser("du"), "procedures/penalty_ordinary.bpmn"
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    text = held["text"].replace('review_basis != "none"', 'category == "coercion"')
    browser.put(f"/flows/drafts/{draft}/files/{name}", json={"text": text, "revision": held["revision"]})

    sheet = browser.get(f"/flows/drafts/{draft}/replay.csv?first=2026-01-01&last=2026-12-31").text

    assert office.dossier().case.number in sheet
    assert "不再经过法制审核" in sheet
    assert office.dossier().party.name not in sheet


def test_a_forged_cursor_begins_anew(room: tuple[Website, int]) -> None:
    site, draft = room

    answer = site.browser("du").get(f"/flows/drafts/{draft}/replay/slice?cursor=forged")

    assert answer.status_code == 200


def test_a_draft_that_cannot_be_read_says_so_on_every_page() -> None:
    site, draft = a_flow_room()
    browser = site.browser("du")
    name = "parts/filing.bpmn"
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    sent = {"text": "<nonsense/>", "revision": held["revision"]}
    assert browser.put(f"/flows/drafts/{draft}/files/{name}", json=sent).status_code == 200

    for kind in ("rehearsal", "scenarios/found", "replay?first=2026-01-01"):
        page = browser.get(f"/flows/drafts/{draft}/{kind}")
        assert page.status_code == 200
        assert "parts/filing.bpmn" in page.text


REVIEWED = '>(review_basis != "none" or review_returned) and review not in'
HARDLY_REVIEWED = '>review_basis == "catalogue" and review not in'


def around_review(site: Website, draft: int) -> None:
    """Let only what the catalogue names be reviewed, what the statute itself demands no longer."""
    browser, name = site.browser("du"), "procedures/penalty_ordinary.bpmn"
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    assert REVIEWED in held["text"]
    text = held["text"].replace(REVIEWED, HARDLY_REVIEWED)
    browser.put(f"/flows/drafts/{draft}/files/{name}", json={"text": text, "revision": held["revision"]})


def to_the_breach(page: str) -> str:
    """Return the address behind the first 「在演练中重走」 of a violation of the review."""
    told = page.partition("未经法制审核通过就作出处罚决定")[2]
    link = re.search(r'href="([^"]*/rehearsal/breach[^"]*)"', told)
    assert link is not None
    return unescape(link[1])


def test_a_violation_is_walked_again_in_the_engine_to_the_very_step_that_breaks_the_law() -> None:
    site, draft = a_flow_room()
    around_review(site, draft)
    browser = site.browser("du")

    page = browser.get(to_the_breach(browser.get(f"/flows/drafts/{draft}").text), follow_redirects=True).text
    assert "要走到的违反" in page
    assert "已走 0 步" in page
    walked = [page]
    while following := re.search(r'class="btn btn-primary" href="([^"]*)#prepared"', walked[-1]):
        assert "走到这里，承诺已经被违反" not in walked[-1]
        walked.append(browser.get(unescape(following[1])).text)

    assert len(walked) > 10
    assert "作出行政处罚决定" in walked[-2].partition('class="prepared-next"')[2].partition("</p>")[0]
    told = walked[-1].partition("走到这里，承诺已经被违反")[2]
    assert "未经法制审核通过就作出处罚决定" in told
    assert "处罚法58条1款" in told
    done = walked[-1].partition("已走过的步骤")[2].partition("现在的事实要素")[0]
    assert "作出行政处罚决定" in done
    assert "签署法制审核意见" not in done


def test_a_walk_whose_violation_was_mended_says_so() -> None:
    site, draft = a_flow_room()
    around_review(site, draft)
    browser, name = site.browser("du"), "procedures/penalty_ordinary.bpmn"
    address = to_the_breach(browser.get(f"/flows/drafts/{draft}").text)
    walk = browser.get(address).location
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    mended = held["text"].replace(HARDLY_REVIEWED, REVIEWED)
    browser.put(f"/flows/drafts/{draft}/files/{name}", json={"text": mended, "revision": held["revision"]})

    assert browser.get(address).status_code == 409
    assert "没有这一项违反了" in browser.get(address).text
    assert "没有这一项违反了" in browser.get(walk).text


def test_a_road_that_is_prepared_is_walked_on_and_left_for_another_choice(room: tuple[Website, int]) -> None:
    site, draft = room
    browser, address = site.browser("du"), f"/flows/drafts/{draft}/rehearsal"
    road = parse_qs(urlsplit(browser.post(address, data=first_form(browser.get(address).text)).location).query)["road"]

    back = browser.get(f"{address}?road={road[0]}&steps=0").text
    assert "预备的步骤" in back
    assert "案源登记" in back.partition('class="prepared-next"')[2].partition("</p>")[0]
    assert "预备的步骤" not in browser.get(f"{address}?road={road[0]}").text
