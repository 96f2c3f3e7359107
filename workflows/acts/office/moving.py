"""What moving a case and taking the move back have in common: the run is locked, kept as it was, and written anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import Event
from workflows.forms import SHANGHAI
from workflows.records.cases import Case
from workflows.records.flows import find_version
from workflows.records.moves import DRAWN, MoveProposal, RunMove
from workflows.records.runs import RunRow
from workflows.records.transaction import Records
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves, when, in which transaction; ``key`` is that of the pressed button."""

    actor: Actor
    records: Records
    now: datetime
    key: str

    @property
    def today(self) -> date:
        """Return the legal day."""
        return self.now.astimezone(SHANGHAI).date()

    def lock(self, run_id: int) -> RunRow:
        """Return a run of the mover's agency for writing."""
        run = self.records.lock(run_id)
        if run is None or run.agency_id != self.actor.agency_id:
            message = f"run {run_id}"
            raise NotFoundError(message)
        return run

    def find_done(self, run_id: int) -> RunMove | None:
        """Return what this pressing has done already with a run, or None."""
        done = self.records.find_where(RunMove, RunMove.key == f"{self.key}-{run_id}") if self.key else None
        if done is not None and done.moved_by != self.actor.id:
            raise RefusedError(Objection("key-of-another", N_("提交凭证不属于您，请刷新页面后重新提交")))
        return done

    def keep(self, run: RunRow, proposal: MoveProposal, *, to_sha: str, reason: str, undoes: int | None) -> RunMove:
        """Record a move with everything as it stands before it."""
        return self.records.add(
            RunMove(
                run_id=run.id,
                case_id=run.case_id,
                from_sha=run.bundle_sha,
                to_sha=to_sha,
                proposal_id=proposal.id,
                undoes=undoes,
                state=run.state,
                facts=dict(run.facts),
                tasks=[
                    {name: getattr(task, name) for name in ("engine_id", "person_id", *DRAWN)}
                    for task in self.records.tasks.of_run(run.id)
                ],
                stage=self.records.get(Case, run.case_id).stage,
                version=run.version + 1,
                reason=reason,
                provision=proposal.provision,
                moved_by=self.actor.id,
                moved_by_name=self.actor.name,
                moved_at=self.now,
                key=f"{self.key or uuid4().hex}-{run.id}",
            )
        )

    def save(self, run: RunRow, move: RunMove, *, state: bytes, facts: Mapping[str, FactValue], what: str) -> None:
        """Let a run stand where the move put it; ConflictError when somebody was faster."""
        saved = self.records.runs.save(
            run.id,
            version=run.version,
            bundle_sha=move.to_sha,
            state=state,
            facts=dict(facts),
            changed_at=self.now,
            changed_by=self.actor.name,
            changed_what=what,
        )
        if not saved:
            raise ConflictError(changed(run))

    def version_of(self, sha: str) -> int:
        """Return the number of a version in the mover's agency."""
        version = find_version(self.records.session, sha, agency_id=self.actor.agency_id)
        return version.version if version is not None else 0

    def note(self, case_id: int, event: Event) -> None:
        """Write into the journal of a case, or outside any (0)."""
        self.records.journal.append(
            case_id, kind=event.kind(), actor_id=self.actor.id, actor=self.actor.name, now=self.now, body=event.body()
        )


def changed(run: RunRow) -> Objection:
    """Say who has changed a run since the page was opened."""
    text = N_("您打开页面后，{who}已经办理“{what}”，案件内容有变化，请刷新页面后核对")
    return Objection("run-changed", text, {"who": run.changed_by, "what": run.changed_what})


def refuse(objection: Objection | None) -> None:
    """Refuse when something stands against it."""
    if objection is not None:
        raise RefusedError(objection)
