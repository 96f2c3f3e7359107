"""已迁移案件: which cases were moved to a version, by whom and why, and which of them can still be moved back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflows.forms import Form
from workflows.guards.means import Means
from workflows.guards.move_run import objection_to_undoing, undo_form
from workflows.questions.flow_migration import version_here
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.flows import FlowVersion, list_versions
from workflows.records.moves import KeptMove, list_moves
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import Objection

PAGE = 50


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move: which case, by whom, when; ``objection`` says why it cannot be taken back any more."""

    id: int
    run_id: int
    case_id: int
    number: str
    title: str
    from_version: int
    by: str
    proposed_by: str
    at: datetime
    reason: str
    provision: str
    is_undone: bool
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class MovedPage:
    """A page of the moves to a version, with the form that takes one back."""

    version: FlowVersion
    label: str
    moves: Page[MoveLine]
    form: Form


def ask_moved(sha: str, *, turn: Turn = FIRST, actor: Actor, records: Records, means: Means) -> MovedPage:
    """Return a page of the moves to a version in the person's agency, newest first."""
    version, bundle = version_here(sha, actor, records), means.flow(records, sha)
    numbers = {one.sha: one.version for one in list_versions(records.session, agency_id=actor.agency_id)}
    leaf = list_moves(records.session, agency_id=actor.agency_id, to_sha=sha, size=PAGE, turn=turn)
    return MovedPage(
        version=version,
        label=bundle.diagrams[bundle.process].label,
        moves=page_of([_line(one, numbers) for one in leaf.rows], leaf),
        form=undo_form(),
    )


def _line(kept: KeptMove, numbers: Mapping[str, int]) -> MoveLine:
    move = kept.move
    return MoveLine(
        id=move.id,
        run_id=move.run_id,
        case_id=move.case_id,
        number=kept.number,
        title=kept.title,
        from_version=numbers.get(move.from_sha, 0),
        by=move.moved_by_name,
        proposed_by=kept.proposed_by,
        at=move.moved_at,
        reason=move.reason,
        provision=move.provision,
        is_undone=kept.is_undone,
        objection=objection_to_undoing(move, run=kept.run, tasks=kept.tasks, is_undone=kept.is_undone),
    )
