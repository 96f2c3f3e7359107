"""接口: a key with the scope opens a view, nothing else does; the same walls between agencies as on the pages."""

import pytest
from werkzeug.routing import Rule

from tests.acts.prepared import a_case_before
from tests.builders import an_office
from tests.webapp.an_application import READING, Application, a_key
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from webapp.api.caller import SCOPE
from workflows.records.api_tokens import ApiToken
from workflows.records.limit_windows import LimitWindow
from workflows.records.people import Person
from workflows.vocabulary.roles import Role

OPEN = {"/api/v1/openapi.json", "/api/v1/docs"}


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


@pytest.fixture(name="reader", scope="module")
def _reader(site: Website) -> Application:
    return Application(site, a_key(site.office))


def views(site: Website) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in site.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.rule.startswith("/api/") and rule.rule not in OPEN
    ]


def address(site: Website, rule: Rule) -> str:
    office = site.office
    values: dict[str, object] = {
        "case_id": office.case_id,
        "task_id": office.tasks()[0].id,
        "act_id": "add_evidence",
        "paper_id": 1,
        "evidence_id": 1,
        "sha": office.dossier().run.bundle_sha,
        "name": "procedures/penalty_ordinary.bpmn",
    }
    return str(rule.build({name: values[name] for name in rule.arguments})[1])  # type: ignore[index]


def test_without_a_key_nothing_is_answered_not_even_to_a_signed_in_browser(site: Website) -> None:
    browser = site.browser("lin")

    knocks = {f"{method} {rule.rule}": (address(site, rule), method) for rule, method in views(site)}
    answers = {name: browser.open(where, method=method) for name, (where, method) in knocks.items()}

    assert len(answers) >= 25
    assert {name: one.status_code for name, one in answers.items() if one.status_code != 401} == {}
    assert all(one.headers["WWW-Authenticate"].startswith("Bearer") for one in answers.values())


def test_each_view_asks_for_its_scope(site: Website) -> None:
    everything = {**dict.fromkeys(READING), "acts:write": None}
    for rule, method in views(site):
        scope = getattr(site.app.view_functions[rule.endpoint], SCOPE)
        others = [one for one in everything if one != scope]
        poor = Application(site, a_key(site.office, *others, person="lin"))

        answer = poor.client.open(address(site, rule), method=method, headers=poor.headers)

        if scope:
            assert (rule.rule, answer.status_code, answer.json["code"]) == (rule.rule, 403, "scope-missing")  # type: ignore[index]


def test_an_expired_a_revoked_and_an_invented_key_open_nothing(site: Website) -> None:
    good = a_key(site.office)
    assert Application(site, good).get("/me").status_code == 200
    with site.office.archive.transaction() as records:
        row = records.find_where(ApiToken)
        assert row is not None
        assert good not in str(row.__dict__)
        row.expires_at = row.issued_at
        records.session.flush()

    assert Application(site, good).get("/me").status_code == 401
    assert Application(site, "fsn_" + "x" * 43).get("/me").status_code == 401


def test_who_has_left_opens_nothing_with_an_old_key(site: Website) -> None:
    key = a_key(site.office, person="qian")
    with site.office.archive.transaction() as records:
        records.get(Person, site.office.person("钱莉")).is_active = False
        records.session.flush()

    assert Application(site, key).get("/me").status_code == 401


def test_an_application_of_another_agency_finds_nothing(site: Website) -> None:
    a_person_next_door(site.office, (Role.LEADER,))
    stranger = Application(site, a_key(site.office, agency="539900"))

    found = {
        rule.rule: stranger.client.open(address(site, rule), headers=stranger.headers).status_code
        for rule, method in views(site)
        if method == "GET" and rule.arguments & {"case_id", "task_id", "paper_id", "evidence_id"}
    }

    assert len(found) >= 9
    assert set(found.values()) == {404}
    assert stranger.get("/cases").json == {"items": [], "next": ""}


def test_a_person_of_another_agency_cannot_act_here_and_learns_nothing(site: Website) -> None:
    number = a_person_next_door(site.office, (Role.REVIEWER, Role.HANDLER))
    with site.office.archive.reading() as records:
        login = records.get(Person, number).login
    stranger = Application(site, a_key(site.office, "acts:write", person=login, agency="539900"))

    answer = stranger.complete("sign_opinion", version=0)

    assert answer.status_code == 404
    assert "许文" not in answer.text


def test_an_application_without_a_person_reads_all_cases_of_its_agency(reader: Application) -> None:
    office = reader.site.office

    cases = reader.get("/cases").json
    case = reader.get(f"/cases/{office.case_id}").json
    papers = reader.get(f"/cases/{office.case_id}/papers").json

    assert cases is not None
    assert case is not None
    assert papers is not None
    assert [one["id"] for one in cases["items"]] == [office.case_id]
    assert case["tasks"][0]["act"] == "sign_opinion"
    assert {one["act"] for one in case["tasks"]} == {"sign_opinion"}
    assert "prior_notice" in {one["kind"] for one in papers["items"]}


def test_a_paper_taken_out_stands_in_the_access_journal(reader: Application) -> None:
    answer = reader.get("/papers/1/file")

    entry = reader.site.noted()[-1]
    assert answer.data.startswith(b"PK")
    assert entry.kind == "Downloaded"
    assert entry.body["actor"] == "应用“综合执法平台”"
    assert entry.actor_id < 0


def test_whoever_acts_as_a_person_reads_what_the_person_reads(site: Website) -> None:
    as_archivist = Application(site, a_key(site.office, person="han"))

    assert as_archivist.get("/flows").status_code == 403
    assert Application(site, a_key(site.office)).get("/flows").status_code == 200


def test_the_case_is_told_with_its_journal_clocks_and_the_proof_of_its_flow(reader: Application) -> None:
    office = reader.site.office
    entries = reader.get(f"/cases/{office.case_id}/journal").json
    clocks = reader.get(f"/cases/{office.case_id}/clocks").json
    version = reader.get(f"/flows/{office.dossier().run.bundle_sha}").json

    assert entries is not None
    assert clocks is not None
    assert version is not None
    assert [one["seq"] for one in entries["items"]] == list(range(len(entries["items"]), 0, -1))
    assert {one["state"] for one in clocks["items"]} & {"running", "paused"}
    assert "procedures/penalty_ordinary.bpmn" in version["files"]


def test_a_failure_speaks_the_callers_language(site: Website) -> None:
    chinese, english = (Application(site, a_key(site.office), one).get("/cases/999999") for one in ("zh-CN", "en-GB"))

    assert chinese.mimetype == english.mimetype == "application/problem+json"
    assert chinese.json == {
        "type": "about:blank",
        "title": "没有找到，或者不在查阅范围内",
        "status": 404,
        "detail": "没有找到，或者不在查阅范围内",
        "code": "not-found",
    }
    assert english.status_code == 404


def test_an_unknown_address_and_a_wrong_method_are_problems_too(reader: Application) -> None:
    unknown, wrong = reader.get("/nothing"), reader.post("/me", {})

    assert (unknown.status_code, unknown.mimetype) == (404, "application/problem+json")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")


def test_too_many_calls_are_told_to_wait() -> None:
    site = a_website(a_case_before("investigate"), FASHEN_API_RATE="3/minute")
    busy, other = Application(site, a_key(site.office)), Application(site, a_key(site.office))

    told = [busy.get("/me").status_code for _ in range(4)]
    refused = busy.get("/me")

    assert told == [200, 200, 200, 429]
    assert refused.mimetype == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    assert other.get("/me").status_code == 200
    with site.office.archive.reading() as records:
        counted = [one.hits for one in records.list_where(LimitWindow)]
    # Several processes share PostgreSQL and count there; on SQLite the one process counts for itself.
    assert sorted(counted) == ([[1], [5]] if site.office.archive.is_shared else [])


def test_people_can_read_the_description_without_signing_in(site: Website) -> None:
    page = site.browser().get("/api/v1/docs").text
    document = site.browser().get("/api/v1/openapi.json").json

    assert document is not None
    assert document["openapi"].startswith("3.")
    assert len(document["paths"]) >= 20
    assert "POST /api/v1/tasks/{task_id}/complete" in page
    assert "acts:write" in page


def test_the_auditor_of_the_agency_sees_what_an_application_took(reader: Application) -> None:
    reader.get("/papers/1/file")
    auditor = reader.site.app.test_client()
    reader.site.sign_in(auditor, reader.site.office.person("方明"))

    assert "应用“综合执法平台”" in auditor.get("/journal").text


def test_who_invents_one_key_after_another_is_turned_away_like_who_has_none() -> None:
    site = a_website(an_office(), FASHEN_API_RATE="3/minute")
    good = Application(site, a_key(site.office))

    statuses = [Application(site, f"fsn_invented{number}").get("/me").status_code for number in range(5)]

    assert statuses == [401, 401, 401, 429, 429]
    assert good.get("/me").status_code == 200
