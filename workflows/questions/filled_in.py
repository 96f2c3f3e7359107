"""填写内容: what was answered in a finished step, read back through the form of its act, for those who decide on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.forms import Field, Kind
from workflows.guards.desk import Desk
from workflows.guards.register import GUARDS
from workflows.records.runs import StepRow
from workflows.rules.money import in_yuan
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.wording import N_, listed

# Who decides on what: the steps whose content stands before an act's own form.
RELIED_ON: Mapping[str, tuple[str, ...]] = {
    "approve_filing": ("verify_source",),
    "endorse_report": ("report_findings",),
    "decide_route": ("report_findings", "endorse_report"),
    "accept_hearing": ("record_statement",),
    "hearing_report": ("hold_hearing",),
    "accept_review": ("submit_review",),
    "examine_case": ("submit_review",),
    "sign_opinion": ("examine_case",),
    "amend_draft": ("sign_opinion",),
    "confirm_edit": ("amend_draft",),
    "request_rereview": ("sign_opinion",),
    "deliberate": ("sign_opinion",),
    "decide_penalty": ("review_defence", "sign_opinion", "deliberate"),
    "decide_no_penalty": ("decide_route",),
    "approve_exit": ("propose_exit", "decide_exit"),
    "decide_exit": ("propose_exit", "suspect_crime"),
    "decide_recusal": ("request_recusal",),
    "approve_referral": ("form_referral_team",),
    "hand_over": ("approve_referral",),
    "examine_disclosure": ("collect_disclosure",),
    "exempt_disclosure": ("examine_disclosure",),
    "publish_disclosure": ("examine_disclosure",),
    "approve_instalment": ("record_performance",),
    "apply_court": ("review_demand_reply",),
    "end_execution": ("record_court",),
    "close_case": ("record_performance", "verify_correction", "end_execution"),
    "archive_case": ("close_case",),
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question with its answer: a text, or rows of questions with theirs."""

    label: str
    text: str
    is_translated: bool = False
    rows: Sequence[Sequence["ShownAnswer"]] = ()


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What one finished step said: its act, who did it, who signed too, when, and every answer given."""

    term: str
    who: str
    signers: str
    when: datetime
    answers: Sequence[ShownAnswer]


def list_relied_on(desk: Desk, act_id: str) -> list[FilledIn]:
    """Return the content of the steps that an act decides on, each as it was last done."""
    steps = [desk.dossier.last_step(one) for one in RELIED_ON.get(act_id, ())]
    return [_filled_in(desk, step) for step in steps if step is not None]


def _filled_in(desk: Desk, step: StepRow) -> FilledIn:
    fields = GUARDS[step.act].form(desk).fields
    also = [desk.name_of(one) for one in step.persons if one != step.by_id]
    return FilledIn(
        term=ACTS[step.act].term,
        who=step.by_name,
        signers="、".join(name for name in also if name),
        when=step.done_at,
        answers=_shown(desk, fields, step.answers),
    )


def _shown(desk: Desk, fields: Sequence[Field], answers: Mapping[str, object]) -> list[ShownAnswer]:
    given = [(one, answers[one.name]) for one in fields if one.name in answers and one.kind is not Kind.FILE]
    return [_answer(desk, one, value) for one, value in given if value not in (None, "", [], ())]


def _answer(desk: Desk, one: Field, value: object) -> ShownAnswer:
    if one.kind is Kind.ROWS:
        rows = [_shown(desk, one.columns, row) for row in value] if isinstance(value, list) else []
        return ShownAnswer(one.label, "", rows=rows)
    if one.kind is Kind.FLAG:
        return ShownAnswer(one.label, N_("是") if value else N_("否"), is_translated=True)
    if one.kind in {Kind.PERSON, Kind.PEOPLE}:
        people = value if isinstance(value, list) else [value]
        return ShownAnswer(one.label, "、".join(desk.name_of(number) for number in people if isinstance(number, int)))
    if one.kind is Kind.MONEY:
        return ShownAnswer(one.label, in_yuan(int(str(value))), is_translated=True)
    if one.options:
        chosen = value if isinstance(value, list) else [value]
        terms = dict(one.options)
        return ShownAnswer(one.label, listed(terms.get(str(each), str(each)) for each in chosen), is_translated=True)
    return ShownAnswer(one.label, str(value).replace("T", " ")[:16] if one.kind is Kind.MOMENT else str(value))
