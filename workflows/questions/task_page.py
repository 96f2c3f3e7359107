"""办理页: the form of one task or act, opened with what is known, with every objection before the button."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import NotFoundError
from workflows.forms import Form, Kind
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.form import flow_of, own_sheet
from workflows.guards.holding import objection_to_holder
from workflows.guards.means import Means
from workflows.guards.register import GUARDS
from workflows.guards.standing import objection_to_standing
from workflows.questions.case_page import CasePage, show_case
from workflows.questions.filled_in import FilledIn, list_relied_on
from workflows.questions.portal import PublishedDecision, preview_published
from workflows.questions.viewing import open_dossier
from workflows.records.dossier import Dossier
from workflows.records.jobs import FormDraft
from workflows.records.runs import TaskRow
from workflows.records.transaction import Records
from workflows.vocabulary.acts import ACTS, CASE_ACTS, FORM_ACT, MAKING_PAPERS, Act
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class TaskPage:
    """What is asked, what stands against it, what was typed before, and what the person decides on.

    ``makes_papers`` tells that the act issues a paper, which can be looked at before it is issued; ``to_publish`` is
    what the public will read, for whoever publishes it; ``article`` and ``note`` are the provision and the instructions
    of a step the agency designed.
    """

    act: Act
    label: str
    article: str
    note: str
    task: TaskRow | None
    run_id: int
    version: int
    form: Form
    objections: Sequence[Objection]
    typed: Mapping[str, Sequence[str]]
    typed_at: datetime | None
    relied_on: Sequence[FilledIn]
    makes_papers: bool
    to_publish: PublishedDecision | None


def ask_task(
    task_id: int, *, records: Records, actor: Actor, means: Means, now: datetime, part: str = ""
) -> tuple[TaskPage, CasePage]:
    """Return an open task and its case for a person who may see them; NotFoundError otherwise."""
    task = records.tasks.find(task_id)
    if task is None:
        raise NotFoundError(task_id)
    dossier = open_dossier(records, task.case_id, actor=actor)
    page = _page(dossier, task.act, task, actor=actor, means=means, now=now)
    return page, show_case(dossier, actor=actor, means=means, now=now, part=part or task.part)


def ask_act(
    case_id: int, act_id: str, *, records: Records, actor: Actor, means: Means, now: datetime, part: str = ""
) -> tuple[TaskPage, CasePage]:
    """Return the page of an act possible at any time; NotFoundError for a step, which only the diagram opens."""
    if act_id not in GUARDS or act_id not in {one.id for one in CASE_ACTS}:
        raise NotFoundError(act_id)
    dossier = open_dossier(records, case_id, actor=actor)
    page = _page(dossier, act_id, None, actor=actor, means=means, now=now)
    return page, show_case(dossier, actor=actor, means=means, now=now, part=part)


def files_of_task(task_id: int, *, records: Records, actor: Actor, means: Means, now: datetime) -> Collection[str]:
    """Return the fields this person may send files in with an open task; NotFoundError where its case is not theirs."""
    task = records.tasks.find(task_id)
    if task is None:
        return ()
    dossier = open_dossier(records, task.case_id, actor=actor)
    return _file_fields(lay_desk(dossier, actor=actor, means=means, now=now, task=task), task.act)


def files_of_act(
    case_id: int, act_id: str, *, records: Records, actor: Actor, means: Means, now: datetime
) -> Collection[str]:
    """Return the fields this person may send files in with an act possible at any time; else as ``files_of_task``."""
    if act_id not in GUARDS or act_id not in {one.id for one in CASE_ACTS}:
        raise NotFoundError(act_id)
    dossier = open_dossier(records, case_id, actor=actor)
    return _file_fields(lay_desk(dossier, actor=actor, means=means, now=now, task=None), act_id)


def _file_fields(desk: Desk, act_id: str) -> Collection[str]:
    if objection_to_standing(desk, ACTS[act_id]) is not None:
        return ()
    return frozenset(one.name for one in GUARDS[act_id].form(desk).fields if one.kind is Kind.FILE)


def _page(
    dossier: Dossier, act_id: str, task: TaskRow | None, *, actor: Actor, means: Means, now: datetime
) -> TaskPage:
    desk = lay_desk(dossier, actor=actor, means=means, now=now, task=task)
    standing = objection_to_standing(desk, ACTS[act_id])
    guard = GUARDS[act_id]
    objections = [standing] if standing is not None else list(guard.objections(desk, None))
    kept = dossier.records.session.get(FormDraft, (task.id, actor.id)) if task is not None else None
    return TaskPage(
        act=ACTS[act_id],
        label=task.label if task else ACTS[act_id].term,
        article=_article(desk, act_id),
        note=own_sheet(desk).description if act_id == FORM_ACT.id else "",
        task=task,
        run_id=dossier.run.id,
        version=dossier.run.version,
        form=guard.form(desk),
        objections=objections,
        typed={name: [str(part) for part in parts] for name, parts in kept.typed.items()} if kept else {},  # type: ignore[attr-defined]
        typed_at=kept.saved_at if kept else None,
        relied_on=list_relied_on(desk, act_id),
        makes_papers=act_id in MAKING_PAPERS,
        to_publish=preview_published(desk) if act_id == "publish_disclosure" else None,
    )


def _article(desk: Desk, act_id: str) -> str:
    """Return the provision of an act; that of a step the agency designed is what its diagram or its form names."""
    if act_id != FORM_ACT.id or desk.task is None:
        return ACTS[act_id].article
    return flow_of(desk).node(desk.task.node).properties.get("article", "").strip() or own_sheet(desk).article


@dataclass(frozen=True, slots=True)
class Candidate:
    """One colleague in the assignment dialog: eligible with a workload, or greyed with the reason."""

    id: int
    name: str
    title: str
    workload: int
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class TransferPage:
    """The assignment dialog of one task; nobody eligible is told as 无人可派."""

    task: TaskRow
    case_title: str
    holder: str
    candidates: Sequence[Candidate]


def ask_transfer(task_id: int, *, records: Records, actor: Actor, means: Means, now: datetime) -> TransferPage:
    """Return everybody who holds the task's role, the eligible first."""
    task = records.tasks.find(task_id)
    if task is None:
        raise NotFoundError(task_id)
    dossier = open_dossier(records, task.case_id, actor=actor)
    desk = lay_desk(dossier, actor=actor, means=means, now=now, task=task)
    load = records.tasks.workload(dossier.run.agency_id)
    role = Role(task.role)
    holding = [one for one in dossier.staff.values() if role in one.roles and one.person.is_active]
    candidates = [
        Candidate(
            one.id,
            one.name,
            one.person.title,
            load.get(one.id, 0),
            objection_to_holder(desk, task, person_id=one.id),
        )
        for one in holding
        if one.id != task.person_id
    ]
    candidates.sort(key=lambda one: (one.objection is not None, one.workload, one.id))
    return TransferPage(task, dossier.case.title, desk.name_of(task.person_id or 0), candidates)
