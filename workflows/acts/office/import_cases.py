"""导入历史案件: closed cases of an older register, checked row by row, taken over whole or not at all.

They stay what they are: entries of an older register. No flow was followed here, so they have no run, no journal of
their own, and never count as handled by this system; one entry outside any case says what came in, with the hash of its
rows.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflows.acts.index_case import enqueue_older_index
from workflows.acts.office.interface_journal import LegacyCasesImported, note_interface
from workflows.acts.office.one_at_a_time import OLDER_CASES, one_at_a_time
from workflows.acts.step import sha_of
from workflows.documents.sheets import read_sheet, write_xlsx
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI, Answers, Field, Form, FormError, Kind
from workflows.records.cases import Case
from workflows.records.legacy_cases import LegacyCase
from workflows.records.transaction import Records
from workflows.vocabulary.errands import RowError
from workflows.vocabulary.progress import Progress, nobody, told
from workflows.vocabulary.roles import Actor
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
# 2019年5月1日, 2019/5/1, 2019.5.1, 20190501; also with a time behind.
A_DAY: Final = re.compile(
    r"([12][0-9]{3})(?:[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[ T].*)?"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows of a file that can be read, each with its number, and everything that is wrong."""

    read: Sequence[tuple[int, Answers]]
    errors: Sequence[RowError]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: how many cases it holds, everything that is wrong, and whether they were taken over."""

    cases: int
    errors: Sequence[RowError]
    is_done: bool
    batch: str = ""


def check_cases(
    name: str, content: bytes, *, agency_id: int, records: Records, now: datetime, progress: Progress = nobody
) -> Checked:
    """Read a file and say everything that is wrong in it; nothing is written."""
    rows = read_sheet(name, content)
    columns = _columns(name, rows)
    read, errors = _read(rows, columns, today=now.astimezone(SHANGHAI).date(), progress=progress)
    errors += _find_known(read, agency_id=agency_id, records=records)
    errors.sort(key=lambda one: one.row)
    return Checked(read, errors)


@one_at_a_time(OLDER_CASES)
def take_over(
    name: str, read: Sequence[tuple[int, Answers]], *, actor: Actor, records: Records, now: datetime
) -> Imported:
    """Take the rows of a checked file over, all of them or none; what came in meanwhile is told as an error."""
    errors = _find_known(read, agency_id=actor.agency_id, records=records)
    if errors or not read:
        return Imported(len(read), errors[:MOST_ERRORS], is_done=False)
    batch = sha_of({"rows": [answers.as_json() for _, answers in read]})
    records.add_all([_row(answers, name, batch, actor=actor, now=now) for _, answers in read])
    enqueue_older_index(batch, records=records, now=now)
    event = LegacyCasesImported(name[:200], batch, len(read))
    note_interface(event, actor=actor, records=records, now=now)
    return Imported(len(read), (), is_done=True, batch=batch)


@one_at_a_time(OLDER_CASES)
def import_cases(
    name: str,
    content: bytes,
    *,
    is_trial: bool,
    actor: Actor,
    records: Records,
    now: datetime,
    progress: Progress = nobody,
) -> Imported:
    """Take over the cases of a file when nothing in it is wrong; a trial only looks."""
    checked = check_cases(name, content, agency_id=actor.agency_id, records=records, now=now, progress=progress)
    if checked.errors or is_trial:
        return Imported(len(checked.read), checked.errors[:MOST_ERRORS], is_done=False)
    return take_over(name, checked.read, actor=actor, records=records, now=now)


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
            errors += [RowError(number, LABELS[name], given.get(name, ""), one) for name, one in error.errors.items()]
            continue
        errors += [RowError(number, LABELS[name], given[name], one) for name, one in _wrong_days(answers, today)]
        read.append((number, answers))
    return read, errors


def _as_day(name: str, text: str) -> str:
    """Return a day as forms read it, however the older system wrote it."""
    found = A_DAY.fullmatch(text) if name.endswith("_on") else None
    if found is None:
        return text
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _wrong_days(answers: Answers, today: date) -> Iterator[tuple[str, Objection]]:
    filed, decided, closed = answers.day("filed_on"), answers.find_day("decided_on"), answers.day("closed_on")
    if closed > today:
        yield "closed_on", Objection("closed-later", N_("结案日期晚于今天，只能导入已经结案的案件，请核对"))
    if filed > closed:
        yield "filed_on", Objection("filed-after-closed", N_("立案日期晚于结案日期，请核对"))
    if decided is not None and not filed <= decided <= closed:
        yield "decided_on", Objection("decided-out-of-order", N_("决定日期应当在立案日期和结案日期之间，请核对"))


def _find_known(read: Sequence[tuple[int, Answers]], *, agency_id: int, records: Records) -> list[RowError]:
    """Return the rows whose number stands twice in the file, or is on record already."""
    errors, seen = list[RowError](), dict[str, int]()
    known = _known_numbers({answers.text("number") for _, answers in read}, agency_id=agency_id, records=records)
    for row, answers in read:
        number = answers.text("number")
        if number in seen:
            text = N_("案号与第 {row} 行重复，请删除其中一行")
            errors.append(
                RowError(row, LABELS["number"], number, Objection("number-twice", text, {"row": seen[number]}))
            )
        elif number in known:
            text = N_("此案号已经在库中，请从文件中删除这一行")
            errors.append(RowError(row, LABELS["number"], number, Objection("number-known", text)))
        seen.setdefault(number, row)
    return errors


def _known_numbers(numbers: Collection[str], *, agency_id: int, records: Records) -> set[str]:
    known, wanted = set[str](), sorted(numbers)
    # A statement names no more than SQLite and PostgreSQL both take.
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        legacy = records.list_where(LegacyCase, LegacyCase.agency_id == agency_id, LegacyCase.number.in_(some))
        own = records.list_where(Case, Case.number.in_(some))
        known.update(one.number for one in legacy)
        known.update(one.number for one in own)
    return known


def _row(answers: Answers, name: str, batch: str, *, actor: Actor, now: datetime) -> LegacyCase:
    return LegacyCase(
        agency_id=actor.agency_id,
        number=answers.text("number"),
        title=answers.text("title"),
        cause=answers.text("cause"),
        party_kind=answers.text("party_kind"),
        party_name=answers.text("party_name"),
        party_code=answers.text("party_code"),
        filed_on=answers.day("filed_on"),
        decided_on=answers.find_day("decided_on"),
        closed_on=answers.day("closed_on"),
        outcome=answers.text("outcome"),
        decision_number=answers.text("decision_number"),
        fine=answers.money("fine"),
        confiscation=answers.money("confiscation"),
        remark=answers.text("remark"),
        source=name[:200],
        batch=batch,
        imported_by=actor.name,
        imported_at=now,
    )
