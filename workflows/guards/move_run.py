"""迁移版本: may a running case go to another version of its flow, who may move it, and everything against it.

A flow administrator proposes, the head of the legal office moves; nobody does both, and nobody moves a case so that
it skips what the version demands, breaks what it promises, or loses what somebody has begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Field, Form, Kind
from workflows.guards.handling import recused_ids
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.form_schema import read_form
from workflows.process.form_sheet import FormSheet
from workflows.process.migration import Comparison, Judgement, Vanished
from workflows.process.proof.history import Breach, Done, list_breaches, list_owed, with_facts
from workflows.process.proof.promises import Promise, read_promises
from workflows.process.run import OpenTask
from workflows.records.dossier import Dossier
from workflows.records.flows import find_bundle, find_version_in_force
from workflows.records.moves import FinishedStep, MoveProposal, RunMove, RunningCase
from workflows.records.runs import RunRow, TaskRow
from workflows.records.staff import Colleague, list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, held_roles, objection_to
from workflows.vocabulary.acts import ACTS, CASE_ACTS
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import N_, Objection

# What somebody may still do wherever the case stands.
_ANYTIME = frozenset(one.id for one in CASE_ACTS)


class Standing(StrEnum):
    """可迁移、须指定对应环节、不可迁移."""

    MOVABLE = "movable"
    UNMAPPED = "unmapped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a version makes of one case: whether it may move, why not, and where it would stand."""

    standing: Standing
    objections: tuple[Objection, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    state: bytes = b""
    tasks: Mapping[str, OpenTask] | None = None


def proposal_form() -> Form:
    """Ask for the reason and the provision of a proposed move."""
    return Form(
        (
            Field("reason", N_("迁移理由"), Kind.PARAGRAPH, limit=500),
            Field(
                "provision", N_("依据"), limit=200, help=N_("例如：新修订的法律、法规、规章或者上级文件的名称和条款")
            ),
        )
    )


def undo_form() -> Form:
    """Ask why a move is taken back."""
    return Form((Field("reason", N_("撤销迁移的理由"), Kind.PARAGRAPH, limit=500),))


def find_target(to_sha: str, *, actor: Actor, records: Records, means: Means, today: date) -> Bundle:
    """Return the version that cases would go to; RefusedError unless it is the one in force in the agency today."""
    stored = find_bundle(records.session, to_sha)
    if stored is None:
        raise NotFoundError(to_sha)
    in_force = find_version_in_force(records.session, stored.process, on=today, agency_id=actor.agency_id)
    if in_force is None or in_force[0] != to_sha:
        text = N_("只能迁移到今天正在施行的版本；该版本尚未施行或者已经被取代")
        raise RefusedError(Objection("version-not-in-force", text))
    return means.flow(records, to_sha)


def objection_to_proposing(*, actor: Actor) -> Objection | None:
    """Refuse whoever does not administer the flows of the agency."""
    return objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(agency_id=actor.agency_id))


def objection_to_moving(proposal: MoveProposal, *, actor: Actor, dossier: Dossier) -> Objection | None:
    """Refuse whoever may not move this case: a stranger, whoever proposed it, whoever was recused from it."""
    subject = Subject(
        agency_id=proposal.agency_id,
        editor_ids=frozenset({proposal.proposed_by}),
        recused_ids=frozenset(recused_ids(dossier)),
    )
    return objection_to(Permission.MOVE_RUNS, actor=actor, subject=subject)


def objection_to_undoing(move: RunMove, *, run: RunRow, tasks: Sequence[TaskRow], is_undone: bool) -> Objection | None:
    """Refuse to take a move back once anything was done in the case, or somebody else took one of its tasks."""
    if move.undoes is not None or is_undone:
        return Objection("move-undone", N_("该次迁移已经撤销，或者本身就是撤销"))
    if run.version != move.version or run.bundle_sha != move.to_sha:
        text = N_("迁移之后，{who}已经办理“{what}”，不能再撤销迁移")
        return Objection("acted-since", text, {"who": run.changed_by, "what": run.changed_what})
    before = move.tasks_before()
    if any(before[task.engine_id]["person_id"] != task.person_id for task in tasks):
        return Objection("taken-since", N_("迁移之后，待办已经签收或者转办，不能再撤销迁移"))
    return None


class Judge:
    """Says of any number of cases what one version makes of them."""

    def __init__(self, new: Bundle, *, agency_id: int, records: Records, means: Means) -> None:
        """Read the version's promises, those shipped with the program included."""
        self._new, self._records, self._means = new, records, means
        told = read_promises({**new.files, **means.promises}, new.facts)
        self._promises: Sequence[Promise] = [one for one in told if one.procedure == new.process]
        self._staff: Mapping[int, Colleague] = list_staff(records.session, agency_id)
        self._comparisons: dict[str, Comparison] = {}

    def judge(self, case: RunningCase, mapping: Mapping[str, str]) -> Verdict:
        """Return what becomes of a case, with ``mapping`` for the steps that vanished."""
        old = self._means.flow(self._records, case.bundle_sha)
        if case.bundle_sha not in self._comparisons:
            self._comparisons[case.bundle_sha] = Comparison(old, self._new)
        known = {**self._new.initial_facts(), **case.facts}
        done = with_facts(map(_done, case.steps), walked=old, known=known)
        judgement = self._comparisons[case.bundle_sha].judge(
            case.state, case.facts, done=done, expected=_expected(case), mapping=mapping
        )
        objections = (*judgement.objections, *map(_said, list_breaches(self._promises, done)))
        if not objections and judgement.tasks is not None:
            objections = (*self._promised_in_vain(judgement, done), *self._lost_work(case, old, judgement.tasks))
        if objections:
            return Verdict(Standing.REFUSED, objections, judgement.vanished)
        if judgement.state is None:
            return Verdict(Standing.UNMAPPED, tuple(map(_unmapped, judgement.vanished)), judgement.vanished)
        return Verdict(Standing.MOVABLE, state=judgement.state, tasks=judgement.tasks)

    def _promised_in_vain(self, judgement: Judgement, done: Sequence[Done]) -> Iterator[Objection]:
        """Yield the promises of something to follow that cannot follow any more where the case would stand."""
        ahead = judgement.ahead | _ANYTIME
        for promise in list_owed(self._promises, done):
            if not any(event.act == "any" or event.act in ahead for event in promise.then):
                text = N_("新版本承诺“{sentence}”，迁移到现在的位置后，所要求的环节不会再来")
                yield Objection("promise-in-vain", text, {"sentence": promise.sentence}, article=promise.article)

    def _lost_work(self, case: RunningCase, old: Bundle, tasks: Mapping[str, OpenTask]) -> Iterator[Objection]:
        for task in case.tasks:
            there = tasks[task.engine_id]
            yield from self._objections_to_holder(task, there)
            yield from objections_to_typed(
                case.typed.get(task.id, ()), sheet_of(old, task.form), sheet_of(self._new, there.form)
            )

    def _objections_to_holder(self, task: TaskRow, there: OpenTask) -> Iterator[Objection]:
        holder = self._staff.get(task.person_id or 0)
        if holder is None or there.role == task.role or Role(there.role) in held_roles(holder.as_actor()):
            return
        text = N_("“{step}”在新版本中改由{role}办理，而{who}已经签收，请办结或者转办后再迁移")
        params = {"step": task.label, "role": ROLE_TERMS[Role(there.role)], "who": holder.name}
        yield Objection("holder-without-role", text, params)


def sheet_of(bundle: Bundle, form: str) -> FormSheet | None:
    """Return a form of a version by its name, or None."""
    raw = bundle.files.get(f"forms/{form}.json") if form else None
    return read_form(form, raw) if raw is not None else None


def objections_to_typed(
    typed: Sequence[Mapping[str, object]], old: FormSheet | None, new: FormSheet | None
) -> Iterator[Objection]:
    """Yield what somebody has typed and kept, and the other form could not show again."""
    fields = {one.key: one for one in new.fields} if new is not None else {}
    for field in old.fields if old is not None else ():
        there = fields.get(field.key)
        offered = {value for value, _ in there.options} if there is not None else set()
        for kept in typed:
            values = [str(value) for value in _listed(kept.get(field.key)) if str(value)]
            fits = there is not None and there.kind is field.kind and (not offered or offered.issuperset(values))
            if values and not fits:
                text = N_("暂存的内容会丢失：新版本的表单没有“{field}”这一栏或者这个选项，请办结后再迁移")
                yield Objection("typed-lost", text, {"field": field.title})
                break


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value or ""]


def _done(step: FinishedStep) -> Done:
    return Done(step.act, step.node, step.site, step.persons, step.done_on.toordinal(), step.facts)


def _expected(case: RunningCase) -> frozenset[str]:
    """Return the messages that will come: of the clocks that run, and of an exit somebody has proposed."""
    clocks = frozenset(f"clock:{name}" for name in case.clocks)
    return clocks | {"exit_approved"} if case.has_proposed_exit else clocks


def _said(breach: Breach) -> Objection:
    text = N_("已办的“{step}”不符合新版本的承诺：{sentence}")
    act = ACTS.get(breach.step.act)
    params = {"step": act.term if act else breach.step.act, "sentence": breach.promise.sentence}
    return Objection("promise-broken", text, params, article=breach.promise.article)


def _unmapped(vanished: Vanished) -> Objection:
    text = N_("新版本没有“{step}”，请指定与之对应的环节")
    return Objection("step-unmapped", text, {"step": vanished.label or vanished.node})
