"""核对历史案件: the file of an older register read row by row, and everything named that is wrong in it.

How its cases come in is told in ``take_over_cases.py``.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflows.documents.sheets import read_sheet, write_xlsx
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI, Answers, Field, Form, FormError, Kind
from workflows.records.cases import Case
from workflows.records.chain import sha_of
from workflows.records.legacy_cases import LegacyArrival, LegacyCase
from workflows.records.transaction import Records
from workflows.vocabulary.errands import RowError
from workflows.vocabulary.progress import Progress, nobody, told
from workflows.vocabulary.wording import N_, Objection

FIELDS: Final[tuple[Field, ...]] = (
    Field("number", N_("案号"), limit=100),
    Field("title", N_("案件名称"), limit=200),
    Field("cause", N_("案由"), limit=200),
    Field("party_kind", N_("当事人类型"), Kind.CHOICE, options=(("单位", N_("单位")), ("个人", N_("个人")))),
    Field("party_name", N_("当事人"), limit=200),
    Field("party_code", N_("证件号码"), required=False, limit=50),
    Field("filed_on", N_("立案日期"), Kind.DAY),
    Field("decided_on", N_("决定日期"), Kind.DAY, required=False),
    Field("closed_on", N_("结案日期"), Kind.DAY),
    Field("outcome", N_("处理结果"), limit=500),
    Field("decision_number", N_("决定书文号"), required=False, limit=100),
    Field("fine", N_("罚款金额"), Kind.MONEY, required=False),
    Field("confiscation", N_("没收金额"), Kind.MONEY, required=False),
    Field("remark", N_("备注"), required=False, limit=1000),
)
LABELS: Final[Mapping[str, str]] = {one.name: one.label for one in FIELDS}
FORM: Final = Form(FIELDS)
MOST_ERRORS: Final = 1000
"""How many errors of a file are kept and shown; all of them are counted."""
KNOWN: Final = Objection("number-known", N_("此案号已经在库中，请从文件中删除这一行"))
ARRIVING: Final = Objection("number-arriving", N_("此案号正在由另一次导入办理，请等其办完后再核对"))
# 2019年5月1日, 2019/5/1, 2019.5.1, 20190501; also with a time behind.
A_DAY: Final = re.compile(
    r"([12][0-9]{3})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[ T].*)?"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a file that can be read, each with its number, their hash, and everything that is wrong."""

    read: Sequence[tuple[int, Answers]]
    errors: Sequence[RowError]
    batch: str


def check_cases(
    name: str,
    content: bytes,
    *,
    agency_id: int,
    records: Records,
    now: datetime,
    progress: Progress = nobody,
    errand_id: int | None = None,
) -> Checked:
    """Read a file and say everything that is wrong in it; nothing is written.

    What the same errand has brought in of it already, before it was cut off, is not wrong.
    """
    rows = read_sheet(name, content)
    columns = _columns(name, rows)
    read, errors = _read(rows, columns, today=now.astimezone(SHANGHAI).date(), progress=progress)
    batch = sha_of({"rows": [answers.as_json() for _, answers in read]})
    arrival = records.find_where(LegacyArrival, LegacyArrival.agency_id == agency_id, LegacyArrival.batch == batch)
    is_own = arrival is not None and arrival.errand_id == errand_id
    errors += find_known(read, agency_id=agency_id, records=records, own=batch if is_own else "")
    errors.sort(key=lambda one: one.row)
    return Checked(read, errors, batch)


def find_known(
    read: Sequence[tuple[int, Answers]], *, agency_id: int, records: Records, own: str = ""
) -> list[RowError]:
    """Return the rows whose number stands twice in the file, is on record already, or on its way in with another."""
    errors, seen = list[RowError](), dict[str, int]()
    known = _known_numbers({answers.text("number") for _, answers in read}, agency_id, records, own)
    for row, answers in read:
        number = answers.text("number")
        if number in seen:
            text = N_("案号与第 {row} 行重复，请删除其中一行")
            objection = Objection("number-twice", text, {"row": seen[number]})
            errors.append(RowError(row, LABELS["number"], number, objection))
        elif number in known:
            errors.append(RowError(row, LABELS["number"], number, known[number]))
        seen.setdefault(number, row)
    return errors


def blank_register() -> bytes:
    """Return an empty XLSX with the columns a file must have."""
    return write_xlsx("历史案件", list(LABELS.values()), ())


def marked_register(name: str, content: bytes, errors: Sequence[RowError]) -> bytes:
    """Return a file as XLSX with one more column that says, row by row, what is wrong."""
    rows = read_sheet(name, content)
    width = max((len(row) for row in rows), default=0)
    found: dict[int, list[str]] = {}
    for one in errors:
        found.setdefault(one.row, []).append(f"{one.column}：{one.told.in_chinese()}")
    heads, *others = [[*row, *[""] * (width - len(row))] for row in rows] or [[]]
    marked = [[*row, "；".join(found.get(number, ()))] for number, row in enumerate(others, start=2)]
    return write_xlsx("历史案件", [*heads, "核对结果"], marked)


def _columns(name: str, rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return where each column stands; RefusedError when a needed one is missing or one stands twice."""
    heads = [cell.strip() for cell in rows[0]] if rows else []
    twice = sorted({head for head in heads if head in LABELS.values() and heads.count(head) > 1})
    missing = [one.label for one in FIELDS if one.required and one.label not in heads]
    if missing:
        text = N_("文件“{name}”第一行应当是列名，缺少：{missing}。请按模板中的列名修改")
        raise RefusedError(Objection("columns-missing", text, {"name": name, "missing": "、".join(missing)}))
    if twice:
        text = N_("文件“{name}”第一行的列名重复：{twice}。请只保留一列")
        raise RefusedError(Objection("columns-twice", text, {"name": name, "twice": "、".join(twice)}))
    return {one.name: heads.index(one.label) for one in FIELDS if one.label in heads}


def _read(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int], *, today: date, progress: Progress
) -> tuple[list[tuple[int, Answers]], list[RowError]]:
    read: list[tuple[int, Answers]] = []
    errors: list[RowError] = []
    for number, cells in enumerate(told(rows[1:], progress, before=0, total=len(rows) - 1), start=2):
        given = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
        if not any(given.values()):
            continue
        try:
            answers = FORM.read({name: [_as_day(name, text)] for name, text in given.items() if text})
        except FormError as error:
            wrong = [*error.errors.items(), *_wrong_days(error.usable, today)]
        else:
            wrong = [*_wrong_days(answers, today)]
            read.append((number, answers))
        errors += [RowError(number, LABELS[name], given.get(name, ""), one) for name, one in wrong]
    return read, errors


def _as_day(name: str, text: str) -> str:
    """Return a day as forms read it, however the older system wrote it."""
    found = A_DAY.fullmatch(text) if name.endswith("_on") else None
    if found is None:
        return text
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _wrong_days(answers: Answers, today: date) -> Iterator[tuple[str, Objection]]:
    """Tell what is wrong with the order of those days that could be read."""
    filed, decided, closed = map(answers.find_day, ("filed_on", "decided_on", "closed_on"))
    if closed is not None and closed > today:
        yield "closed_on", Objection("closed-later", N_("结案日期晚于今天，只能导入已经结案的案件，请核对"))
    if filed is not None and closed is not None and filed > closed:
        yield "filed_on", Objection("filed-after-closed", N_("立案日期晚于结案日期，请核对"))
    if decided is not None and not (filed or decided) <= decided <= (closed or decided):
        yield "decided_on", Objection("decided-out-of-order", N_("决定日期应当在立案日期和结案日期之间，请核对"))


def _known_numbers(numbers: Collection[str], agency_id: int, records: Records, own: str) -> dict[str, Objection]:
    arriving = {one.batch for one in records.list_where(LegacyArrival, LegacyArrival.agency_id == agency_id)}
    known, wanted = dict[str, Objection](), sorted(numbers)
    # A statement names no more than SQLite and PostgreSQL both take.
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        legacy = records.list_where(LegacyCase, LegacyCase.agency_id == agency_id, LegacyCase.number.in_(some))
        known |= {one.number: ARRIVING if one.batch in arriving else KNOWN for one in legacy if one.batch != own}
        known |= {one.number: KNOWN for one in records.list_where(Case, Case.number.in_(some))}
    return known
