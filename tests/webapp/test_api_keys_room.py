"""接口应用 on pages: proposed by one kind of administrator, decided by the other, shown once to whom it is for."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from webapp.installation import Clock
from workflows.guards.api_keys import FETCHED_WITHIN
from workflows.records.api_tokens import ApiToken, TokenProposal
from workflows.vocabulary.roles import Role

KEYS = "/interface/keys"
NEW = {"name": "综合执法平台", "scopes": ["cases:read"], "days": "30", "reason": "县政府督办 2026-7 号"}


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("report_findings"))


def proposed(site: Website, login: str = "admin", **given: object) -> int:
    """Propose a key and return the proposal's number."""
    answer = site.browser(login).post(f"{KEYS}/new", data={**NEW, **given})
    assert answer.status_code == 303, answer.text
    return newest(site).id


def newest(site: Website) -> TokenProposal:
    with site.office.archive.reading() as records:
        return records.list_where(TokenProposal)[-1]


def tokens(site: Website) -> list[ApiToken]:
    with site.office.archive.reading() as records:
        return records.list_where(ApiToken)


def decided(site: Website, number: int, login: str = "security", decision: str = "confirmed") -> int:
    return site.browser(login).post(f"{KEYS}/proposals/{number}", data={"decision": decision}).status_code


def fetched(site: Website, number: int, login: str = "admin", at: str = KEYS) -> TestResponse:
    return site.browser(login).post(f"{at}/proposals/{number}/fetch")


def key_on(page: TestResponse) -> str:
    found = re.search(r"fsn_[\w-]{43}", page.text)
    assert found is not None, page.text
    return found[0]


def issued(site: Website) -> str:
    number = proposed(site)
    decided(site, number)
    return key_on(fetched(site, number))


def opens(site: Website, key: str) -> bool:
    return Application(site, key).get("/cases").status_code == 200


@pytest.mark.parametrize(("first", "second"), [("admin", "security"), ("security", "admin")])
def test_one_kind_proposes_the_other_decides_and_the_first_is_shown_the_key_once(
    site: Website, first: str, second: str
) -> None:
    number = proposed(site, first)

    own = decided(site, number, first)
    too_early = fetched(site, number, first).status_code
    confirmed = decided(site, number, second)
    wrong_side = fetched(site, number, second).status_code
    page = fetched(site, number, first)
    again = fetched(site, number, first)

    assert (own, too_early, confirmed, wrong_side, page.status_code, again.status_code) == (
        409,
        409,
        303,
        409,
        200,
        409,
    )
    assert opens(site, key_on(page))
    assert page.headers["Cache-Control"] == "no-store"
    assert "不再显示" in again.text
    listed = site.browser(first).get(KEYS).text
    assert key_on(page) not in listed
    assert "综合执法平台" in listed


def test_nothing_is_made_before_it_is_fetched_nor_of_what_was_refused_withdrawn_or_forgotten(site: Website) -> None:
    refused, withdrawn, forgotten = proposed(site), proposed(site), proposed(site)
    decided(site, refused, decision="refused")
    decided(site, withdrawn)
    decided(site, forgotten)
    site.browser("security").post(f"{KEYS}/proposals/{withdrawn}/withdraw")
    with site.office.archive.transaction() as records:
        records.get(TokenProposal, forgotten).decided_at = Clock(None).system_now() - FETCHED_WITHIN

    answers = {fetched(site, number).status_code for number in (refused, withdrawn, forgotten)}

    assert answers == {409}
    assert tokens(site) == []
    page = site.browser("admin").get(KEYS).text
    assert [one for one in ("不同意", "已撤回", "逾期未领取") if one not in page] == []


def test_a_key_that_acts_in_a_name_is_shown_to_that_person_alone_who_may_end_it(site: Website) -> None:
    lin = str(site.office.person("林静"))
    number = proposed(site, scopes=["cases:read", "acts:write"], person=lin)
    decided(site, number)

    others = {
        fetched(site, number).status_code,
        fetched(site, number, "security").status_code,
        fetched(site, number, "zhao", "/account/keys").status_code,
    }
    shown = "领取凭证" in site.browser("lin").get("/account").text
    key = key_on(fetched(site, number, "lin", "/account/keys"))
    named = Application(site, key).get("/me").json["person"]  # type: ignore[index]
    strangers = site.browser("zhao").post(f"/account/keys/{tokens(site)[0].id}/revoke").status_code
    ended = site.browser("lin").post(f"/account/keys/{tokens(site)[0].id}/revoke").status_code

    assert others == {409}
    assert (shown, named, strangers, ended) == (True, "林静", 409, 303)
    assert not opens(site, key)


def test_who_lends_the_name_does_not_decide_and_nobody_lends_an_administrators(site: Website) -> None:
    admin = str(site.office.person("马骏"))

    answer = site.browser("security").post(f"{KEYS}/new", data={**NEW, "person": admin})
    nameless = site.browser("admin").post(f"{KEYS}/new", data={**NEW, "scopes": ["acts:write"]})

    assert (answer.status_code, nameless.status_code) == (422, 409)
    assert "应当由具体人员负责" in nameless.text


def test_who_left_meanwhile_lends_no_name(site: Website) -> None:
    number = proposed(site, person=str(site.office.person("赵宁")))
    site.browser("admin").post(f"/people/accounts/{site.office.person('赵宁')}/close", data={"reason": "调离"})

    assert decided(site, number) == 409
    assert decided(site, number, decision="refused") == 303


def test_a_successor_is_decided_like_any_key_and_the_old_one_ends_by_itself(site: Website) -> None:
    old = issued(site)
    before = tokens(site)[0]
    address = f"{KEYS}/{before.id}/successor"

    asked = site.browser("admin").get(address).text
    answer = site.browser("admin").post(address, data={"days": "90", "overlap_days": "7", "reason": "例行更换"})
    twice = site.browser("admin").post(address, data={"days": "90", "overlap_days": "7", "reason": "例行更换"})
    number = newest(site).id
    decided(site, number)
    new = key_on(fetched(site, number))

    first, second = tokens(site)
    assert (answer.status_code, twice.status_code) == (303, 409)
    assert "并用" in asked
    assert (second.name, second.scopes, second.person_id) == (first.name, first.scopes, first.person_id)
    assert first.expires_at - second.issued_at == timedelta(days=7)
    assert second.expires_at - second.issued_at == timedelta(days=90)
    assert opens(site, old)
    assert opens(site, new)
    assert "已换发，并用中" in site.browser("admin").get(KEYS).text
    with site.office.archive.transaction() as records:
        records.get(ApiToken, first.id).expires_at = Clock(None).system_now()
    assert not opens(site, old)
    assert opens(site, new)


def test_the_overlap_never_makes_an_old_key_live_longer(site: Website) -> None:
    issued(site)
    with site.office.archive.transaction() as records:
        ends = Clock(None).system_now() + timedelta(days=2)
        records.list_where(ApiToken)[0].expires_at = ends
    form = {"days": "90", "overlap_days": "7", "reason": "例行更换"}
    site.browser("admin").post(f"{KEYS}/{tokens(site)[0].id}/successor", data=form)
    decided(site, newest(site).id)
    fetched(site, newest(site).id)

    assert tokens(site)[0].expires_at == ends


@pytest.mark.parametrize("login", ["admin", "security"])
def test_either_administrator_takes_a_key_back_at_once_alone(site: Website, login: str) -> None:
    key = issued(site)
    application = Application(site, key)
    before = application.get("/cases").status_code

    answer = site.browser(login).post(f"{KEYS}/{tokens(site)[0].id}/revoke")

    assert (before, answer.status_code, application.get("/cases").status_code) == (200, 303, 401)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days": "0"}, "1 至 366 天"),
        ({"days": "367"}, "1 至 366 天"),
        ({"days": "many"}, "不是整数"),
        ({"scopes": ["everything"]}, "不在可选范围内"),
        ({"scopes": []}, "授权范围"),
        ({"name": ""}, "应用名称"),
        ({"name": "平\u202e台"}, "不可见的字符"),
        ({"reason": ""}, "理由和依据"),
    ],
)
def test_what_cannot_be_proposed_says_why_and_keeps_what_was_typed(
    site: Website, given: dict[str, object], says: str
) -> None:
    answer = site.browser("admin").post(f"{KEYS}/new", data={**NEW, **given})

    assert answer.status_code == 422
    assert says in answer.text
    assert newest_or_none(site) is None


def newest_or_none(site: Website) -> TokenProposal | None:
    with site.office.archive.reading() as records:
        return records.find_where(TokenProposal)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_administrators_next_door_find_nothing_of_ours(site: Website, role: Role) -> None:
    issued(site)
    number = proposed(site, "security" if role is Role.SECURITY_ADMIN else "admin")
    stranger = site.app.test_client()
    site.sign_in(stranger, a_person_next_door(site.office, (role,)))
    token = tokens(site)[0].id

    statuses = [
        stranger.get(f"{KEYS}/{token}/successor").status_code,
        stranger.post(f"{KEYS}/{token}/successor", data=NEW).status_code,
        stranger.post(f"{KEYS}/{token}/revoke").status_code,
        stranger.post(f"/account/keys/{token}/revoke").status_code,
        *(
            stranger.post(f"{KEYS}/proposals/{number}{what}", data={"decision": "confirmed"}).status_code
            for what in ("", "/withdraw", "/fetch")
        ),
    ]

    assert statuses == [404] * len(statuses)
    assert "综合执法平台" not in stranger.get(KEYS).text


def test_every_step_is_read_by_the_auditor_and_no_key_is(site: Website) -> None:
    key = issued(site)
    site.browser("security").post(f"{KEYS}/{tokens(site)[0].id}/revoke")
    proposed(site)
    decided(site, newest(site).id, decision="refused")

    journal = site.browser("audit").get("/journal").text

    for told in ("提请发放", "同意发放", "领取", "撤销", "不同意发放", "县政府督办 2026-7 号"):
        assert told in journal, told
    assert key not in journal
    assert site.browser("audit").get(KEYS).status_code == 403


def test_what_waits_for_somebody_is_counted_in_the_rail(site: Website) -> None:
    number = proposed(site)
    waits = [_count(site, login) for login in ("admin", "security")]
    decided(site, number)

    assert waits == [0, 1]
    assert [_count(site, login) for login in ("admin", "security")] == [1, 0]


def _count(site: Website, login: str) -> int:
    page = site.browser(login).get("/people").text
    found = re.search(r'href="/interface/keys".*?</a>', page, re.DOTALL)
    assert found is not None
    number = re.search(r">(\d+)<", found[0])
    return int(number[1]) if number else 0


def test_empty_pages_say_what_to_do(site: Website) -> None:
    page = site.browser("admin").get(KEYS).text

    assert "提请接口凭证" in page
    assert "没有有效凭证" in page


def test_a_key_issued_on_paths_of_this_page_has_the_scopes_it_says(site: Website) -> None:
    poor, rich = issued(site), a_key(site.office, *EVERYTHING, person="lin")

    assert Application(site, poor).get("/flows").status_code == 403
    assert Application(site, rich).get("/registration").status_code == 200
