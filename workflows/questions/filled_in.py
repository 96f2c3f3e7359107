"""填写内容: what was answered in a finished step, read back through the form of its act, for those who decide on it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.forms import Field, Kind
from workflows.guards.desk import Desk
from workflows.guards.form import files_in, find_sheet, flow_of
from workflows.guards.register import GUARDS
from workflows.guards.uploads import files_of_step
from workflows.process.bundle import Bundle
from workflows.records.runs import StepRow
from workflows.rules.money import in_yuan
from workflows.vocabulary.acts import FORM_ACT, step_term
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
    """One question with its answer: a text, rows of questions with theirs, or files."""

    label: str
    text: str
    is_translated: bool = False
    rows: Sequence[Sequence["ShownAnswer"]] = ()
    files: Sequence["AttachedFile"] = ()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file attached to the answers of a finished step, by which it is asked for again."""

    step_id: int
    sha: str
    name: str


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What one finished step said: its act, who did it, who signed too, when, and every answer given."""

    term: str
    who: str
    signers: str
    when: datetime
    answers: Sequence[ShownAnswer]


def list_relied_on(desk: Desk, act_id: str) -> list[FilledIn]:
    """Return the content of the steps that an act decides on, each as it was last done.

    What the agency's own forms asked stands before every later step: only the agency knows whom it is for.
    """
    steps = [desk.dossier.last_step(one) for one in RELIED_ON.get(act_id, ())]
    if desk.task is not None:
        steps += [one for one in desk.dossier.last_steps(FORM_ACT.id) if one.node != desk.task.node]
    return [_filled_in(desk, step) for step in steps if step is not None]


def fields_at(desk: Desk, act_id: str, node: str) -> Sequence[Field]:
    """Return the questions that an act asks, or the form of a step the agency designed; none where nobody knows."""
    if act_id == FORM_ACT.id:
        sheet = find_sheet(flow_of(desk), node)
        return sheet.form().fields if sheet is not None else ()
    return GUARDS[act_id].form(desk).fields if act_id in GUARDS else ()


def _filled_in(desk: Desk, step: StepRow) -> FilledIn:
    fields = fields_at(desk, step.act, step.node)
    also = [desk.name_of(one) for one in step.persons if one != step.by_id]
    return FilledIn(
        term=step_term(step.act, step.summary),
        who=step.by_name,
        signers="、".join(name for name in also if name),
        when=step.done_at,
        answers=[*show_answers(fields, step.answers, name_of=desk.name_of), *_files(desk, step)],
    )


def _files(desk: Desk, step: StepRow) -> list[ShownAnswer]:
    """Return the files attached to a step the agency designed, by field; other acts take theirs into the case."""
    sheet = find_sheet(flow_of(desk), step.node) if step.act == FORM_ACT.id else None
    attached = files_in(sheet, step.answers) if sheet is not None else {}
    shas = {sha for given in attached.values() for sha in given}
    sent = files_of_step(step, shas, dossier=desk.dossier)
    names = {sha: one.name for sha, one in sent.items()}
    return [
        ShownAnswer(label, "", files=[AttachedFile(step.id, sha, names.get(sha, sha[:12])) for sha in given])
        for label, given in attached.items()
        if given
    ]


def show_answers(
    fields: Sequence[Field], answers: Mapping[str, object], *, name_of: Callable[[int], str]
) -> list[ShownAnswer]:
    """Return what was answered by the labels of its questions, in their order; files are left out."""
    given = [(one, answers[one.name]) for one in fields if one.name in answers and one.kind is not Kind.FILE]
    return [_answer(name_of, one, value) for one, value in given if value not in (None, "", [], ())]


def say_answers(bundle: Bundle, node: str, answers: Mapping[str, object]) -> str:
    """Return what was answered in a step the agency designed, in one line."""
    sheet = find_sheet(bundle, node)
    fields = sheet.form().fields if sheet is not None else ()
    return "；".join(f"{one.label}：{one.text}" for one in show_answers(fields, answers, name_of=str))


def _answer(name_of: Callable[[int], str], one: Field, value: object) -> ShownAnswer:
    if one.kind is Kind.ROWS:
        rows = [show_answers(one.columns, row, name_of=name_of) for row in value] if isinstance(value, list) else []
        return ShownAnswer(one.label, "", rows=rows)
    if one.kind is Kind.FLAG:
        return ShownAnswer(one.label, N_("是") if value else N_("否"), is_translated=True)
    if one.kind in {Kind.PERSON, Kind.PEOPLE}:
        people = value if isinstance(value, list) else [value]
        return ShownAnswer(one.label, "、".join(name_of(number) for number in people if isinstance(number, int)))
    if one.kind is Kind.MONEY:
        return ShownAnswer(one.label, in_yuan(int(str(value))), is_translated=True)
    if one.options:
        chosen = value if isinstance(value, list) else [value]
        terms = dict(one.options)
        return ShownAnswer(one.label, listed(terms.get(str(each), str(each)) for each in chosen), is_translated=True)
    return ShownAnswer(one.label, str(value).replace("T", " ")[:16] if one.kind is Kind.MOMENT else str(value))
