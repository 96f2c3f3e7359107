"""提请、移送、回避: proposals move nothing, approvals interrupt, whoever is recused leaves (处罚法27、43、57条)."""

import pytest

from tests.acts.prepared import a_case_before, an_investigated_case
from tests.builders import Office, an_office, texts
from workflows.forms import FormError
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS

ROADS = {
    "no_penalty": "decide_no_penalty",
    "not_made_out": "decide_no_penalty",
    "transfer_agency": "approve_exit",
    "revoke_filing": "approve_exit",
    "terminate": "approve_exit",
}


@pytest.fixture
def office() -> Office:
    return an_investigated_case()


def clock_state(office: Office, name: str) -> str:
    clock = office.dossier().clock(name)
    assert clock is not None
    return clock.state


def desk(office: Office, by: str) -> Desk:
    return lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=None)


@pytest.mark.parametrize(("route", "opens"), ROADS.items())
def test_a_proposal_moves_nothing_and_its_approval_leaves_the_road(office: Office, route: str, opens: str) -> None:
    office.do("propose_exit", route=route)
    assert (office.open_acts(), office.facts["route"]) == (["investigate"], "none")
    office.do("decide_exit")
    assert (office.open_acts(), office.facts["route"]) == ([opens], route)
    row = office.dossier().exit_proposals[0]
    assert (row.decision, row.decided_by) == ("approved", office.person("吴岚"))


def test_a_refused_proposal_is_recorded_and_moves_nothing(office: Office) -> None:
    office.do("propose_exit")
    office.do("decide_exit", decision="refused", reason="本机关有管辖权")
    row = office.dossier().exit_proposals[0]
    assert (row.decision, row.decision_reason) == ("refused", "本机关有管辖权")
    assert (office.open_acts(), office.facts["route"]) == (["investigate"], "none")
    office.do("propose_exit")
    assert len(office.dossier().exit_proposals) == 2


def test_the_same_proposal_waits_only_once(office: Office) -> None:
    office.do("propose_exit")
    assert office.refusal("propose_exit", by="王律").code == "already-proposed"
    office.do("propose_exit", by="王律", route="terminate")
    assert len(office.dossier().exit_proposals) == 2


def test_an_exit_interrupts_the_stage_of_notice(office: Office) -> None:
    office.walk_to("issue_notice")
    office.do("propose_exit", route="revoke_filing")
    office.do("decide_exit")
    assert office.open_acts() == ["approve_exit"]


def test_a_case_outside_the_interruptible_stages_does_not_leave(office: Office) -> None:
    office.do("propose_exit", route="revoke_filing")
    office.do("propose_exit", route="terminate")
    office.do("decide_exit")
    assert office.open_acts() == ["approve_exit"]
    found = GUARDS["decide_exit"].objections(desk(office, "吴岚"), None)
    assert [(one.code, one.when) for one in found] == [("exit-not-now", ("decision", "approved"))]
    assert office.refusal("decide_exit").code == "exit-not-now"
    office.do("decide_exit", decision="refused", reason="已批准撤销立案")


def test_nothing_is_proposed_before_filing_or_decided_without_proposal() -> None:
    office = an_office()
    office.a_case()
    assert office.refusal("propose_exit").code == "exit-before-filing"
    assert office.refusal("suspect_crime").code == "exit-before-filing"
    assert texts(GUARDS["decide_exit"].objections(desk(office, "吴岚"), None)) == ["nothing-proposed"]
    with pytest.raises(FormError) as faulty:
        office.do("decide_exit", proposal=1)
    assert faulty.value.errors["proposal"].code == "not-offered"


def test_a_suspected_crime_is_referred_by_the_principal_alone(office: Office) -> None:
    office.do("suspect_crime", by="王律")
    assert office.open_acts() == ["investigate"]
    assert office.refusal("suspect_crime").code == "already-proposed"
    assert texts(GUARDS["decide_exit"].objections(desk(office, "吴岚"), None)) == ["referral-not-principal"]
    assert office.refusal("decide_exit", by="吴岚").code == "referral-not-principal"
    assert GUARDS["decide_exit"].objections(desk(office, "周正"), None) == []
    office.do("decide_exit", by="周正")
    assert (office.open_acts(), office.facts["route"]) == (["form_referral_team"], "transfer_crime")


def test_things_still_kept_are_told_before_an_exit(office: Office) -> None:
    office.do("preserve_evidence")
    office.do("propose_exit")
    found = GUARDS["decide_exit"].objections(desk(office, "吴岚"), None)
    assert [(one.code, one.warning) for one in found] == [("preserved-items-undisposed", True)]


def test_work_goes_on_until_a_recusal_is_decided(office: Office) -> None:
    office.do("request_recusal", person=office.person("林静"))
    assert office.task("investigate").person_id == office.person("林静")
    office.do("investigate", by="林静")
    assert office.open_acts() == ["report_findings"]


def test_whoever_is_recused_leaves_the_case_and_a_successor_takes_over(office: Office) -> None:
    office.do("request_recusal", person=office.person("林静"))
    office.do("decide_recusal", replacement=office.person("陈浩"))
    assert [one.name for one in office.dossier().handlers()] == ["陈浩", "赵宁"]
    task = office.task("investigate")
    assert (task.person_id, task.origin, task.reason) == (office.person("陈浩"), "reassigned", "经核实存在近亲属关系")
    assert office.refusal("add_evidence", by="林静").code == "person-recused"
    both = [office.person("赵宁"), office.person("陈浩")]
    office.do("add_evidence", by="赵宁", collectors=both)
    office.do("investigate", by="陈浩", officers=both)
    assert office.open_acts() == ["report_findings"]


def test_a_case_is_never_left_with_one_handler(office: Office) -> None:
    office.do("request_recusal")
    assert office.refusal("decide_recusal", replacement=None).code == "too-few-officers"
    assert office.refusal("decide_recusal", replacement=office.person("赵宁")).code == "replacement-recused"
    office.do("decide_recusal", recusal="refused", reason="没有近亲属关系", replacement=None)
    assert [one.name for one in office.dossier().handlers()] == ["林静", "赵宁"]


def test_whoever_is_recused_without_a_successor_gives_the_task_back_to_the_pool(office: Office) -> None:
    office.do("request_recusal", person=office.person("孙国强"))
    office.walk_to("endorse_report")
    with office.archive.transaction() as records:
        records.tasks.change(office.task("endorse_report").id, person_id=office.person("孙国强"))
    office.do("decide_recusal", replacement=None)
    assert office.task("endorse_report").person_id is None


def test_whoever_only_registered_the_lead_may_come_back_as_successor() -> None:
    office = an_office()
    office.a_case(by="陈浩")
    office.walk_to("investigate")
    assert [one.name for one in office.dossier().handlers()] == ["林静", "赵宁"]
    office.do("request_recusal")
    office.do("decide_recusal")
    assert {one.name for one in office.dossier().handlers()} == {"林静", "陈浩"}


def test_nobody_recused_takes_the_place_of_another(office: Office) -> None:
    office.do("request_recusal")
    office.do("decide_recusal")
    office.do("request_recusal", person=office.person("林静"))
    assert office.refusal("decide_recusal", replacement=office.person("赵宁")).code == "replacement-recused"


def test_a_request_names_its_relation_and_waits_once(office: Office) -> None:
    office.do("request_recusal")
    assert office.refusal("request_recusal").code == "recusal-pending"
    office.do("decide_recusal")
    assert office.refusal("request_recusal").code == "already-recused"


def test_nobody_decides_on_himself(office: Office) -> None:
    office.do("request_recusal", person=office.person("吴岚"))
    assert texts(GUARDS["decide_recusal"].objections(desk(office, "吴岚"), None)) == ["recusal-own"]
    assert office.refusal("decide_recusal", by="吴岚", replacement=None).code == "recusal-own"
    office.do("decide_recusal", by="郑海", replacement=None)
    assert office.dossier().recusals[0].decision == "granted"


def test_the_leaders_decide_together_on_the_principal(office: Office) -> None:
    office.do("request_recusal", person=office.person("周正"))
    assert office.refusal("decide_recusal", replacement=None).code == "principal-recusal-collective"
    together = [office.person("吴岚"), office.person("郑海")]
    with_him = [*together, office.person("周正")]
    assert office.refusal("decide_recusal", members=with_him, replacement=None).code == "principal-recusal-collective"
    office.do("decide_recusal", members=together, replacement=None)
    step = office.dossier().last_step("decide_recusal")
    assert step is not None
    assert set(step.persons) == set(together)


def test_nothing_is_decided_that_nobody_asked(office: Office) -> None:
    assert texts(GUARDS["decide_recusal"].objections(desk(office, "吴岚"), None)) == ["nothing-requested"]
    with pytest.raises(FormError) as faulty:
        office.do("decide_recusal", request=1)
    assert faulty.value.errors["request"].code == "not-offered"


def test_an_approved_exit_ends_the_period_of_the_review_it_withdraws() -> None:
    office = a_case_before("sign_opinion")
    assert clock_state(office, "review_days") == "running"

    office.do("propose_exit", route="terminate")
    office.do("decide_exit")

    assert clock_state(office, "review_days") == "stopped"


def test_a_review_of_a_draft_that_was_drawn_up_anew_has_no_period_any_more() -> None:
    office = a_case_before("sign_opinion")
    office.do("record_statement", kind="statement")
    assert clock_state(office, "review_days") == "running"

    while office.open_acts()[0] != "finalise_draft":
        office.do(office.open_acts()[0])
    office.do("finalise_draft")

    assert clock_state(office, "review_days") == "stopped"
