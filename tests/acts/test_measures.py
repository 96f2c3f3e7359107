"""措施与期限: preservation, correction, suspension, extension (处罚法28、56、60条; 市监程序规定46、64条)."""

import pytest

from tests.acts.prepared import an_investigated_case
from tests.builders import Office, an_office, texts
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS


@pytest.fixture
def office() -> Office:
    return an_investigated_case()


def desk(office: Office, by: str) -> Desk:
    return lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=None)


def clock_of(office: Office, name: str) -> tuple[str, str]:
    clock = office.dossier().clock(name)
    assert clock is not None
    return clock.due_on.isoformat(), clock.state


def test_preservation_is_approved_by_a_leader_and_ends_in_seven_working_days(office: Office) -> None:
    assert office.refusal("preserve_evidence", by="林静").code == "role-missing"
    office.do("preserve_evidence")
    dossier = office.dossier()
    row, clock, paper = dossier.preservations[0], dossier.clock("preservation_7wd"), dossier.papers[-1]
    assert clock is not None
    assert (clock.due_on.isoformat(), clock.subject_id) == ("2026-06-02", row.id)
    assert (paper.kind, paper.id, paper.id in dossier.paper_files) == ("preservation_notice", row.paper_id, True)
    assert (paper.fields["ends_on"], paper.fields["way"]) == ("2026-06-02", "异地保存")


def test_preservation_takes_two_officers(office: Office) -> None:
    with pytest.raises(Exception, match="至少选择 2 人"):
        office.do("preserve_evidence", officers=[office.person("林静")])


def test_disposal_stops_the_clock_of_its_own_preservation_alone(office: Office) -> None:
    office.do("preserve_evidence")
    office.at("2026-05-25").do("preserve_evidence", items=[_item("手机")])
    office.at("2026-06-01").do("dispose_preserved")
    dossier = office.dossier()
    assert [one.disposed_on is None for one in dossier.preservations] == [False, True]
    assert [one.state for one in dossier.clocks if one.name == "preservation_7wd"] == ["stopped", "running"]
    assert (dossier.papers[-1].kind, dossier.papers[-1].id in dossier.paper_files) == ("preservation_disposal", True)


def test_nothing_is_decided_upon_that_was_not_kept(office: Office) -> None:
    found = GUARDS["dispose_preserved"].objections(desk(office, "林静"), None)
    assert [(one.code, one.warning) for one in found] == [("nothing-preserved", False)]


def test_everything_kept_is_decided_upon(office: Office) -> None:
    office.do("preserve_evidence", items=[_item("账册"), _item("手机")])
    objection = office.refusal("dispose_preserved", items=[{"name": "账册", "disposal": "copied"}])
    assert (objection.code, objection.params) == ("preserved-items-undisposed", {"names": "手机"})


def test_a_late_disposal_is_told_and_done(office: Office) -> None:
    office.do("preserve_evidence")
    office.at("2026-06-02")
    assert GUARDS["dispose_preserved"].objections(desk(office, "林静"), None) == []
    office.at("2026-06-03")
    found = GUARDS["dispose_preserved"].objections(desk(office, "林静"), None)
    assert [(one.code, one.warning) for one in found] == [("disposal-late", True)]
    office.do("dispose_preserved")
    assert office.dossier().preservations[0].disposed_on is not None


def test_an_order_to_correct_runs_its_own_days(office: Office) -> None:
    office.do("order_correction")
    dossier = office.dossier()
    row, paper = dossier.corrections[0], dossier.papers[-1]
    assert row.due_on is not None
    assert (office.facts["correction"], row.due_on.isoformat()) == ("ordered", "2026-06-01")
    assert clock_of(office, "correction_due") == ("2026-06-01", "running")
    assert (paper.kind, paper.id, paper.id in dossier.paper_files) == ("correction_order", row.paper_id, True)


def test_an_order_to_correct_at_once_has_no_clock(office: Office) -> None:
    office.do("order_correction", days=None)
    assert office.dossier().corrections[0].due_on is None
    assert office.dossier().clock("correction_due") is None


def test_an_unverified_order_is_not_repeated(office: Office) -> None:
    assert office.refusal("order_correction", days=366).code == "correction-too-long"
    office.do("order_correction", days=365)
    assert office.refusal("order_correction").code == "already-ordered"


def test_a_suspension_stops_the_ninety_days_and_nothing_else(office: Office) -> None:
    office.do("preserve_evidence")
    office.at("2026-05-25").do("suspend_case")
    assert bool(office.facts["suspended"])
    assert clock_of(office, "penalty_90d") == ("2026-08-20", "paused")
    assert clock_of(office, "preservation_7wd") == ("2026-06-02", "running")
    office.at("2026-06-01").do("resume_case")
    assert not office.facts["suspended"]
    assert clock_of(office, "penalty_90d") == ("2026-08-27", "running")
    pause = office.dossier().clock_pauses[0]
    assert (pause.since.isoformat(), str(pause.until)) == ("2026-05-25", "2026-05-31")
    assert (pause.ground, pause.article) == ("检测、检验、检疫、鉴定", "市监程序规定64条2款")


def test_a_suspension_needs_a_ground_the_law_names_for_this_period(office: Office) -> None:
    grounds = [value for value, _ in GUARDS["suspend_case"].form(desk(office, "吴岚")).fields[0].options]
    assert grounds == ["suspended", "hearing", "public_notice", "testing", "identification", "refund"]
    with pytest.raises(Exception, match="不在可选范围内"):
        office.do("suspend_case", ground="remedy")


def test_a_case_is_suspended_once_and_resumed_once(office: Office) -> None:
    assert office.refusal("resume_case").code == "not-suspended"
    office.do("suspend_case")
    assert texts(GUARDS["suspend_case"].objections(desk(office, "吴岚"), None)) == ["already-suspended"]
    assert office.refusal("suspend_case").code == "already-suspended"
    office.do("resume_case")
    office.do("suspend_case")
    assert len(office.dossier().suspensions) == 2


def test_nothing_is_suspended_before_filing() -> None:
    office = an_office()
    office.a_case()
    assert office.refusal("suspend_case").code == "nothing-to-suspend"
    assert office.refusal("extend_period").code == "no-period-running"


def test_only_a_leader_suspends_resumes_and_extends(office: Office) -> None:
    for act in ("suspend_case", "resume_case", "extend_period"):
        assert office.refusal(act, by="孙国强").code == "role-missing"


def test_the_first_extension_is_thirty_days_at_most(office: Office) -> None:
    assert office.refusal("extend_period", days=31).code == "extension-too-long"
    office.do("extend_period")
    assert clock_of(office, "penalty_90d") == ("2026-09-20", "running")
    assert (office.dossier().clock_extensions[0].article, office.dossier().clock_extensions[0].days) == (
        "市监程序规定64条",
        30,
    )


def test_the_second_extension_is_the_leaders_together(office: Office) -> None:
    office.do("extend_period")
    with pytest.raises(Exception, match="请填写“参加集体讨论的负责人”"):
        office.do("extend_period")
    leaders = [office.person(name) for name in ("周正", "吴岚", "郑海")]
    office.do("extend_period", members=leaders, minutes="一致同意再延长三十日")
    extensions = office.dossier().clock_extensions
    assert [one.is_collective for one in extensions] == [False, True]
    step = office.dossier().last_step("extend_period")
    assert step is not None
    assert set(step.persons) == set(leaders)


def test_a_period_that_has_ended_is_not_extended(office: Office) -> None:
    office.at("2026-08-20")
    assert GUARDS["extend_period"].objections(desk(office, "吴岚"), None) == []
    office.at("2026-08-21")
    assert office.refusal("extend_period").code == "extension-after-expiry"


def _item(name: str) -> dict[str, object]:
    return {"name": name, "specification": "无", "quantity": "1", "condition": "完好"}
