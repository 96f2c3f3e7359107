"""The files of a case: issued papers and evidence, for those who may read the case."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from workflows.documents.preview import to_html
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.guards.uploads import files_of_step
from workflows.questions.viewing import open_dossier
from workflows.records.dossier import Dossier
from workflows.records.evidence import Evidence
from workflows.records.jobs import Upload
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Records
from workflows.vocabulary.acts import FORM_ACT
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file with where it belongs; ``html`` is a plain rendering of a paper for reading on the page."""

    id: int
    case_id: int
    case_title: str
    title: str
    number: str
    file_name: str
    sha: str
    content: bytes
    html: str = ""


def read_paper(paper_id: int, *, records: Records, actor: Actor, means: Means) -> ShownFile:
    """Return an issued paper's file, re-checked against its hash; RefusedError while it is still being made."""
    paper = records.get(Paper, paper_id)
    dossier = open_dossier(records, paper.case_id, actor=actor)
    kept = records.find_where(PaperFile, PaperFile.paper_id == paper_id)
    if kept is None:
        raise RefusedError(Objection("paper-not-ready", N_("文书正在生成，请稍后刷新")))
    content = means.storage.get(kept.sha)
    name = f"{paper.title}{paper.number}.docx".replace("/", "_")
    return ShownFile(
        paper.id,
        paper.case_id,
        dossier.case.title,
        paper.title,
        paper.number,
        name,
        kept.sha,
        content,
        to_html(content),
    )


def read_evidence(evidence_id: int, *, records: Records, actor: Actor, means: Means) -> ShownFile:
    """Return the file of a piece of evidence, re-checked against its hash."""
    evidence = records.get(Evidence, evidence_id)
    dossier = open_dossier(records, evidence.case_id, actor=actor)
    if not evidence.file_sha:
        raise NotFoundError(evidence_id)
    content = means.storage.get(evidence.file_sha)
    return ShownFile(
        evidence.id,
        evidence.case_id,
        dossier.case.title,
        evidence.name,
        f"证{evidence.number}",
        evidence.file_name,
        evidence.file_sha,
        content,
    )


def read_step_file(step_id: int, sha: str, *, records: Records, actor: Actor, means: Means) -> ShownFile:
    """Return a file attached to a finished step the agency designed, re-checked against its hash."""
    step = records.runs.find_step(step_id)
    if step is None or step.act != FORM_ACT.id:
        raise NotFoundError(step_id)
    dossier = open_dossier(records, step.case_id, actor=actor)
    if not any(sha in value for value in step.answers.values() if isinstance(value, list)):
        raise NotFoundError(sha)
    sent = files_of_step(step, [sha], dossier=dossier).get(sha)
    name = sent.name if sent is not None else sha[:12]
    return ShownFile(step.id, step.case_id, dossier.case.title, step.summary, "", name, sha, means.storage.get(sha))


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One evidence file compared with its recorded hash; ``reason`` says what is wrong when it is not intact."""

    evidence_id: int
    name: str
    size: int
    is_intact: bool
    reason: Objection | None


def check_files(dossier: Dossier, *, means: Means) -> list[CheckedFile]:
    """Read every evidence file of a case again and compare it with the hash written when it was entered."""
    return [_check(one, means) for one in dossier.evidence if one.file_sha]


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What the last check of a case's files found of one of them, and on which day."""

    on: date
    is_intact: bool


def last_checks(dossier: Dossier) -> Mapping[int, LastCheck]:
    """Return by evidence what the last check of the files found, as the access journal has it."""
    entry = dossier.records.access.find_newest(dossier.run.case_id, kind="EvidenceChecked")
    if entry is None:
        return {}
    body = cast("Mapping[str, Sequence[int]]", entry.body["body"])
    on = entry.entered_at.astimezone(SHANGHAI).date()
    return {
        **{number: LastCheck(on, is_intact=True) for number in body["intact"]},
        **{number: LastCheck(on, is_intact=False) for number in body["changed"]},
    }


def name_uploads(shas: Collection[str], *, records: Records, actor: Actor) -> Mapping[str, str]:
    """Return the names of files this person sent, by content hash; what somebody else sent is left out."""
    rows = records.list_where(Upload, Upload.sha.in_(shas), Upload.sent_by == actor.id) if shas else []
    return {one.sha: one.name for one in rows}


def _check(evidence: Evidence, means: Means) -> CheckedFile:
    reason: Objection | None = None
    try:
        means.storage.get(evidence.file_sha)
    except NotFoundError:
        reason = Objection("file-gone", N_("文件不在存储中，请从备份恢复"), article="处罚法47条")
    except RefusedError as error:
        reason = error.objection
    name = f"证{evidence.number} {evidence.name}"
    return CheckedFile(evidence.id, name, evidence.file_size, reason is None, reason)
