"""案件页: everything a person sees of one case, in one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.questions.anytime import list_anytime_acts
from workflows.questions.clocks import ShownClock, list_clocks
from workflows.questions.diagram import StepLine, list_step_lines, with_calls
from workflows.questions.files import LastCheck, last_checks
from workflows.questions.intended import ShownDraft, ShownOpinion, show_draft, show_opinion
from workflows.questions.timeline import TimelineEntry, list_timeline
from workflows.records.cases import Case, Party
from workflows.records.dossier import Dossier
from workflows.records.evidence import Evidence, InvestigationRecord
from workflows.records.flows import find_version
from workflows.records.papers import Paper, PaperFile
from workflows.records.runs import TaskRow
from workflows.rules.evidence import EVIDENCE_TERMS, EvidenceKind
from workflows.rules.permissions import LEGAL_ROLES
from workflows.vocabulary.acts import Act, site_term
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.wording import Objection

MAIN = "penalty_ordinary"


@dataclass(frozen=True, slots=True)
class ShownStage:
    """One of the eight stages: done, current, returned or still to come."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownTask:
    """One open task, the paper a service is about (``site``), who holds it, and what this person may do with it."""

    row: TaskRow
    site: str
    holder: str
    is_mine: bool
    may_do: bool
    may_assign: bool


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """One paper with the state of its file; ``is_remade``: it shows a record 笔录 that a later one replaced."""

    paper: Paper
    file: PaperFile | None
    is_remade: bool


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One piece of evidence with the defect of its record, if any, and what the last check of its file found."""

    evidence: Evidence
    kind: str
    collectors: str
    objection: Objection | None
    check: LastCheck | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """The snapshot."""

    case: Case
    party: Party
    run_id: int
    version: int
    status: str
    officers: str
    stages: Sequence[ShownStage]
    facts: Mapping[str, FactValue]
    tasks: Sequence[ShownTask]
    clocks: Sequence[ShownClock]
    papers: Sequence[ShownPaper]
    evidence: Sequence[ShownEvidence]
    timeline: Sequence[TimelineEntry]
    anytime: Sequence[Act]
    flow_version: int
    done_nodes: Sequence[str]
    current_nodes: Sequence[str]
    returned_nodes: Sequence[str]
    parts: Sequence[str]
    part: str
    steps: Sequence[StepLine]
    fine: int
    confiscation: int
    sees_informant: bool
    draft: ShownDraft | None
    opinion: ShownOpinion | None


def show_case(dossier: Dossier, *, actor: Actor, means: Means, now: datetime, part: str = "") -> CasePage:
    """Return the page of a case this person may read, with one part of its flow: the asked one, else the current."""
    tasks = dossier.records.tasks.of_run(dossier.run.id)
    today = now.astimezone(SHANGHAI).date()
    current = with_calls(dossier, [(task.node, task.site) for task in tasks], means=means)
    parts = _parts(tasks)
    chosen = part if part in parts else next((task.part for task in tasks), MAIN)
    finished = with_calls(dossier, [(step.node, step.site) for step in dossier.steps if step.node], means=means)
    done = [node for node in finished if node not in current]
    sent_back = [(task.node, task.site) for task in tasks if task.origin == "returned"]
    returned = with_calls(dossier, sent_back, means=means)
    return CasePage(
        case=dossier.case,
        party=dossier.party,
        run_id=dossier.run.id,
        version=dossier.run.version,
        status=dossier.run.status,
        officers="、".join(one.name for one in dossier.handlers()),
        stages=list_stages(dossier, tasks),
        facts=dossier.facts,
        tasks=[_task(dossier, task, actor) for task in tasks],
        clocks=list_clocks(dossier, means=means, today=today),
        papers=_papers(dossier),
        evidence=_list_evidence(dossier),
        timeline=list_timeline(dossier, means=means),
        anytime=list_anytime_acts(dossier, actor),
        flow_version=_flow_version(dossier),
        done_nodes=done,
        current_nodes=current,
        returned_nodes=returned,
        parts=parts,
        part=chosen,
        steps=list_step_lines(dossier, chosen, means=means, done=done, current=current, returned=returned),
        fine=int(dossier.facts["fine"]),
        confiscation=int(dossier.facts["confiscation"]),
        sees_informant=Role.HANDLER in actor.roles,
        draft=show_draft(dossier),
        opinion=show_opinion(dossier),
    )


def _flow_version(dossier: Dossier) -> int:
    """Return by which version of its flow the case is handled, or 0 for one that was never published here."""
    version = find_version(dossier.records.session, dossier.run.bundle_sha, agency_id=dossier.case.agency_id)
    return version.version if version is not None else 0


def list_stages(dossier: Dossier, tasks: Sequence[TaskRow]) -> list[ShownStage]:
    """Return the eight stages; several may be current when branches run side by side."""
    current = {task.stage for task in tasks}
    done = {step.stage for step in dossier.steps if step.stage} - current
    returned = {task.stage for task in tasks if task.origin == "returned"}
    shown = []
    for stage, label in STAGES.items():
        state = "returned" if stage in returned else "current" if stage in current else ""
        shown.append(ShownStage(label, state or ("done" if stage in done else "todo")))
    return shown


def _task(dossier: Dossier, task: TaskRow, actor: Actor) -> ShownTask:
    holder = dossier.staff.get(task.person_id or 0)
    needed = {task.role, "principal"} if task.role == "leader" else {task.role}
    has_role = bool({role.value for role in actor.roles} & needed)
    is_mine = task.person_id == actor.id
    chief = Role.LEGAL_HEAD if Role(task.role) in LEGAL_ROLES else Role.UNIT_HEAD
    may_assign = bool(actor.roles & {chief, Role.LEADER, Role.PRINCIPAL}) or is_mine
    return ShownTask(
        row=task,
        site=site_term(task.act, task.site),
        holder=holder.name if holder else "",
        is_mine=is_mine,
        may_do=is_mine or (task.person_id is None and has_role),
        may_assign=may_assign,
    )


def _papers(dossier: Dossier) -> list[ShownPaper]:
    remade = {one.paper_id for one in dossier.investigation_records if one.replaced_by is not None}
    return [ShownPaper(one, dossier.paper_files.get(one.id), one.id in remade) for one in dossier.papers]


def _list_evidence(dossier: Dossier) -> list[ShownEvidence]:
    checks = last_checks(dossier) if any(one.file_sha for one in dossier.evidence) else {}
    return [_evidence(dossier, one, checks.get(one.id)) for one in dossier.evidence]


def _evidence(dossier: Dossier, one: Evidence, check: LastCheck | None) -> ShownEvidence:
    record = next((record for record in dossier.investigation_records if record.id == one.record_id), None)
    names = [dossier.staff[person].name for person in one.collectors if person in dossier.staff]
    return ShownEvidence(one, EVIDENCE_TERMS[EvidenceKind(one.kind)], "、".join(names), _defect(record), check)


def _defect(record: InvestigationRecord | None) -> Objection | None:
    """Return the first defect as it was written down, article and all."""
    if record is None or not record.defects:
        return None
    first = cast("Mapping[str, str]", record.defects[0])
    return Objection(str(first["code"]), "{defect}", {"defect": str(first["text"])}, warning=True)


def _parts(tasks: Sequence[TaskRow]) -> list[str]:
    return list(dict.fromkeys([MAIN, *(task.part for task in tasks)]))
