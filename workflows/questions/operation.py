"""How the installation runs: what waits in the background, what has failed, who works, what is late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.questions.sealing import SealingState, sealing_state
from workflows.records.jobs import Job
from workflows.records.periodic import PeriodicWork
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.copies import COPIES_DIFFER

# A worker signs every fifteen seconds.
SILENT_AFTER = timedelta(seconds=60)
LATE_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class WaitingJobs:
    """The jobs of one kind: how many wait, how many of these have failed before, how many failed for good."""

    kind: str
    waiting: int
    failing: int
    dead: int


@dataclass(frozen=True, slots=True)
class StuckJob:
    """A job that failed, as the operator reads it."""

    id: int
    kind: str
    key: str
    attempts: int
    error: str
    again_at: datetime | None
    died_at: datetime | None


@dataclass(frozen=True, slots=True)
class Operation:
    """The state of an installation at one moment."""

    workers: int
    seen_at: datetime | None
    jobs: Sequence[WaitingJobs]
    oldest_job_at: datetime | None
    rounds: Sequence[PeriodicWork]
    sealing: SealingState

    @property
    def waiting(self) -> int:
        """Return how many jobs wait."""
        return sum(one.waiting for one in self.jobs)

    @property
    def failing(self) -> int:
        """Return how many waiting jobs have failed before."""
        return sum(one.failing for one in self.jobs)

    @property
    def dead(self) -> int:
        """Return how many jobs have failed for good."""
        return sum(one.dead for one in self.jobs)

    @property
    def storage_fault(self) -> str:
        """Return why files cannot be kept, empty while they can."""
        return self._error_of("storage")

    @property
    def copying_fault(self) -> str:
        """Return why checkpoints cannot be copied to the second place, empty while they can."""
        return self._error_of("checkpoints")

    def round(self, name: str) -> PeriodicWork | None:
        """Return what is known of one periodic work."""
        return next((one for one in self.rounds if one.name == name), None)

    def _error_of(self, name: str) -> str:
        found = self.round(name)
        return found.error if found is not None else ""


def read_operation(*, records: Records, now: datetime) -> Operation:
    """Return how the installation runs at this (true) moment."""
    counts, seen = records.jobs.count_by_kind(), records.rota.signs()
    return Operation(
        workers=sum(moment > now - SILENT_AFTER for moment in seen),
        seen_at=max(seen, default=None),
        jobs=[WaitingJobs(one.kind, one.waiting, one.failing, one.dead) for one in counts],
        oldest_job_at=min((one.oldest_at for one in counts), default=None),
        rounds=records.list_where(PeriodicWork),
        sealing=sealing_state(records=records, now=now),
    )


def list_stuck_jobs(*, records: Records) -> Sequence[StuckJob]:
    """Return every job that has failed, those given up first."""
    jobs = records.list_where(Job, Job.error != "")
    stuck = [StuckJob(one.id, one.kind, one.key, one.attempts, one.error, one.due_at, one.died_at) for one in jobs]
    return sorted(stuck, key=lambda one: (one.died_at is None, one.id))


def what_waits(operation: Operation, *, actor: Actor | None) -> Sequence[Objection]:
    """Return what people are told at the top of every page: what does not work now, and what waits for it."""
    told = []
    if not operation.workers and (operation.waiting or operation.seen_at is not None):
        text = N_("后台任务已停止，{count} 项后台工作（文书、期限、存证等）正在等待。办理不受影响，恢复后自动补做")
        told.append(Objection("no-worker", text, {"count": operation.waiting}))
    if operation.storage_fault:
        text = N_("文件存储暂时不可用，文书和证据的文件暂不能保存、打开。不带文件的办理不受影响，恢复后自动补做")
        told.append(Objection("no-storage", text))
    if operation.failing and operation.workers and not operation.storage_fault:
        text = N_("{count} 项后台工作未成，正在自动重试")
        told.append(Objection("jobs-failing", text, {"count": operation.failing}))
    return [*told, *_for_administrators(operation, actor.roles if actor is not None else ())]


def _for_administrators(operation: Operation, roles: Collection[Role]) -> Iterator[Objection]:
    """Yield what only those are told who can mend it, or must know of it."""
    if operation.dead and Role.SYSTEM_ADMIN in roles:
        text = N_("{count} 项后台工作多次失败，需要处理：请在服务器上运行 fashen jobs")
        yield Objection("jobs-dead", text, {"count": operation.dead})
    # Nobody who works on a case waits for the copies; who keeps the record must know that they are missing.
    if COPIES_DIFFER in operation.copying_fault and not {Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}.isdisjoint(roles):
        yield Objection("copies-differ", COPIES_DIFFER)
    elif operation.copying_fault and not {Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN}.isdisjoint(roles):
        text = N_("检查点未能抄送到第二处存放位置：请在服务器上运行 fashen doctor。存证照常进行，恢复后自动补抄")
        yield Objection("checkpoints-not-copied", text)


def unready(operation: Operation) -> Sequence[str]:
    """Return which parts are not as they must be to serve: ``worker``, ``storage``, ``sealing``."""
    faults = {
        "worker": not operation.workers,
        "storage": bool(operation.storage_fault),
        "sealing": operation.sealing.is_late,
    }
    return [name for name, is_faulty in faults.items() if is_faulty]
