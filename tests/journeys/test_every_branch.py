"""Every branch of the shipped diagrams is walked by the acts, to an archived case whose papers all exist."""

from functools import cache

import pytest

from tests.journeys import roads_after_a_decision, roads_away, roads_to_a_decision
from tests.journeys.beginnings import ROADS
from tests.journeys.walking import Walk, every_branch
from workflows.guards.volume import unrendered

WALKED_IN = (roads_away, roads_to_a_decision, roads_after_a_decision)

# A request in time must be granted and a late one is not taken as a request (处罚法64条1项): the law shuts this road.
SHUT = ["hearing_accepted_to_hearing_end_refused"]

# What each road came to: route, decision, performance, disclosure; how often the party was told, how often reviewed.
PUNISHED = ("penalise", "penalty", "done", "published")
NOTHING = ("none", "none", "none", "none")
ENDS: dict[str, tuple[tuple[str, str, str, str], int, int]] = {
    "refused_filing": (NOTHING, 0, 0),
    "referred_out": (NOTHING, 0, 0),
    "no_penalty": (("no_penalty", "no_penalty", "none", "none"), 0, 0),
    "not_made_out": (("not_made_out", "no_penalty", "none", "none"), 0, 0),
    "transferred_to_another_agency": (("transfer_agency", "none", "none", "none"), 0, 0),
    "filing_revoked": (("revoke_filing", "none", "none", "none"), 0, 0),
    "terminated": (("terminate", "none", "none", "none"), 0, 0),
    "report_sent_back_to_investigate": (PUNISHED, 1, 1),
    "left_during_the_investigation": (("terminate", "none", "none", "none"), 0, 0),
    "left_during_the_notice": (("revoke_filing", "none", "none", "none"), 1, 0),
    "left_during_drafting": (("no_penalty", "no_penalty", "none", "none"), 1, 0),
    "left_during_review": (("transfer_agency", "none", "none", "none"), 1, 1),
    "left_during_deliberation": (("transfer_crime", "none", "none", "none"), 1, 1),
    "referral_filed_by_the_police": (("transfer_crime", "none", "none", "none"), 0, 0),
    "referral_not_approved": (PUNISHED, 1, 1),
    "referral_returned": (PUNISHED, 1, 1),
    "referral_declined_and_left_there": (PUNISHED, 1, 1),
    "referral_declined_objected_and_filed": (("transfer_crime", "none", "none", "none"), 0, 0),
    "silence_until_the_last_day": (PUNISHED, 1, 1),
    "statement_and_its_review": (PUNISHED, 1, 1),
    "heard_with_dissent_in_the_meeting": (PUNISHED, 1, 1),
    "hearing_terminated": (PUNISHED, 1, 1),
    "hearing_withdrawn": (PUNISHED, 1, 1),
    "heard_a_second_time": (PUNISHED, 1, 2),
    "told_again_of_a_heavier_penalty": (PUNISHED, 2, 1),
    "no_longer_to_be_penalised": (("no_penalty", "no_penalty", "none", "none"), 1, 0),
    "served_by_public_notice": (PUNISHED, 1, 1),
    "passed_with_edits": (PUNISHED, 1, 1),
    "materials_sent_back": (PUNISHED, 1, 2),
    "returned_for_evidence": (PUNISHED, 1, 2),
    "words_entered_late_while_the_case_is_investigated_again": (PUNISHED, 1, 2),
    "returned_for_law": (PUNISHED, 1, 2),
    "returned_for_procedure_to_the_notice": (PUNISHED, 2, 2),
    "suggested_not_to_punish": (("no_penalty", "no_penalty", "none", "none"), 1, 1),
    "suggested_to_transfer": (("transfer_agency", "none", "none", "none"), 1, 1),
    "reviewed_a_second_time": (PUNISHED, 1, 2),
    "amended_in_the_meeting": (PUNISHED, 1, 2),
    "remanded_by_the_meeting": (PUNISHED, 1, 2),
    "rejected_by_the_meeting": (("no_penalty", "no_penalty", "none", "none"), 1, 1),
    "signature_refused_and_words_changed": (PUNISHED, 1, 1),
    "warned_only_and_not_disclosed": (("penalise", "penalty", "done", "exempted"), 1, 0),
    "exemption_refused": (PUNISHED, 1, 1),
    "sent_back_by_the_publisher": (PUNISHED, 1, 1),
    "revoked_on_reconsideration": (("penalise", "penalty", "ended", "withdrawn"), 1, 1),
    "put_right_and_verified": (PUNISHED, 1, 1),
    "paid_by_instalments": (PUNISHED, 1, 1),
    "enforced_by_the_court": (("penalise", "penalty", "ended", "published"), 1, 1),
    "paid_after_the_demand": (PUNISHED, 1, 1),
    "found_overdue_by_hand_and_left_without_the_court": (("penalise", "penalty", "ended", "published"), 1, 1),
}


@cache
def walked(name: str) -> Walk:
    return ROADS[name]()


@pytest.mark.parametrize("name", ROADS)
def test_every_road_ends_in_an_archived_case_with_all_its_papers(name: str) -> None:
    office = walked(name).office
    dossier, facts = office.dossier(), office.facts
    assert (office.open_acts(), dossier.run.status, dossier.case.status) == ([], "closed", "closed")
    assert dossier.case.archived_on == office.now.date()
    assert unrendered(dossier) == ()
    came_to = tuple(facts[one] for one in ("route", "decision", "performance", "disclosure"))
    assert (came_to, len(dossier.notices), len(dossier.reviews)) == ENDS[name]


def test_no_branch_is_left_unwalked_but_the_one_the_law_shuts() -> None:
    taken = set().union(*(walked(name).taken for name in ROADS))
    assert sorted(every_branch() - taken) == SHUT
