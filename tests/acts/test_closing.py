"""退出、结案、归档: what is still open is told before pressing; the volume holds everything (处罚法47条)."""

from datetime import date
from typing import Any

import pytest

from tests.acts.prepared import a_case_before, change, change_json, objections_on
from tests.acts.rounds import walked_once
from tests.builders import Office, an_office, texts
from tests.engines import unseal
from workflows.forms import FormError
from workflows.guards.volume import contents_of

EXIT_OPEN = [["closing-exit-unapproved"], ["closing-party-uninformed"]]
STILL_OPEN = {
    "revoke_filing": EXIT_OPEN,
    "terminate": EXIT_OPEN,
    "transfer_agency": [["closing-without-result"]] * 2,
}


@walked_once
def a_settled_case() -> Office:
    """Return a case served, paid and published on 2026-05-18."""
    office = a_case_before("collect_disclosure")
    for act in ("choose_service", "record_service", "record_performance", "collect_disclosure", "examine_disclosure"):
        office.do(act)
    office.do("publish_disclosure")
    return office


@walked_once
def a_leaving_case(route: str) -> Office:
    office = an_office()
    office.a_case()
    report = {"suggestion": route, "penalties": []}
    first = "decide_no_penalty" if route in {"no_penalty", "not_made_out"} else "approve_exit"
    return office.walk_to(first, report_findings=report, decide_route={"route": route, "reason": "管辖权不在本机关"})


def test_a_settled_case_is_closed_with_the_words_of_three() -> None:
    office = a_settled_case()
    assert objections_on(office, "close_case", by="吴岚") == []
    office.do("close_case")
    dossier = office.dossier()
    paper = dossier.last_paper("closing_approval")
    assert paper is not None
    assert paper.id in dossier.paper_files
    names = ("closing_kind", "performance", "correction", "remedy", "property_disposal", "disclosure")
    told = {name: paper.fields[name] for name in names}
    assert told == {
        "closing_kind": "执行完毕",
        "performance": "罚款60,000.00元、没收款25,800.00元已缴纳（2026年5月18日 票据0001）",
        "correction": "未责令改正",
        "remedy": "没有申请行政复议、提起行政诉讼",
        "property_disposal": "没有涉案财物",
        "disclosure": "2026年5月18日公示",
    }
    signers = [paper.fields[name]["name"] for name in ("unit_head", "leader")]  # type: ignore[index]
    assert (signers, dossier.case.closed_on) == (["孙国强", "吴岚"], date(2026, 5, 18))
    assert paper.fields["handlers"]["names"] == "林静（执法证号YZ53990001）、赵宁（执法证号YZ53990002）"  # type: ignore[index]
    assert paper.fields["remedy_periods"] == "申请行政复议至2026年7月17日；提起行政诉讼至2026年11月18日"
    clock = dossier.clock("archive_days")
    assert clock is not None
    assert (clock.state, clock.due_on) == ("running", date(2026, 6, 17))


def test_the_unit_head_must_have_agreed() -> None:
    office = a_settled_case()
    with pytest.raises(FormError, match="请勾选确认"):
        office.do("close_case", unit_head_agreed=False)


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("decision_served", 0, "closing-unserved"),
        ("performance", "overdue", "closing-unperformed"),
        ("disclosure", "none", "closing-undisclosed"),
        ("correction", "ordered", "closing-unverified-correction"),
        ("decision", "none", "closing-without-result"),
    ],
)
def test_each_thing_still_open_is_told_and_refuses(fact: str, value: object, code: str) -> None:
    office = a_settled_case()
    change_json(office, "runs.facts", **{fact: value})
    assert texts(objections_on(office, "close_case", by="吴岚")) == [code]
    assert office.refusal("close_case").code == code


def test_everything_open_is_told_at_once() -> None:
    office = a_settled_case()
    change_json(office, "runs.facts", performance="none", disclosure="none", correction="ordered")
    assert texts(objections_on(office, "close_case", by="吴岚")) == [
        "closing-unperformed",
        "closing-undisclosed",
        "closing-unverified-correction",
    ]


def test_a_case_is_not_closed_over_things_that_are_still_kept() -> None:
    office = a_case_before("investigate")
    office.do("preserve_evidence")
    office.walk_to("decide_penalty")
    office.walk_to("close_case")
    assert office.refusal("close_case").code == "preserved-items-undisposed"
    office.do("dispose_preserved")
    office.do("close_case")
    paper = office.dossier().last_paper("closing_approval")
    assert paper is not None
    assert paper.fields["property_disposal"] == "收费账册：复制固定后解除登记保存，退还当事人"


@pytest.mark.parametrize(
    ("route", "act", "kind"),
    [
        ("revoke_filing", "inform_party", "撤销案件"),
        ("terminate", "inform_party", "终止调查"),
        ("transfer_agency", "hand_over_case", "移送有管辖权的机关"),
    ],
)
def test_a_case_that_leaves_the_road_is_approved_told_and_closed(route: str, act: str, kind: str) -> None:
    office = a_leaving_case(route)
    assert texts(objections_on(office, act, by="林静"))[0] in {"exit-unapproved", "transfer-unapproved"}
    assert office.refusal("approve_exit", reason=None).code == "exit-without-reason"
    early = texts(objections_on(office, "close_case", by="吴岚"))
    office.do("approve_exit")
    untold = texts(objections_on(office, "close_case", by="吴岚"))
    assert [early, untold] == STILL_OPEN[route]
    ninety = office.dossier().clock("penalty_90d")
    assert (office.open_acts(), ninety and ninety.state) == ([act], "stopped")
    office.do(act)
    office.do("close_case")
    paper = office.dossier().last_paper("closing_approval")
    assert paper is not None
    assert (paper.fields["closing_kind"], paper.fields["performance"]) == (kind, "没有需要执行的内容")
    assert paper.fields["decision_number"] is None


def test_the_reason_of_the_direction_is_not_asked_twice() -> None:
    office = a_leaving_case("terminate")
    office.do("approve_exit", reason="管辖权不在本机关")
    step = office.dossier().last_step("approve_exit")
    assert step is not None
    assert step.answers["reason"] == "管辖权不在本机关"


def test_no_case_leaves_while_things_are_kept() -> None:
    office = a_leaving_case("revoke_filing")
    office.do("preserve_evidence")
    assert office.refusal("approve_exit").code == "preserved-items-undisposed"
    office.do("dispose_preserved")
    office.do("approve_exit")


@pytest.mark.parametrize(
    ("act", "field", "route"),
    [("inform_party", "informed_on", "terminate"), ("hand_over_case", "handed_on", "transfer_agency")],
)
def test_nobody_was_told_tomorrow(act: str, field: str, route: str) -> None:
    office = a_leaving_case(route)
    office.do("approve_exit")
    tomorrow: dict[str, Any] = {field: date(2026, 5, 19)}
    assert office.refusal(act, **tomorrow).code == "in-the-future"


def test_a_case_goes_to_the_other_agency_after_its_approval() -> None:
    office = a_leaving_case("transfer_agency")
    office.do("approve_exit")
    assert office.refusal("hand_over_case", handed_on=date(2026, 5, 17)).code == "hand-over-before-approval"


def test_a_decision_not_to_punish_closes_after_its_service() -> None:
    office = a_leaving_case("no_penalty")
    office.do("decide_no_penalty")
    assert texts(objections_on(office, "close_case", by="吴岚")) == ["closing-unserved"]
    office.do("choose_service")
    office.do("record_service")
    office.do("close_case")
    paper = office.dossier().last_paper("closing_approval")
    assert paper is not None
    assert (paper.fields["closing_kind"], paper.fields["disclosure"]) == ("不予行政处罚", "没有需要公示的处罚决定")
    assert str(paper.fields["decision_summary"]).startswith("不予行政处罚：")


def test_archiving_freezes_the_contents_and_ends_the_run() -> None:
    office = a_settled_case()
    office.do("close_case")
    office.at("2026-05-20").do("archive_case")
    dossier = office.dossier()
    assert (dossier.case.archived_on, dossier.case.status) == (date(2026, 5, 20), "closed")
    assert dossier.run.status == "closed"
    step = dossier.last_step("archive_case")
    assert step is not None
    listed = [(one["part"], one["title"]) for one in step.answers["contents"]]  # type: ignore[attr-defined]
    assert listed == [
        ("main", "行政处罚决定书"),
        ("main", "送达回证"),
        ("main", "收费账册复制件"),
        ("main", "行政处罚事先告知书"),
        ("main", "送达回证"),
        ("second", "立案审批表"),
        ("second", "案件调查终结报告"),
        ("second", "重大执法决定法制审核送审表"),
        ("second", "重大执法决定法制审核意见书"),
        ("second", "重大案件集体讨论记录"),
        ("second", "行政处罚决定审批表"),
        ("second", "行政执法信息公示表"),
        ("second", "结案审批表"),
    ]
    numbers = [one["sequence"] for one in step.answers["contents"]]  # type: ignore[attr-defined]
    assert numbers == [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6, 7, 8]
    assert len(contents_of(dossier)) == 13


def test_a_case_is_not_archived_open_or_with_a_paper_that_does_not_exist() -> None:
    office = a_settled_case()
    assert texts(objections_on(office, "archive_case", by="韩磊")) == ["archive-before-closing"]
    office.do("close_case")
    unseal(office.archive, "paper_files")
    change(office, "DELETE FROM paper_files WHERE paper_id = (SELECT id FROM papers WHERE kind = 'filing_approval')")
    refused = office.refusal("archive_case")
    assert (refused.code, refused.params) == ("archive-incomplete", {"papers": "立案审批表"})


def test_an_unfiled_lead_is_archived_once_its_named_informant_has_an_answer() -> None:
    office = an_office()
    office.a_case()
    change(office, """UPDATE cases SET informant = '{"name": "王大妈"}'""")
    office.walk_to("answer_informant", approve_filing={"filing": "refused", "reason": "没有违法事实"})
    assert texts(objections_on(office, "archive_case", by="韩磊")) == ["informant-unanswered"]
    office.do("answer_informant")
    office.do("archive_case")
    dossier = office.dossier()
    case = dossier.case
    assert (case.status, case.closed_on, case.archived_on) == ("closed", None, date(2026, 5, 18))
