"""公示: collected masked, examined by another, published or exempted, withdrawn when overturned (处罚法48、50条)."""

from datetime import date
from typing import Any

import pytest

from tests.acts.prepared import a_case_before, change, change_json, objections_on, opened_with
from tests.acts.rounds import walked_once
from tests.builders import Office, texts
from workflows.guards.public_text import PUBLIC_TERMS, public_lines
from workflows.records.outcomes import Disclosure


def last_of(office: Office) -> Disclosure:
    return office.dossier().disclosures[-1]


def paper_of(office: Office) -> dict[str, Any]:
    dossier = office.dossier()
    paper = dossier.last_paper("disclosure_form")
    assert paper is not None
    assert paper.id in dossier.paper_files
    return paper.fields


@walked_once
def a_case_examined(**examination: Any) -> Office:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure")
    office.do("examine_disclosure", **examination)
    return office


@walked_once
def a_served_case() -> Office:
    office = a_case_before("collect_disclosure")
    office.do("choose_service")
    office.do("record_service")
    return office


@walked_once
def a_published_case() -> Office:
    office = a_served_case()
    for act in ("collect_disclosure", "examine_disclosure", "publish_disclosure"):
        office.do(act)
    return office


def make_citizen(office: Office, number: str = "11010519491231002X") -> None:
    change(office, "UPDATE parties SET kind = 'citizen', name = '马有粮', code = :code, legal_rep = ''", code=number)


def test_the_text_opens_with_the_decision_and_hides_persons() -> None:
    office = a_case_before("collect_disclosure")
    assert opened_with(office, "collect_disclosure", by="钱莉") == {
        "party": "青峦县永宁礼仪服务有限公司",
        "legal_rep": "周**",
        "violation": "擅自从事遗体接运、存放等殡葬服务",
        "facts": "2026年3月10日至5月20日，当事人用改装面包车接运、租用冷库存放遗体13单\n收费46,800元，已退费6,600元",
        "penalty": "警告；没收违法所得25,800.00元；罚款60,000.00元",
        "licence": "",
        "remark": "",
        "credit_class": "general",
        "channels": "本机关公示网页、信用信息共享平台",
        "redaction": "自然人姓名留姓，隐去公民身份号码、住址、电话和账号",
    }


def test_a_citizen_keeps_the_surname_alone_and_shows_no_number() -> None:
    office = a_case_before("collect_disclosure")
    make_citizen(office)
    assert opened_with(office, "collect_disclosure", by="钱莉")["party"] == "马**"
    assert office.refusal("collect_disclosure", party="马有粮").code == "public-text-name"
    office.do("collect_disclosure", party="马**")
    assert (last_of(office).content["party"], last_of(office).content["code"]) == ("马**", "")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"facts": "周启明用面包车接运遗体"}, "public-text-name"),
        ({"facts": "负责人身份证号11010519491231002X"}, "public-text-id-number"),
        ({"penalty": "罚款，联系电话13900000001"}, "public-text-phone"),
        ({"remark": "账号6222021234567890123"}, "public-text-account"),
    ],
)
def test_personal_data_are_refused_where_they_are_collected_and_where_they_are_examined(
    answers: dict[str, Any], code: str
) -> None:
    office = a_case_before("collect_disclosure")
    assert office.refusal("collect_disclosure", **answers).code == code
    office.do("collect_disclosure")
    assert office.refusal("examine_disclosure", **answers).code == code


def test_the_basis_is_written_as_the_papers_write_it() -> None:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure")
    assert last_of(office).content["basis"] == "《殡葬管理条例》第六十五条"


def test_the_collected_text_holds_the_public_fields_and_no_others() -> None:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure")
    row = last_of(office)
    assert (row.collected_by, row.published_on) == (office.person("钱莉"), None)
    assert set(row.content) - set(PUBLIC_TERMS) == {"credit_class", "channels", "redaction"}
    assert (row.content["fine"], row.content["confiscation"]) == (6_000_000, 2_580_000)
    shown = dict(public_lines(row.content))
    assert (shown["罚款金额"], shown["没收金额"]) == ("60,000.00元", "25,800.00元")
    assert shown["处罚类别"] == "警告、没收违法所得、罚款"
    assert shown["行政处罚决定书文号"] == "青峦民罚决字〔2026〕1号"
    assert "处罚有效期" not in shown


def test_nothing_is_collected_before_there_is_a_decision() -> None:
    office = a_case_before("collect_disclosure")
    change_json(office, "runs.facts", decision="none")
    assert office.refusal("collect_disclosure").code == "disclosure-before-decision"


def test_the_collector_may_not_examine() -> None:
    office = a_case_before("collect_disclosure")
    grant = "INSERT INTO role_grants (person_id, role) VALUES (:one, 'disclosure_collector')"
    change(office, grant, one=office.person("冯雪"))
    office.do("collect_disclosure", by="冯雪")
    assert texts(objections_on(office, "examine_disclosure", by="冯雪")) == ["examiner-collected"]
    assert office.refusal("examine_disclosure").code == "examiner-collected"


def test_the_examination_keeps_every_check_and_the_text_as_changed() -> None:
    office = a_case_examined(facts="当事人无资格接运遗体", opinion="已脱敏，同意")
    row = last_of(office)
    assert (row.examined_by, row.content["facts"]) == (office.person("冯雪"), "当事人无资格接运遗体")
    assert row.examination == {
        "result": "publish",
        "ground": "",
        "reason": "",
        "opinion": "已脱敏，同意",
        "checks": dict.fromkeys(
            ("has_state_secret", "has_security_risk", "has_trade_secret", "has_privacy", "has_minor"), False
        ),
    }
    assert office.facts["disclosure_review"] == "publish"


@pytest.mark.parametrize("check", ["has_state_secret", "has_security_risk", "has_trade_secret", "has_privacy"])
def test_what_the_examiner_found_secret_is_not_published(check: str) -> None:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure")
    ticked: dict[str, Any] = {check: True}
    assert office.refusal("examine_disclosure", **ticked).code == "publishes-secret"
    office.do("examine_disclosure", **ticked, disclosure_review="exempt", ground="trade_secret")
    assert office.facts["disclosure_review"] == "exempt"


def test_a_minor_is_never_published_whoever_decides() -> None:
    office = a_case_before("collect_disclosure")
    make_citizen(office, "110105201201010014")
    office.do("collect_disclosure", party="马**", legal_rep="")
    masked = {"party": "马**", "legal_rep": ""}
    assert opened_with(office, "examine_disclosure", by="冯雪")["has_minor"] is True
    assert office.refusal("examine_disclosure", **masked).code == "disclosure-of-minor"
    office.do("examine_disclosure", **masked, disclosure_review="exempt", ground="minor", reason="当事人未满十八周岁")
    assert office.refusal("exempt_disclosure", approval="refused").code == "disclosure-of-minor"
    office.do("exempt_disclosure", ground="minor", reason="当事人未满十八周岁")
    assert office.facts["disclosure"] == "exempted"


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"ground": None}, "exemption-without-ground"), ({"reason": None}, "exemption-without-reason")],
)
def test_an_exemption_needs_its_ground_and_its_reason_twice(answers: dict[str, Any], code: str) -> None:
    office = a_case_before("collect_disclosure")
    office.do("collect_disclosure")
    assert office.refusal("examine_disclosure", disclosure_review="exempt", **answers).code == code
    office.do("examine_disclosure", disclosure_review="exempt")
    assert office.refusal("exempt_disclosure", **answers).code == code


def test_an_approved_exemption_ends_the_matter_and_its_form_names_the_approver() -> None:
    office = a_case_examined(disclosure_review="exempt")
    known = opened_with(office, "exempt_disclosure", by="吴岚")
    assert (known["ground"], known["reason"]) == ("no_social_impact", "仅予警告，不具有一定社会影响")
    office.do("exempt_disclosure", by="吴岚")
    row, fields = last_of(office), paper_of(office)
    assert (row.exempt_ground, row.exempted_by, row.published_on) == ("no_social_impact", office.person("吴岚"), None)
    assert fields["exemption"] == {
        "approver": "吴岚",
        "reason": "不具有一定社会影响：仅予警告",
        "approved_on": "2026-05-18",
    }
    assert (fields["channels"], fields["publisher"]) == ("不予公示", {"name": None, "published_at": None})
    clock = office.dossier().clock("disclosure_7wd")
    assert (office.facts["disclosure"], clock and clock.state) == ("exempted", "stopped")


def test_a_refused_exemption_leads_to_publication() -> None:
    office = a_case_examined(disclosure_review="exempt")
    office.do("exempt_disclosure", approval="refused", opinion="有社会影响，应当公示")
    clock = office.dossier().clock("disclosure_7wd")
    assert clock is not None
    assert clock.state == "running"
    assert (office.facts["disclosure_review"], office.facts["disclosure"]) == ("publish", "none")
    assert "publish_disclosure" in office.open_acts()


def test_publishing_waits_for_the_service_of_the_decision() -> None:
    office = a_case_examined()
    assert texts(objections_on(office, "publish_disclosure", by="韩磊")) == ["disclosure-before-service"]
    assert office.refusal("publish_disclosure").code == "disclosure-before-service"
    for act in ("choose_service", "record_service", "publish_disclosure"):
        office.do(act)
    assert office.facts["disclosure"] == "published"


def test_a_decision_served_by_public_notice_is_published_before_the_thirty_days_have_run() -> None:
    office = a_case_examined()
    office.do("choose_service")
    office.do("record_service", result="failed", failure="人去楼空")
    office.do("choose_service", way="public_notice", reason="当事人下落不明")
    assert office.refusal("publish_disclosure").code == "disclosure-before-service"
    office.do("publish_service_notice")
    office.do("publish_disclosure")
    assert office.facts["disclosure"] == "published"


def test_what_is_published_is_on_the_portal_until_its_period_ends() -> None:
    office = a_published_case()
    row, fields = last_of(office), paper_of(office)
    assert (row.published_on, row.ends_on) == (date(2026, 5, 18), date(2027, 5, 18))
    assert fields["disclosed_until"] == "2027-05-18"
    people = [fields[one]["name"] for one in ("collector", "examiner", "publisher")]
    assert people == ["钱莉", "冯雪", "韩磊"]
    clock = office.dossier().clock("disclosure_7wd")
    assert clock is not None
    assert (clock.state, fields["due_on"]) == ("stopped", clock.due_on.isoformat())


@pytest.mark.parametrize(("credit_class", "until"), [("minor", date(2026, 8, 18)), ("serious", date(2029, 5, 18))])
def test_the_class_of_the_breach_decides_how_long_it_stays(credit_class: str, until: date) -> None:
    office = a_served_case()
    office.do("collect_disclosure", credit_class=credit_class)
    office.do("examine_disclosure")
    office.do("publish_disclosure")
    assert last_of(office).ends_on == until


def test_late_publication_is_told_and_still_due() -> None:
    office = a_served_case()
    office.do("collect_disclosure")
    office.do("examine_disclosure")
    told = objections_on(office, "publish_disclosure", by="韩磊", day="2026-06-30")
    assert [(one.code, one.warning) for one in told] == [("disclosure-late", True)]


def test_a_published_decision_comes_down_only_when_it_was_overturned() -> None:
    office = a_published_case()
    assert office.refusal("withdraw_disclosure").code == "withdrawal-without-ground"
    office.do("record_remedy")
    office.do("record_remedy_result", result="revoked")
    assert office.refusal("withdraw_disclosure", reason=None).code == "withdrawal-without-reason"
    office.do("withdraw_disclosure")
    row, dossier = last_of(office), office.dossier()
    assert (office.facts["disclosure"], row.withdrawal_reason) == ("withdrawn", "该处罚决定已被复议机关撤销")
    paper, clock = dossier.last_paper("disclosure_withdrawal"), dossier.clock("withdraw_3wd")
    assert paper is not None
    assert clock is not None
    assert paper.id in dossier.paper_files
    assert (clock.state, paper.fields["due_on"]) == ("stopped", clock.due_on.isoformat())
    assert paper.fields["reason"] == "已公示的处罚决定被依法撤销、确认违法或者确认无效"
    assert office.refusal("withdraw_disclosure").code == "withdrawal-of-unpublished"


def test_a_late_withdrawal_is_told() -> None:
    office = a_published_case()
    office.do("record_remedy")
    office.do("record_remedy_result", result="changed")
    told = objections_on(office, "withdraw_disclosure", by="韩磊", day="2026-06-30")
    assert [(one.code, one.warning) for one in told] == [("withdrawal-late", True)]


def test_what_was_exempted_cannot_be_withdrawn() -> None:
    office = a_case_examined(disclosure_review="exempt")
    office.do("exempt_disclosure")
    assert office.refusal("withdraw_disclosure").code == "withdrawal-of-unpublished"


def test_nothing_is_published_unexamined_or_exempted() -> None:
    office = a_served_case()
    office.do("collect_disclosure")
    assert texts(objections_on(office, "publish_disclosure", by="韩磊")) == ["disclosure-unexamined"]
    office.do("examine_disclosure", disclosure_review="exempt")
    assert texts(objections_on(office, "publish_disclosure", by="韩磊")) == ["disclosure-unexamined"]
