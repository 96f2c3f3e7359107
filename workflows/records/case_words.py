"""The search index of cases: their texts, and the pairs of characters in them with the agency inside.

``case_texts`` holds what may be searched of a case, normalised. ``case_words`` leads from pairs to cases and is made by
hand, because each engine has its own kind: a contentless FTS5 table on SQLite, an array with a GIN index on PostgreSQL.
It proposes; what decides is whether the text contains the word, so both engines find what LIKE would find. Cases of an
older register have two such tables of their own (``OLDER``), written and asked in the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    TableClause,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Session

from workflows.records.bigrams import agency_mark, code_mark, fours, in_signs, normalised, pairs, pairs_of_word, pieces
from workflows.records.keyset import Query, Turn, turned
from workflows.records.schema import Record

# Recent cases are looked through one by one before the index is asked for what stands in many of them.
WINDOW = 2000
# What stands in one of so many cases is common: to gather all of its hits would take longer than to look for enough.
COMMON = 10

# What may be the code of a party: 15, 17 and 18 characters are in use.
SHORTEST_CODE = 15


def _texts_of(name: str, cases: str) -> Table:
    return Table(
        name,
        Record.metadata,
        Column("case_id", ForeignKey(f"{cases}.id"), primary_key=True, autoincrement=False),
        Column("agency_id", ForeignKey("agencies.id"), nullable=False),
        Column("text", String, nullable=False),
        Column("code_mark", String, nullable=False),
        Index(f"ix_{name}_agency_id", "agency_id", "case_id"),
    )


case_texts = _texts_of("case_texts", "cases")
legacy_texts = _texts_of("legacy_texts", "legacy_cases")


@dataclass(frozen=True, slots=True)
class WordIndex:
    """One pair of tables: the texts, and the words that lead to the ``cases`` they are of, as each engine has them."""

    cases: str
    texts: Table
    words: str
    fts: TableClause
    gin: TableClause

    def statements(self, dialect: str) -> tuple[str, ...]:
        """Return what makes the words."""
        if dialect == "sqlite":
            made = f"CREATE VIRTUAL TABLE {self.words} USING fts5(pairs, content='', columnsize=0, tokenize='ascii')"
            return (made,)
        return (
            f"CREATE TABLE {self.words} (case_id integer PRIMARY KEY REFERENCES {self.cases}, tokens text[] NOT NULL)",
            f"CREATE INDEX ix_{self.words}_tokens ON {self.words} USING gin (tokens)",
        )


def _index(cases: str, texts: Table, words: str) -> WordIndex:
    fts = table(words, column("rowid"), column(words))
    return WordIndex(cases, texts, words, fts, table(words, column("case_id"), column("tokens", ARRAY(TEXT))))


CASES: Final = _index("cases", case_texts, "case_words")
OLDER: Final = _index("legacy_cases", legacy_texts, "legacy_words")


@dataclass(frozen=True, slots=True)
class CaseText:
    """What may be searched of a case: its texts, and the code by which its party is found."""

    case_id: int
    agency_id: int
    texts: Sequence[str]
    code: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the row of ``case_texts``."""
        return {
            "case_id": self.case_id,
            "agency_id": self.agency_id,
            "text": normalised(" ".join(self.texts)),
            "code_mark": code_mark(self.code) if self.code else "",
        }


def create_words(connection: Connection, index: WordIndex = CASES) -> None:
    """Create an index itself; its table of texts comes with all the others."""
    for statement in index.statements(connection.dialect.name):
        connection.execute(text(statement))


def write_texts(session: Session, cases: Sequence[CaseText], index: WordIndex = CASES) -> None:
    """Put cases into the index, in place of what it knew of them."""
    if not cases:
        return
    forget_texts(session, [one.case_id for one in cases], index)
    rows = [one.as_row() for one in cases]
    session.execute(insert(index.texts), rows)
    if _is_sqlite(session):
        into = text(f"INSERT INTO {index.words}(rowid, pairs) VALUES(:id, :pairs)")
        session.execute(into, [{"id": row["case_id"], "pairs": _sequence(row)} for row in rows])
    else:
        into = text(f"INSERT INTO {index.words}(case_id, tokens) VALUES(:id, :tokens)")
        session.execute(into, [{"id": row["case_id"], "tokens": _set(row)} for row in rows])


def forget_texts(session: Session, case_ids: Sequence[int], index: WordIndex = CASES) -> None:
    """Take cases out of the index; FTS5 without content must be told what it was given."""
    known = select(index.texts).where(index.texts.c.case_id.in_(case_ids))
    rows = [dict(row._mapping) for row in session.execute(known)]
    if not rows:
        return
    if _is_sqlite(session):
        out = text(f"INSERT INTO {index.words}({index.words}, rowid, pairs) VALUES('delete', :id, :pairs)")
        session.execute(out, [{"id": row["case_id"], "pairs": _sequence(row)} for row in rows])
    else:
        session.execute(delete(index.gin).where(index.gin.c.case_id.in_(case_ids)))
    session.execute(delete(index.texts).where(index.texts.c.case_id.in_(case_ids)))


def clear_texts(session: Session, index: WordIndex = CASES) -> None:
    """Empty the index, to be written again from the cases."""
    if _is_sqlite(session):
        session.execute(text(f"INSERT INTO {index.words}({index.words}) VALUES('delete-all')"))
    else:
        session.execute(delete(index.gin))
    session.execute(delete(index.texts))


def hits_of(session: Session, agency_id: int, words: str, index: WordIndex) -> Query:
    """Return the question for the numbers of all of an agency's cases that contain every word, in no order."""
    wanted = normalised(words).split()
    return _in_fts(agency_id, wanted, index) if _is_sqlite(session) else _in_gin(agency_id, wanted, index)


def find_hits(
    session: Session, agency_id: int, words: str, *, turn: Turn, limit: int, window: int | None = None
) -> list[int]:
    """Return the numbers of an agency's cases that contain every word, newest first or in the turn's direction.

    The window is how many of the next cases are looked through one by one first, usually as many as the limit asks for.
    """
    wanted = normalised(words).split()
    is_sqlite = _is_sqlite(session)
    # FTS5 itself reads the newest hits first, but for a single character it would gather all of its pairs.
    window = max(WINDOW, COMMON * limit) if window is None else window
    recent: list[int] = []
    if not is_sqlite or any(len(word) == 1 for word in wanted):
        recent = list(session.scalars(_recent(agency_id, wanted, turn, window).limit(limit)))
        if len(recent) == limit:
            return recent
    if is_sqlite:
        query = turned(_in_fts(agency_id, wanted, CASES), [CASES.fts.c.rowid], turn, newest_first=True)
        return list(session.scalars(query.limit(limit)))
    among = _in_gin(agency_id, wanted, CASES)
    if recent:
        reach = _reach(session, agency_id, turn, window, limit, len(recent))
        near = CASES.gin.c.case_id <= reach if turn.is_back else CASES.gin.c.case_id >= reach
        hits = list(session.scalars(_gathered(among.where(near), turn).limit(limit)))
        if len(hits) == limit:
            return hits
    return list(session.scalars(_gathered(among, turn).limit(limit)))


def _gathered(among: Query, turn: Turn) -> Query:
    """Ask the index for all hits first: left to itself the planner walks back and looks at every case."""
    hits = among.cte("hits").prefix_with("MATERIALIZED")
    return turned(select(hits.c.case_id), [hits.c.case_id], turn, newest_first=True)


def _reach(session: Session, agency_id: int, turn: Turn, window: int, limit: int, found: int) -> int:
    """Return the case up to which as many hits as the limit will stand, as so many were found in the window.

    Hits of many years lie each in another place of the disk; those behind this case need not be read. Three standard
    deviations of what was counted are added.
    """
    near = _next_cases(agency_id, turn, window, case_texts.c.case_id).subquery()
    oldest, newest = session.execute(select(func.min(near.c.case_id), func.max(near.c.case_id))).one()
    span = int((newest - oldest) * limit / found * (1 + 3 / sqrt(found)))
    return int(oldest + span if turn.is_back else newest - span)


def _next_cases(agency_id: int, turn: Turn, window: int, *columns: ColumnElement[Any]) -> Query:
    of_agency = select(*columns).where(case_texts.c.agency_id == agency_id)
    return turned(of_agency, [case_texts.c.case_id], turn, newest_first=True).limit(window)


def _recent(agency_id: int, wanted: Sequence[str], turn: Turn, window: int) -> Query:
    """Look through the next cases of the list itself: what is common is found here."""
    near = _next_cases(agency_id, turn, window, *case_texts.c).subquery()
    found = select(near.c.case_id).where(*(_contains(near.c, word) for word in wanted))
    return turned(found, [near.c.case_id], Turn(is_back=turn.is_back), newest_first=True)


def _in_fts(agency_id: int, wanted: Sequence[str], index: WordIndex) -> Query:
    asked = " AND ".join([_quoted(agency_mark(agency_id)), *map(_phrase, wanted)])
    words, texts = index.fts, index.texts
    return (
        select(words.c.rowid)
        .join(texts, texts.c.case_id == words.c.rowid)
        .where(words.c[index.words].op("MATCH")(asked), *(_contains(texts.c, word) for word in wanted))
    )


def _in_gin(agency_id: int, wanted: Sequence[str], index: WordIndex) -> Query:
    words, texts = index.gin, index.texts
    tokens = words.c.tokens
    held = tokens.contains([agency_mark(agency_id)]), *(_holds(tokens, word) for word in wanted)
    # A character alone is a token itself: what holds it need not be read again.
    longer = [word for word in wanted if len(word) > 1]
    if not longer:
        return select(words.c.case_id).where(*held)
    joined = select(texts.c.case_id).join(words, words.c.case_id == texts.c.case_id)
    return joined.where(*held, *(_contains(texts.c, word) for word in longer))


def _contains(columns: Any, word: str) -> ColumnElement[bool]:  # noqa: ANN401 -- a table's columns
    is_in_text: ColumnElement[bool] = columns.text.contains(word, autoescape=True)
    return or_(is_in_text, columns.code_mark == code_mark(word)) if _may_be_code(word) else is_in_text


def _holds(tokens: Any, word: str) -> ColumnElement[bool]:  # noqa: ANN401 -- an array column
    numbers = fours(word)
    # A number's pairs stand in nearly every case: its fours say all that they say.
    asked = [pair for run in (pieces(word) if numbers else [word]) for pair in pairs_of_word(run) or [run]]
    is_held: ColumnElement[bool] = tokens.contains([*asked, *numbers])
    return or_(is_held, tokens.contains([code_mark(word)])) if _may_be_code(word) else is_held


def _phrase(word: str) -> str:
    """Write a word for FTS5: its pairs in order, its numbers by fours; one character as the beginning of pairs."""
    if len(word) == 1:
        return f"{_quoted(word)}*"
    numbers = fours(word)
    runs = pieces(word) if numbers else [word]
    asked = [_quoted(" ".join(pairs_of_word(run))) for run in runs] + [_quoted(four) for four in numbers]
    phrase = f"({' AND '.join(asked)})"
    return f"({phrase} OR {_quoted(code_mark(word))})" if _may_be_code(word) else phrase


def _quoted(token: str) -> str:
    return f'"{in_signs(token)}"'


def _may_be_code(word: str) -> bool:
    return len(word) >= SHORTEST_CODE and word.isascii() and word.isalnum()


def _sequence(row: Mapping[str, Any]) -> str:
    """Return what FTS5 is given: marks, pairs in their order, and fours, separated by blanks."""
    return in_signs(" ".join([*_marks(row), *pairs(row["text"]), *fours(row["text"])]))


def _set(row: Mapping[str, Any]) -> list[str]:
    """Return what the array holds: marks, pairs, fours, and each character alone."""
    return sorted({*_marks(row), *pairs(row["text"]), *fours(row["text"]), *row["text"].replace(" ", "")})


def _marks(row: Mapping[str, Any]) -> list[str]:
    return [agency_mark(row["agency_id"]), *([row["code_mark"]] if row["code_mark"] else [])]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
