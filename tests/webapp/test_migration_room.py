"""迁移在办案件 on the page: proposed by one, decided by another, in bulk, each case with its reason, and back again."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.acts.new_versions import (
    PROVISION,
    REASON,
    RENAMED,
    RISK,
    edited,
    four_cases,
    move,
    propose,
    publish,
    risk_form,
)
from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.webapp.office_on_the_web import Website, a_website, counted_statements

WHY = {"reason": REASON, "provision": PROVISION}


def moved(site: Website, answer: TestResponse) -> TestResponse:
    """Let the worker move what was chosen; return the page that tells what came of it."""
    assert answer.status_code == 303
    site.office.work()
    return site.browser("he").get(answer.headers["Location"])


def with_risk(office: Office) -> str:
    return publish(office, edited(*RISK, files=risk_form("high", "low")))


def room(sha: str, rest: str = "") -> str:
    return f"/flows/versions/{sha}/migration{rest}"


def words(page: str) -> str:
    """Return what stands on a page, without its marks."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def tiles(page: str) -> list[tuple[str, str]]:
    return re.findall(r'class="lamp-tile[^>]*>\s*<span>([^<]+)</span><b>(\d+)</b>', page)


def ticks(page: str) -> list[str]:
    return re.findall(r'name="case" value="([0-9.]+)"', page)


def on(site: Website, run_id: int) -> str:
    with site.office.archive.reading() as records:
        run = records.runs.find(run_id)
    assert run is not None
    return run.bundle_sha


def key_of(page: str) -> dict[str, str]:
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("key", "proposal")}


def test_three_are_moved_in_bulk_and_one_stays_with_its_reason() -> None:
    office, runs = four_cases()
    site, sha = a_website(office), with_risk(office)

    proposed = site.browser("du").post(room(sha, "/propose"), data=WHY, follow_redirects=True)
    head = site.browser("he")
    page = head.get(room(sha)).text

    assert "已提请迁移" in proposed.text
    assert tiles(page) == [("全部在办案件", "4"), ("可迁移", "3"), ("须指定对应环节", "0"), ("不可迁移", "1")]
    assert "新版本要求先办理“风险评估”，本案已经越过而没有办理" in words(page)
    assert len(ticks(page)) == 3

    stubborn = f"{runs['examine_case']}.{_version(site, runs['examine_case'])}"
    answer = moved(site, head.post(room(sha, "/move"), data={**key_of(page), "case": [*ticks(page), stubborn]}))

    assert "已迁移 3 件" in words(answer.text)
    assert "没有迁移 1" in words(answer.text)
    assert [on(site, run_id) == sha for run_id in runs.values()] == [True, True, True, False]


def test_a_press_repeated_moves_nothing_twice() -> None:
    site = a_website(a_case_before("finalise_draft"))
    sha = with_risk(site.office)
    propose(site.office, sha)
    head = site.browser("he")
    page = head.get(room(sha)).text
    sent = {**key_of(page), "case": ticks(page)}

    first, second = head.post(room(sha, "/move"), data=sent), head.post(room(sha, "/move"), data=sent)
    third = moved(site, second), moved(site, head.post(room(sha, "/move"), data=sent))

    assert first.headers["Location"] == second.headers["Location"]
    assert ["已迁移 1 件" in words(answer.text) for answer in third] == [True, True]
    assert words(head.get(room(sha, "/moved")).text).count("迁移记录 1") == 1


def test_who_saw_an_older_state_is_told_and_the_others_move() -> None:
    office, runs = four_cases()
    site, sha = a_website(office), with_risk(office)
    proposal = propose(office, sha)
    stale, fresh = runs["investigate"], runs["finalise_draft"]
    chosen = [f"{stale}.{_version(site, stale) - 1}", f"{fresh}.{_version(site, fresh)}", "99999.1", "nonsense"]

    sent = {"key": "k", "proposal": proposal, "case": chosen}
    answer = moved(site, site.browser("he").post(room(sha, "/move"), data=sent))

    assert (on(site, stale) == sha, on(site, fresh) == sha) == (False, True)
    assert "您打开页面后" in words(answer.text)
    assert "没有迁移 2" in words(answer.text)


def test_nothing_ticked_is_told() -> None:
    site = a_website(a_case_before("finalise_draft"))
    sha = with_risk(site.office)

    answer = site.browser("he").post(room(sha, "/move"), data={"key": "k", "proposal": propose(site.office, sha)})

    assert answer.status_code == 422
    assert "没有选择案件" in words(answer.text)


def test_nothing_is_ticked_before_it_was_proposed() -> None:
    site = a_website(a_case_before("finalise_draft"))
    sha, head = with_risk(site.office), site.browser("he")
    page = head.get(room(sha)).text
    answer = head.post(room(sha, "/move"), data={"key": "k", "proposal": "", "case": f"{site.office.run_id}.1"})

    assert ticks(page) == []
    assert "流程管理员尚未提请迁移" in words(page)
    assert "请由流程管理员提请" in words(answer.text)


def test_the_flow_administrator_reads_reasons_and_no_case() -> None:
    site = a_website(a_case_before("examine_case"))
    sha = with_risk(site.office)

    page = site.browser("du").get(room(sha)).text

    case = site.office.dossier().case
    assert "新版本要求先办理“风险评估”" in words(page)
    assert case.number not in page
    assert case.title not in page


def test_a_vanished_step_is_placed_by_the_administrator_and_goes_with_the_proposal() -> None:
    site = a_website(a_case_before("examine_case"))
    sha, administrator, head = publish(site.office, edited(*RENAMED)), site.browser("du"), site.browser("he")

    before = administrator.get(room(sha)).text
    after = administrator.get(room(sha, "?place-examine_case=examine_anew")).text
    assert (tiles(before)[1:3], tiles(after)[1:3]) == (
        [("可迁移", "0"), ("须指定对应环节", "1")],
        [("可迁移", "1"), ("须指定对应环节", "0")],
    )
    assert 'type="hidden" name="place-examine_case" value="examine_anew"' in after

    assert "逐项审核（法制审核）" in words(before)

    administrator.post(room(sha, "/propose"), data={**WHY, "place-examine_case": "examine_anew"})
    page = head.get(room(sha)).text
    assert "对应环节 逐项审核 → 逐项审核（法制审核）" in words(page)
    assert "examine_anew" not in words(page)
    moved(site, head.post(room(sha, "/move"), data={**key_of(page), "case": ticks(page)}))

    assert [task.node for task in site.office.tasks()] == ["examine_anew"]


def test_a_proposal_without_a_reason_names_the_field() -> None:
    site = a_website(a_case_before("finalise_draft"))

    answer = site.browser("du").post(room(with_risk(site.office), "/propose"), data={"provision": PROVISION})

    assert answer.status_code == 422
    assert "请填写“迁移理由”" in words(answer.text)
    assert f'value="{PROVISION}"' in answer.text


def test_a_version_that_is_not_in_force_says_so() -> None:
    site = a_website(a_case_before("finalise_draft"))
    first = on(site, site.office.run_id)
    with_risk(site.office)

    page = site.browser("he").get(room(first)).text

    assert "只能迁移到今天正在施行的版本" in words(page)
    assert site.browser("du").post(room(first, "/propose"), data=WHY).status_code == 409


@pytest.mark.parametrize("login", ["lin", "wang", "zhou", "admin", "audit"])
def test_nobody_else_finds_the_room(login: str) -> None:
    site = a_website(a_case_before("finalise_draft"))
    sha, client = with_risk(site.office), site.browser(login)
    addresses = ["", "/moved"]

    assert [client.get(room(sha, one)).status_code for one in addresses] == [403, 403]
    assert _posts(client, sha) == [403, 403, 403]


@pytest.mark.parametrize(("login", "expected"), [("du", [409, 403, 403]), ("he", [403, 422, 404])])
def test_each_of_the_two_does_only_their_own_part(login: str, expected: list[int]) -> None:
    site = a_website(a_case_before("finalise_draft"))
    first = on(site, site.office.run_id)
    with_risk(site.office)

    assert _posts(site.browser(login), first) == expected


def test_a_move_is_taken_back_from_the_list_and_not_after_an_act() -> None:
    site = a_website(a_case_before("finalise_draft"))
    sha, head, first = with_risk(site.office), site.browser("he"), on(site, site.office.run_id)
    proposal = propose(site.office, sha)
    done = move(site.office, proposal)

    assert "撤销迁移" in words(head.get(room(sha, "/moved")).text)
    without = head.post(room(sha, f"/moves/{done.id}/undo"), data={"key": "a"})
    head.post(room(sha, f"/moves/{done.id}/undo"), data={"key": "b", "reason": "选错了案件"})
    assert (without.status_code, on(site, site.office.run_id)) == (422, first)
    assert "已撤销" in words(head.get(room(sha, "/moved")).text)

    again = move(site.office, proposal)
    site.office.do("finalise_draft")
    late = head.post(room(sha, f"/moves/{again.id}/undo"), data={"key": "c", "reason": "选错了案件"})
    assert late.status_code == 409
    assert "林静已经办理“拟定决定书草案”，不能再撤销迁移" in words(late.text)


def test_the_list_is_filtered_by_conclusion_and_by_words() -> None:
    office, _ = four_cases()
    site, sha = a_website(office), with_risk(office)
    propose(office, sha)
    head = site.browser("he")

    movable = head.get(room(sha, "?standing=movable&words=拟定")).text
    refused = head.get(room(sha, "?standing=refused")).text
    chosen = head.get(room(sha, "?standing=movable&all=1")).text

    assert (len(ticks(movable)), len(ticks(refused)), chosen.count(" checked")) == (1, 0, 3)
    assert "拟定决定书草案" in words(movable)


def test_the_case_tells_of_its_move() -> None:
    site = a_website(a_case_before("finalise_draft"))
    move(site.office, propose(site.office, with_risk(site.office)))

    page = site.browser("he").get(f"/cases/{site.office.case_id}?overview=1").text
    journal = site.browser("he").get(f"/journal/cases/{site.office.case_id}").text

    assert "由版本 1 迁移到版本 2" in words(page)
    assert f"由版本 1 迁移到版本 2，杜鹃提请：{REASON}（{PROVISION}）" in words(journal)


def test_four_cases_are_judged_with_as_few_questions_as_one() -> None:
    many, _ = four_cases()
    sites = [a_website(a_case_before("examine_case")), a_website(many)]
    asked = []
    for site in sites:
        address, head = room(with_risk(site.office)), site.browser("he")
        head.get(address)
        with counted_statements(site.office) as statements:
            head.get(address)
        asked.append(len(statements))

    assert asked[0] == asked[1]


def _version(site: Website, run_id: int) -> int:
    with site.office.archive.reading() as records:
        run = records.runs.find(run_id)
    assert run is not None
    return run.version


def _posts(client: FlaskClient, sha: str) -> list[int]:
    addresses = ["/propose", "/move", "/moves/1/undo"]
    return [client.post(room(sha, one), data={**WHY, "key": "k"}).status_code for one in addresses]
