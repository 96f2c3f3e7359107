"""预览将制发的文书: an act is done for nobody, its papers are read, and everything is taken back.

What is shown is what would be issued, by the very act that issues it; only the number 文号 is not taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflows.acts.walk import ANYTIME, perform_act
from workflows.documents.preview import to_html
from workflows.errors import NotFoundError
from workflows.forms import Posted
from workflows.guards.desk import lay_desk
from workflows.guards.means import Means
from workflows.guards.template import template_by
from workflows.records.dossier import Dossier
from workflows.records.runs import RunRow, TaskRow
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

NUMBER_TO_COME = N_("（签发时编号）")


@dataclass(frozen=True, slots=True)
class PaperToCome:
    """A paper as it would be issued: its kind, its title, the template in force and its fields."""

    kind: str
    title: str
    template_sha: str
    fields: Mapping[str, object]

    def made(self, means: Means) -> "MadePaper":
        """Return it as it would look, made outside any transaction."""
        kind = means.papers[self.kind]
        content = means.render(template_by(self.template_sha, kind, means=means), kind, self.fields)
        return MadePaper(self.title, content, to_html(content))


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper that was made and not issued: its title, its .docx, and a plain rendering of it."""

    title: str
    content: bytes
    html: str


def rehearse_task(
    task_id: int, posted: Posted, *, actor: Actor, archive: Archive, means: Means, now: datetime
) -> list[PaperToCome]:
    """Return the papers that completing a task with these answers would issue; nothing is written.

    FormError and RefusedError as completing it would raise them; NotFoundError when it is not open any more.
    """
    with archive.rehearsal() as records:
        opened = records.lock_of_task(task_id)
        if opened is None:
            raise NotFoundError(task_id)
        run, task = opened
        return _papers(run, task, task.act, posted, actor=actor, records=records, means=means, now=now)


def rehearse_act(
    run_id: int, act_id: str, posted: Posted, *, actor: Actor, archive: Archive, means: Means, now: datetime
) -> list[PaperToCome]:
    """Return the papers that an act possible at any time would issue; nothing is written."""
    with archive.rehearsal() as records:
        run = records.lock(run_id)
        if run is None or act_id not in ANYTIME:
            raise NotFoundError(act_id)
        return _papers(run, None, act_id, posted, actor=actor, records=records, means=means, now=now)


def _papers(  # noqa: PLR0913 -- an act and all it is done with
    run: RunRow,
    task: TaskRow | None,
    act_id: str,
    posted: Posted,
    *,
    actor: Actor,
    records: Records,
    means: Means,
    now: datetime,
) -> list[PaperToCome]:
    if run.agency_id != actor.agency_id:
        raise NotFoundError(run.id)
    desk = lay_desk(Dossier(records, run), actor=actor, means=means, now=now, task=task)
    step = perform_act(desk, act_id, posted, means)
    return [PaperToCome(one.kind, one.title, one.template_sha, _unnumbered(one.fields)) for one in step.papers]


def _unnumbered(fields: Mapping[str, object]) -> dict[str, object]:
    paper = fields.get("paper")
    if not isinstance(paper, dict) or not paper.get("number"):
        return dict(fields)
    return {**fields, "paper": {**paper, "number": NUMBER_TO_COME}}
