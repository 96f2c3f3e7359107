"""案件清单: what a spreadsheet says of a case, here or in an older register; the same for pages, programs and shell."""

from collections.abc import Iterator
from typing import Final

from workflows.forms import SHANGHAI
from workflows.questions.every_case import Reader, every_case, every_older_case

HEADS: Final = ("案号", "案件", "案由", "当事人", "阶段", "状态", "登记日期", "届满日期")
OLDER_HEADS: Final = (
    "案号",
    "案件名称",
    "案由",
    "当事人类型",
    "当事人",
    "证件号码",
    "立案日期",
    "决定日期",
    "结案日期",
    "处理结果",
    "决定书文号",
    "罚款金额",
    "没收金额",
    "备注",
    "来源",
)


def case_rows(words: str, reader: Reader) -> Iterator[tuple[object, ...]]:
    """Yield a row for each case."""
    for _, page in every_case(words, reader):
        for one in page:
            line = one.line
            state = "已办结" if line.status == "closed" else "在办"
            day = line.registered_at.astimezone(SHANGHAI).date()
            yield line.number, line.title, line.cause, line.party, one.stage, state, day, line.due_on or ""


def older_rows(words: str, reader: Reader) -> Iterator[tuple[object, ...]]:
    """Yield a row for each case of an older register."""
    for one in every_older_case(words, reader):
        names = (one.number, one.title, one.cause, one.party_kind, one.party_name, one.party_code)
        days = (one.filed_on, one.decided_on or "", one.closed_on)
        sums = (_yuan(one.fine), _yuan(one.confiscation))
        yield *names, *days, one.outcome, one.decision_number, *sums, one.remark, one.source


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
