"""长任务: what a person has done in the background and waits for; which kinds there are, and how far one can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workflows.vocabulary.wording import N_, Objection


class ErrandKind(StrEnum):
    """What is done."""

    DOSSIER = "dossier"
    CASE_FILES = "case-export"
    CASE_LIST = "case-list"
    OLDER_LIST = "older-list"
    EVENT_LOG = "event-log"
    CASE_IMPORT = "case-import"
    RUN_MOVES = "run-moves"
    JOURNAL_CHECK = "journal-check"
    CLOCK_RECOUNT = "clock-recount"
    PAPER_PDF = "paper-pdf"


class ErrandState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


KIND_TERMS: Final[Mapping[ErrandKind, str]] = {
    ErrandKind.DOSSIER: N_("导出卷宗"),
    ErrandKind.CASE_FILES: N_("导出案件数据"),
    ErrandKind.CASE_LIST: N_("导出案件清单"),
    ErrandKind.OLDER_LIST: N_("导出历史案件清单"),
    ErrandKind.EVENT_LOG: N_("导出办案日志"),
    ErrandKind.CASE_IMPORT: N_("导入历史案件"),
    ErrandKind.RUN_MOVES: N_("迁移在办案件"),
    ErrandKind.JOURNAL_CHECK: N_("核验全部日志"),
    ErrandKind.CLOCK_RECOUNT: N_("重算未结时限"),
    ErrandKind.PAPER_PDF: N_("生成 PDF 版"),
}
STATE_TERMS: Final[Mapping[ErrandState, str]] = {
    ErrandState.WAITING: N_("等待办理"),
    ErrandState.RUNNING: N_("正在办理"),
    ErrandState.DONE: N_("已完成"),
    ErrandState.FAILED: N_("没有完成"),
    ErrandState.CANCELLED: N_("已取消"),
}
# What is already decided: nobody ends it, and it is done whoever has left meanwhile.
BOUND: Final = frozenset({ErrandKind.CLOCK_RECOUNT})
UNDER_WAY: Final = frozenset({ErrandState.WAITING, ErrandState.RUNNING})


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one cell of an imported file, with the cure in the sentence; ``row`` as spreadsheets count."""

    row: int
    column: str
    given: str
    told: Objection


def kept_objection(objection: Objection) -> dict[str, object]:
    """Return an objection as it is kept in a record, to be said later in the language of whoever reads it."""
    return {
        "code": objection.code,
        "text": str(objection.text),
        "params": {name: value if isinstance(value, int) else str(value) for name, value in objection.params.items()},
        "article": objection.article,
    }


def told_objection(kept: object) -> Objection | None:
    """Return an objection that was kept, or None where none was."""
    if not isinstance(kept, dict) or not kept:
        return None
    return Objection(str(kept["code"]), str(kept["text"]), dict(kept["params"]), str(kept["article"]))
