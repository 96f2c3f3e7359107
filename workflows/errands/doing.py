"""The way every errand goes: begun, told how far it is, ended with its file, its failure in words, or its cancelling.

The job port carries it: whoever is killed in the middle is followed by another worker, which begins anew; what is
written at the end is written in the transaction that strikes the job off.
"""

import shutil
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

from workflows.acts.office.errands import JOB
from workflows.errands.desk import Desk, Outcome, StoppedError
from workflows.errands.works import UNDOING, WORKS
from workflows.errors import NotFoundError, RefusedError, UnsavedError
from workflows.guards.background import Arguments, Background, Effect
from workflows.guards.errands import refuse_errand
from workflows.records.errands import Errand, list_outlived, lock_errand, still_needed
from workflows.records.staff import find_actor
from workflows.records.transaction import Records
from workflows.storage import StorageDownError
from workflows.vocabulary.errands import BOUND, UNDER_WAY, ErrandKind, ErrandState, kept_objection
from workflows.vocabulary.roles import the_system
from workflows.vocabulary.wording import N_, Objection

__all__ = ["JOB", "clear_errand", "clear_outlived", "do_errand"]

CLEARED_AT_ONCE: Final = 100
_FOLDER: Final = "fashen-errand-"
_LEFT_AFTER: Final = timedelta(days=2)
_GONE: Final = Objection("errand-not-found", N_("要导出的内容已经不在，或者您已无权查阅"))
_NOBODY: Final = Objection("errand-of-nobody", N_("提出此项的账户已停用"))


def do_errand(arguments: Arguments, background: Background) -> Effect | None:
    """Do the job ``errand``; what may pass by itself is raised, so that the job port tries again."""
    errand = _take_up(int(str(arguments["errand_id"])), background)
    if errand is None:
        return None
    try:
        if errand.stops:
            raise StoppedError  # noqa: TRY301 -- as if it had been told in the middle
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix=_FOLDER)))
            outcome = _work(errand, background, folder)
            sha, size = _keep(outcome.file, background)
    except StoppedError:
        return _ending(errand, background, ErrandState.CANCELLED)
    except RefusedError as error:
        return _ending(errand, background, ErrandState.FAILED, error=error.objection)
    except NotFoundError:
        return _ending(errand, background, ErrandState.FAILED, error=_GONE)
    except Exception as error:
        _note_trouble(errand, background, error)
        raise
    state = ErrandState.CANCELLED if outcome.is_cut_short else ErrandState.DONE
    return _ending(errand, background, state, outcome=outcome, sha=sha, size=size)


def clear_outlived(background: Background) -> int:
    """Clear the files of errands that ended long enough ago, with what was told of them; return how many."""
    _sweep_folders()
    before = background.now() - timedelta(days=background.settings.errand_days)
    with background.archive.reading() as records:
        found = [one.id for one in list_outlived(records.session, before, limit=CLEARED_AT_ONCE)]
    return sum(clear_errand(one, before, background) for one in found)


def clear_errand(errand_id: int, before: datetime, background: Background) -> bool:
    """Clear one errand and say so; not one that its owner has meanwhile had done again."""
    with background.archive.transaction() as records:
        row = lock_errand(records.session, errand_id)
        if row is None or row.finished_at is None or row.finished_at >= before:
            return False
        shas = {sha for sha in (row.sha, row.given_sha) if sha}
        for sha in shas - still_needed(records.session, shas, but=errand_id):
            background.means.storage.parcels.remove(sha)
        row.cleared_at, row.sha, row.result = background.now(), "", {}
    return True


def _sweep_folders() -> None:
    """Remove what workers that were killed have left half written."""
    long_ago = time.time() - _LEFT_AFTER.total_seconds()
    for folder in Path(gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < long_ago:
                shutil.rmtree(folder)


def _take_up(errand_id: int, background: Background) -> Errand | None:
    """Begin, or go on with what a dead worker began; None when it has ended."""
    with background.archive.transaction() as records:
        row = lock_errand(records.session, errand_id)
        if row is None or row.state not in UNDER_WAY:
            return None
        row.state, row.began_at = ErrandState.RUNNING.value, background.now()
        if not row.stops:
            row.error = {}
    return row


def _work(errand: Errand, background: Background, folder: Path) -> Outcome:
    kind = ErrandKind(errand.kind)
    archive = background.archive.within(errand.agency_id)
    with archive.reading() as records:
        actor = find_actor(records.session, errand.person_id)
        if kind in BOUND:
            actor = actor or the_system(errand.agency_id)
        elif actor is None or actor.agency_id != errand.agency_id:
            raise RefusedError(_NOBODY)
        else:
            refuse_errand(kind, errand.case_id, actor=actor, records=records)
    return WORKS[kind](Desk(errand, actor, archive, background, folder))


def _keep(file: Path | None, background: Background) -> tuple[str, int]:
    if file is None:
        return "", 0
    return background.means.storage.parcels.put_file(file), file.stat().st_size


def _ending(
    errand: Errand,
    background: Background,
    state: ErrandState,
    *,
    error: Objection | None = None,
    outcome: Outcome | None = None,
    sha: str = "",
    size: int = 0,
) -> Effect:
    if state is not ErrandState.DONE and ErrandKind(errand.kind) in UNDOING:
        UNDOING[ErrandKind(errand.kind)](errand.id, background.archive)

    def end(records: Records) -> None:
        row = lock_errand(records.session, errand.id)
        if row is None:
            return
        result: Mapping[str, object] = outcome.result if outcome is not None else {}
        if outcome is not None and outcome.write is not None:
            if row.stops:
                # Told at the very last moment: the next attempt ends it.
                raise StoppedError
            result = outcome.write(records)
        row.state, row.finished_at, row.result = state.value, background.now(), dict(result)
        if state is not ErrandState.CANCELLED:
            row.error = kept_objection(error) if error is not None else {}
        row.file_name, row.sha, row.size = outcome.file_name if outcome is not None else "", sha, size
        if state is ErrandState.DONE:
            row.done = row.total = max(row.total, 1)
        records.session.flush()

    return end


def _note_trouble(errand: Errand, background: Background, error: Exception) -> None:
    """Say on the page what holds the errand up; the job port tries again, and the row of the job says why it failed."""
    with background.archive.transaction() as records:
        row = lock_errand(records.session, errand.id)
        if row is not None and row.state == ErrandState.RUNNING:
            row.state, row.error = ErrandState.WAITING.value, kept_objection(_in_words(error))


def _in_words(error: Exception) -> Objection:
    if isinstance(error, StorageDownError):
        return Objection("storage-down", N_("文件存储暂时不可用"))
    if isinstance(error, UnsavedError):
        return Objection("database-down", N_("数据库暂时不可用"))
    told = N_("出现意外情况（{kind}），多次出现请告知系统管理员")
    return Objection("errand-trouble", told, {"kind": type(error).__name__})
