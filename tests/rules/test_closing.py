"""When a case may be closed and archived."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.closing import Outcome, objections_to_archiving, objections_to_closing, objections_to_exit
from workflows.rules.evidence import PreservedItem

PENALTY = Outcome(decision="penalty", decision_served=True, performance="done", disclosure="published")
NO_PENALTY = Outcome(route="no_penalty", decision="no_penalty", decision_served=True)
POLICE = Outcome(route="transfer_crime", police="filed", handed_over=True)
EXIT = Outcome(route="revoke_filing", exit_approved=True, party_informed=True)
OTHER_AGENCY = Outcome(route="transfer_agency", handed_over=True)
WAITING = PreservedItem("账册")
DISPOSED = PreservedItem("手机", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("outcome", "codes"),
    [
        (PENALTY, []),
        (replace(PENALTY, performance="ended", disclosure="exempted", correction="verified"), []),
        (replace(PENALTY, disclosure="withdrawn", correction="refused"), []),
        (replace(PENALTY, decision_served=False), ["closing-unserved"]),
        (replace(PENALTY, performance="none"), ["closing-unperformed"]),
        (replace(PENALTY, performance="instalments"), ["closing-unperformed"]),
        (replace(PENALTY, performance="overdue"), ["closing-unperformed"]),
        (replace(PENALTY, performance="court"), ["closing-unperformed"]),
        (replace(PENALTY, disclosure="none"), ["closing-undisclosed"]),
        (replace(PENALTY, correction="ordered"), ["closing-unverified-correction"]),
        (NO_PENALTY, []),
        (replace(NO_PENALTY, decision_served=False), ["closing-unserved"]),
        (replace(NO_PENALTY, correction="ordered"), ["closing-unverified-correction"]),
        (POLICE, []),
        (replace(POLICE, handed_over=False), ["closing-items-kept"]),
        (EXIT, []),
        (replace(EXIT, route="terminate"), []),
        (replace(EXIT, exit_approved=False), ["closing-exit-unapproved"]),
        (replace(EXIT, party_informed=False), ["closing-party-uninformed"]),
        (OTHER_AGENCY, []),
        (replace(OTHER_AGENCY, handed_over=False), ["closing-without-result"]),
        (Outcome(), ["closing-without-result"]),
        (replace(POLICE, police="declined"), ["closing-without-result"]),
    ],
)
def test_a_case_is_closed_when_nothing_is_open(outcome: Outcome, codes: list[str]) -> None:
    assert [one.code for one in objections_to_closing(outcome=outcome, items=(DISPOSED,))] == codes


def test_property_is_disposed_of_before_closing_and_before_an_exit() -> None:
    closing = objections_to_closing(outcome=PENALTY, items=(WAITING,))
    leaving = objections_to_exit(ground="terminate", reason="当事人死亡", items=(WAITING,))

    assert [one.code for one in closing] == ["preserved-items-undisposed"]
    assert [one.code for one in leaving] == ["preserved-items-undisposed"]


@pytest.mark.parametrize(
    ("ground", "reason", "codes"),
    [
        ("revoke_filing", "超过追责时效", []),
        ("terminate", "当事人死亡", []),
        ("boredom", "不想办", ["exit-without-ground"]),
        ("terminate", " ", ["exit-without-reason"]),
    ],
)
def test_an_exit_has_ground_and_reason(ground: str, reason: str, codes: list[str]) -> None:
    assert [one.code for one in objections_to_exit(ground=ground, reason=reason, items=(DISPOSED,))] == codes


@pytest.mark.parametrize(
    ("filing", "closed", "unrendered", "unanswered", "codes"),
    [
        ("filed", True, (), False, []),
        ("refused", False, (), False, []),
        ("filed", False, (), False, ["archive-before-closing"]),
        ("filed", True, ("结案审批表",), False, ["archive-incomplete"]),
        ("refused", False, (), True, ["informant-unanswered"]),
    ],
)
def test_only_a_closed_and_complete_case_is_archived(
    *, filing: str, closed: bool, unrendered: tuple[str, ...], unanswered: bool, codes: list[str]
) -> None:
    found = objections_to_archiving(
        filing=filing, is_closed=closed, unrendered=unrendered, informant_unanswered=unanswered
    )

    assert [one.code for one in found] == codes
