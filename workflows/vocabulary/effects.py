"""Effects 法律效果: which facts each act may set, and to what; the walk refuses anything else, the prover rests on it.

An act's outcomes are alternatives. Within one, every fact may take any of its values independently of the others;
``KEEP`` among them means that the fact may also stay as it is. What is not named stays as it is (path.md §3.2, §3.3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from workflows.vocabulary.facts import CONTENT_RESET, FACTS, Fact, FactKind, FactValue


class _Keep:
    """The fact stays as it is."""

    def __repr__(self) -> str:
        return "KEEP"


KEEP: Final = _Keep()
"""Among the values of an outcome: the fact may also stay as it is."""

Written: TypeAlias = FactValue | _Keep


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way an act can end: the values it may write, by fact; an amount that is written may be any amount.

    It can end so only where every fact of ``given`` had one of its values before.
    """

    writes: Mapping[str, tuple[Written, ...]]
    given: Mapping[str, tuple[FactValue, ...]] = field(default_factory=dict)

    def admits(self, sets: Mapping[str, FactValue], before: Mapping[str, FactValue]) -> bool:
        """Say whether an act that set exactly these facts, which stood so ``before``, ended this way."""
        return (
            all(before[name] in values for name, values in self.given.items())
            and all(self._may_write(name, value) for name, value in sets.items())
            and all(name in sets or KEEP in values for name, values in self.writes.items())
        )

    def _may_write(self, name: str, value: FactValue) -> bool:
        return name in self.writes and (is_amount(name) or value in self.writes[name])


def given_values(values: Iterable[Written]) -> tuple[FactValue, ...]:
    """Return the values among what may be written, without that a fact may stay as it is."""
    return tuple(value for value in values if not isinstance(value, _Keep))


def is_amount(name: str) -> bool:
    """Say whether a fact is an amount of money, of which any may be written."""
    return name in FACTS and FACTS[name].kind is FactKind.MONEY


def admits(act: str, site: str, sets: Mapping[str, FactValue], *, before: Mapping[str, FactValue]) -> bool:
    """Say whether an act, done for a site of service or for none, may set exactly these facts where others stood so."""
    return any(outcome.admits(sets, before) for outcome in outcomes_of(act, site))


def outcome_of_form(step: str, facts: Mapping[str, Fact]) -> Outcome:
    """Return how a step designed by the agency ends: each of its own facts takes any value, nothing else changes."""
    own = {name: fact for name, fact in facts.items() if name.rpartition(".")[0] == f"form.{step}"}
    return Outcome({name: fact.values or (False, True) for name, fact in own.items()})


OUTSIDE = frozenset({"correction", "suspended", "remedy", "stay"})
"""Facts that acts outside the drawn path set whenever they like."""

PUBLIC_NOTICE_OVER = "clock:public_notice_30d"
"""The message with which a paper announced in public counts as served."""


def outcomes_of(act: str, site: str = "") -> tuple[Outcome, ...]:
    """Return the ways an act can end; proof of service ends as the site has it (送达告知书 …)."""
    if act in {"record_service", PUBLIC_NOTICE_OVER}:
        delivered = SITES[site] if site in SITES else tuple(one for ways in SITES.values() for one in ways)
        return (*delivered, _out(service_way="none")) if act == "record_service" else delivered
    return EFFECTS.get(act, _NOTHING)


def _out(**writes: Written | tuple[Written, ...]) -> Outcome:
    return Outcome({name: values if isinstance(values, tuple) else (values,) for name, values in writes.items()})


def _any_of(name: str) -> tuple[Written, ...]:
    fact = FACTS[name]
    if fact.kind is FactKind.CHOICE:
        return fact.values
    return (False, True) if fact.kind is FactKind.TRUTH else (0,)


def _but(outcome: Outcome, **writes: Written | tuple[Written, ...]) -> Outcome:
    return Outcome({**outcome.writes, **_out(**writes).writes}, outcome.given)


def _given(outcome: Outcome, **before: FactValue | tuple[FactValue, ...]) -> Outcome:
    given = {name: values if isinstance(values, tuple) else (values,) for name, values in before.items()}
    return Outcome(outcome.writes, given)


_NOTHING: tuple[Outcome, ...] = (_out(),)
_RESET = _out(**CONTENT_RESET)
_AMOUNTS = _out(**{name: _any_of(name) for name in ("fine", "confiscation", "penalty_total", "heavy_kind")})
_DRAFTED = _but(_AMOUNTS, signing="none")
_RECONSIDER = _out(reconsider=True, route="none")

SITES: Mapping[str, tuple[Outcome, ...]] = {
    "serve_notice": (_out(notice="served", change="none", change_cause="none"),),
    "serve_hearing_notice": _NOTHING,
    "serve_decision": (_out(decision_served=True),),
    "serve_no_penalty": (_out(decision_served=True),),
    "serve_demand": _NOTHING,
}

_LEAVING = tuple(route for route in FACTS["route"].values if route not in {"none", "penalise"})
_SENT_BACK = ("return_evidence", "return_law", "return_procedure")
_SUGGESTED = ("suggest_no_penalty", "suggest_transfer")
_SIGNED = _given(_but(_RESET, review_returned=False), rereview=("none", "done"))
_RETURNED = _but(_RESET, rereview=(KEEP, "done"), review_returned=True)
_UNMADE = tuple(value for value in FACTS["statement"].values if value != "made")
_REREVIEWED = _but(_RESET, review_returned=False, rereview="done")
# Where the first review had suggested another direction, the one decided before stands again after the second.
_DIRECTIONS: tuple[dict[str, FactValue], ...] = ({}, {"reconsider": False, "route": "penalise"})

EFFECTS: Mapping[str, tuple[Outcome, ...]] = {
    "register_source": (_out(category="penalty", **{one: _any_of(one) for one in ("party_kind", "level", "domain")}),),
    "approve_filing": (_out(filing=("filed", "refused", "referred_out")),),
    "investigate": (_but(_RESET, reconsider=False, return_to="none"),),
    "report_findings": (
        Outcome(
            {
                **_AMOUNTS.writes,
                **_RESET.writes,
                **_out(route="none", endorsement="none", return_to="none").writes,
                **dict.fromkeys(("grave", "public_interest", "legal_relations", "mitigated"), (False, True)),
            }
        ),
    ),
    "endorse_report": (_out(endorsement=("endorsed", "back")),),
    "decide_route": (_out(route=FACTS["route"].values[1:], reconsider=False),),
    "issue_notice": (
        _out(
            notice="issued",
            notice_right=("statement_only", "with_hearing"),
            statement="none",
            hearing_request="none",
            hearing="none",
            defence="none",
            deliberation="none",
            return_to="none",
        ),
    ),
    "await_statement": (
        _given(_out(hearing_request=(KEEP, "waived")), statement="made"),
        _given(_out(statement="waived", hearing_request=(KEEP, "waived")), statement=_UNMADE),
    ),
    "clock:statement_5wd": (
        _given(_out(), statement=tuple(value for value in FACTS["statement"].values if value != "none")),
        _given(_out(statement="expired"), statement="none"),
    ),
    "review_defence": (_out(defence=("rejected", "adopted_part", "adopted_full")),),
    "accept_hearing": (_out(hearing_request=("accepted", "refused"), hearing="none"),),
    "hold_hearing": (
        _but(_RESET, hearing="held", heard=True, hearing_report_due=True, return_to="none"),
        _but(_RESET, hearing="terminated", heard=(KEEP, True), hearing_report_due=True, return_to="none"),
        _but(_RESET, hearing="withdrawn", return_to="none"),
    ),
    "hearing_report": (_out(defence=(KEEP, "rejected", "adopted_part", "adopted_full"), hearing_report_due=False),),
    "finalise_draft": (
        _but(_RECONSIDER, signing="none"),
        _but(_DRAFTED, change="none", change_cause="none", notice="done"),
        _but(_DRAFTED, change="none", change_cause="none", notice="done", edit_confirmed=False),
        _but(_DRAFTED, change=("none", "wording"), change_cause="none", notice="done", **CONTENT_RESET),
        _but(_DRAFTED, change="wording", change_cause="none", notice="done", edit_confirmed=False),
        _but(_DRAFTED, change="lighter", change_cause="none", notice=("done", "none"), **CONTENT_RESET),
        _but(_DRAFTED, change="basis", change_cause="none", notice="none", **CONTENT_RESET),
        # Never for the party's defence (处罚法45条2款).
        _but(
            _DRAFTED,
            change="heavier",
            change_cause=("new_evidence", "legal_correction"),
            notice="none",
            **CONTENT_RESET,
        ),
    ),
    "submit_review": (_out(review="none", return_to="none", rereview="none"),),
    "accept_review": (_out(review=(KEEP, "return_materials")),),
    "sign_opinion": (
        _but(_SIGNED, review="pass", return_to="none", edit_confirmed=True),
        _but(_SIGNED, review="pass_edit", return_to="none"),
        *(
            _given(
                _but(_REREVIEWED, review=review, return_to="none", edit_confirmed=review == "pass", **direction),
                rereview="requested",
                reconsider=bool(direction),
            )
            for review in ("pass", "pass_edit")
            for direction in _DIRECTIONS
        ),
        _but(_RETURNED, review=_SENT_BACK, return_to=FACTS["return_to"].values[1:]),
        _but(_RETURNED, review=_SUGGESTED, return_to=FACTS["return_to"].values, reconsider=True, route="none"),
    ),
    "amend_draft": (_but(_AMOUNTS, edit_confirmed=False),),
    "confirm_edit": (_out(edit_confirmed=True),),
    "request_rereview": (_out(rereview=(KEEP, "requested")),),
    "deliberate": (
        _out(deliberation=("approved", "remanded")),
        _but(_RESET, deliberation="amended"),
        _but(_RECONSIDER, deliberation="rejected"),
    ),
    "decide_penalty": (_out(signing="signed", decision="penalty"), _out(signing="returned")),
    "decide_no_penalty": (_out(decision="no_penalty"),),
    "choose_service": (_out(service_way=FACTS["service_way"].values[1:]),),
    "approve_referral": (_out(referral=("approved", "refused"), police="none", refusal_objected=False),),
    "record_police_reply": (_out(police=("filed", "declined", "returned")),),
    "object_refusal": (_out(refusal_objected=(False, True)),),
    "collect_disclosure": (_out(disclosure_review="none"),),
    "examine_disclosure": (_out(disclosure_review=("publish", "exempt")),),
    "exempt_disclosure": (_out(disclosure="exempted"), _out(disclosure_review="publish")),
    "publish_disclosure": (_out(disclosure="published"), _out(disclosure_review="none")),
    "record_performance": (_out(performance=("done", "instalments", "overdue", "ended")),),
    "clock:payment_15d": (_out(performance="overdue"),),
    "approve_instalment": (_out(performance=(KEEP, "none")),),
    "apply_court": (_out(performance=(KEEP, "court")),),
    "end_execution": (_out(performance=("done", "ended")),),
    "verify_correction": (_out(correction=("verified", "refused")),),
    # Possible at any time
    "add_evidence": (_out(), _RESET),
    "record_interview": (_out(), _RESET),
    "record_inspection": (_out(), _RESET),
    "record_statement": (
        _out(statement="made", defence="none"),
        _but(_RESET, statement="made", defence="none"),
        # One notice gives a right to one hearing.
        _given(_out(hearing_request="requested"), hearing=("none", "withdrawn")),
        _given(_out(hearing_request="accepted"), hearing_request="accepted", hearing="none"),
        _given(_but(_RESET, hearing_request="requested"), hearing=("none", "withdrawn")),
        _given(_out(), statement="made"),
        _given(_out(statement="waived"), statement=_UNMADE),
        _out(hearing_request="waived"),
    ),
    "order_correction": (_out(correction="ordered"),),
    "suspend_case": (_out(suspended=True),),
    "resume_case": (_out(suspended=False),),
    # Whoever comes back from an exit is told anew (处罚法44条); a hearing that was held is reported first (65条).
    "decide_exit": (
        _out(),
        _given(_out(route=_LEAVING, reconsider=False, notice="none"), hearing_report_due=False),
    ),
    "record_remedy": (_out(remedy="open", stay=(False, True)),),
    "record_remedy_result": (_out(remedy=FACTS["remedy"].values[2:], stay=False),),
    "withdraw_disclosure": (_out(disclosure="withdrawn"),),
}
