"""A database of a million cases: real cases walked through every act, copied in SQL, each with words of its own.

The same seed gives the same cases. A hundred agencies of Zipf's sizes, fifty people each; of a hundred cases ninety are
not filed, one is carried to its end, three are newly registered, four are investigated and two notified. Each was
looked at a few times.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, select, text
from sqlalchemy.orm import Session

from benchmarks.made_up import cover_of, name_of, text_of
from benchmarks.many_accesses import accesses_of
from benchmarks.pouring import count_on, is_postgresql, pour, pouring_into, without_indexes
from tests.builders import Office
from workflows.acts.index_case import index_cases
from workflows.records.agencies import Agency, Unit
from workflows.records.case_words import write_texts
from workflows.records.cases import Case, CaseOfficer
from workflows.records.clocks import Clock
from workflows.records.drawers import _OF_RUN
from workflows.records.journal import access_journal, case_journal
from workflows.records.people import Person, RoleGrant
from workflows.records.run_tables import finished_steps, open_tasks, runs
from workflows.records.schema import Record
from workflows.records.tables import metadata

SEED = 20261122
AGENCIES = 100
PEOPLE = 50
UNITS = 5
BATCH = 20_000
SHARES = {"refused": 90, "whole": 1, "new": 3, "investigated": 4, "notified": 2}
HANGING: tuple[type[Record], ...] = (CaseOfficer, *_OF_RUN)
COPIED: tuple[Table, ...] = (
    runs,
    finished_steps,
    open_tasks,
    case_journal,
    *(metadata.tables[one.__tablename__] for one in HANGING),
)

# Which case copies which, and whose it is, as every copying statement reads it.
many_cases = Table(
    "many_cases",
    MetaData(),
    Column("n", Integer, primary_key=True),
    *(Column(name, Integer) for name in ("c", "a", "u", "p")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One case of the map: which template it copies, and whose it is."""

    number: int
    template: str
    agency: int
    unit: int
    person: int


def templates(office: Office) -> dict[str, tuple[int, int]]:
    """Walk one case of each kind through its acts; return the number of each case and its run."""
    made = {}
    for name in SHARES:
        office.at("2026-05-18").a_case()
        if name == "refused":
            office.walk_to("approve_filing").do("approve_filing", filing="refused", reason="没有违法事实")
            if "answer_informant" in office.open_acts():
                office.do("answer_informant")
        if name == "investigated":
            office.walk_to("investigate")
        if name == "notified":
            office.walk_to("issue_notice").do("issue_notice")
        if name == "whole":
            while acts := office.open_acts():
                office.do(acts[0])
        made[name] = (office.case_id, office.run_id)
    return made


def fill(office: Office, cases: int) -> None:
    """Bring an empty database to so many cases."""
    engine, began = office.archive.engine, time.monotonic()
    made = templates(office)
    numbers = [one[0] for one in made.values()]
    with engine.begin() as connection:
        _people(connection)
    with office.archive.transaction() as records:
        index_cases(numbers, records=records)
    with without_indexes(engine):
        with pouring_into(engine) as connection:
            _prepare(connection, numbers)
        for start in range(max(numbers) + 1, cases + 1, BATCH):
            places = list(_places(start, min(start + BATCH, cases + 1)))
            with pouring_into(engine) as connection:
                _copy(connection, places, made)
            print(f"  {places[-1].number:>9,} cases  {time.monotonic() - began:6.0f} s", flush=True)
        with pouring_into(engine) as connection:
            for table in COPIED:
                connection.execute(text(f"DROP TABLE first_{table.name}"))
            many_cases.drop(connection)
    count_on(engine)
    print(f"  made, with every index, in {time.monotonic() - began:.0f} s", flush=True)


def _prepare(connection: Connection, numbers: Sequence[int]) -> None:
    """Lay aside what is copied, and the map every copy reads; let SQLite's index merge less often while it grows."""
    many_cases.create(connection)
    chosen = ", ".join(map(str, numbers))
    for table in COPIED:
        belongs = "case_id" if "case_id" in table.columns else "(SELECT case_id FROM runs WHERE id = run_id)"
        rows = f"SELECT *, {belongs} AS first_case FROM {table.name} WHERE {belongs} IN ({chosen})"  # noqa: S608
        connection.execute(text(f"CREATE TABLE first_{table.name} AS {rows}"))
    if not is_postgresql(connection):
        connection.execute(text("INSERT INTO case_words(case_words, rank) VALUES('hashsize', 33554432)"))


def _people(connection: Connection) -> None:
    """Copy the first agency, its handling unit and its first handler."""
    agency = dict(connection.execute(select(Agency.__table__).where(Agency.id == 1)).one()._mapping)
    unit = dict(connection.execute(select(Unit.__table__).where(Unit.id == 1)).one()._mapping)
    person = dict(connection.execute(select(Person.__table__).where(Person.id == 1)).one()._mapping)
    agencies = [
        agency | {"id": n, "code": f"{600000 + n}", "name": f"第{n}民政局", "uscc": f"{n:018d}"}
        for n in range(2, AGENCIES + 1)
    ]
    pour(connection, metadata.tables["agencies"], agencies)
    units = [
        unit | {"id": _unit(a, u), "agency_id": a, "name": f"第{u}股"}
        for a in range(1, AGENCIES + 1)
        for u in range(UNITS)
        if (a, u) != (1, 0)
    ]
    pour(connection, metadata.tables["units"], units)
    people, grants = [], []
    for a in range(1, AGENCIES + 1):
        for p in range(PEOPLE):
            number = _person(a, p)
            if (a, p) == (1, 0):
                continue
            people.append(
                person
                | {
                    "id": number,
                    "agency_id": a,
                    "unit_id": _unit(a, p % UNITS),
                    "login": f"p{number}",
                    "name": name_of(number),
                }
            )
            grants.append({"person_id": number, "role": "handler"})
    pour(connection, metadata.tables["people"], people)
    pour(connection, metadata.tables[RoleGrant.__tablename__], grants)


def _unit(agency: int, unit: int) -> int:
    return 1 if (agency, unit) == (1, 0) else 1000 + agency * UNITS + unit


def _person(agency: int, person: int) -> int:
    return 1 if (agency, person) == (1, 0) else 1000 + agency * PEOPLE + person


def _places(first: int, end: int) -> Iterator[Place]:
    """Yield the cases of a stretch of numbers; agencies differ in size as towns do."""
    chance = random.Random(SEED + first)  # noqa: S311 -- the same cases every time
    sizes = list(accumulate(1 / n for n in range(1, AGENCIES + 1)))
    kinds, shares = list(SHARES), list(accumulate(SHARES.values()))
    agencies = chance.choices(range(1, AGENCIES + 1), cum_weights=sizes, k=end - first)
    names = chance.choices(kinds, cum_weights=shares, k=end - first)
    for number, agency, name in zip(range(first, end), agencies, names, strict=True):
        person = chance.randrange(PEOPLE)
        yield Place(number, name, agency, _unit(agency, person % UNITS), _person(agency, person))


def _copy(connection: Connection, places: Sequence[Place], made: dict[str, tuple[int, int]]) -> None:
    """Copy the first cases to these places, with words of their own."""
    connection.execute(many_cases.delete())
    rows = [
        {"n": one.number, "c": made[one.template][0], "a": one.agency, "u": one.unit, "p": one.person} for one in places
    ]
    pour(connection, many_cases, rows)
    originals = {
        name: dict(connection.execute(select(Case.__table__).where(Case.id == numbers[0])).one()._mapping)
        for name, numbers in made.items()
    }
    covers = {one.number: cover_of(one.number, one.agency) for one in places}
    cases = [originals[one.template] | covers[one.number][0] | _standing(one) for one in places]
    pour(connection, metadata.tables["cases"], cases)
    pour(connection, metadata.tables["parties"], [covers[one.number][1] for one in places])
    for table in COPIED:
        # No page measured here reads a case's journal: of the many short cases it is left out, to save the disk.
        _copy_rows(connection, table, unless=made["refused"][0] if table is case_journal else 0)
    readers = {agency: [_person(agency, person) for person in range(PEOPLE)] for agency in range(1, AGENCIES + 1)}
    looked = [entry for one in places for entry in accesses_of(one.number, readers[one.agency])]
    pour(connection, access_journal, looked)
    # What waits to be sealed would be sealed by the worker; no page measured here asks.
    connection.execute(text("DELETE FROM unsealed"))
    with Session(connection) as session:
        write_texts(session, [text_of(one.number, one.agency, *covers[one.number]) for one in places])
        session.flush()


def _standing(one: Place) -> dict[str, int]:
    """Return whose a case is, as its row says it."""
    return {"id": one.number, "agency_id": one.agency, "unit_id": one.unit, "registered_by": one.person}


def _copy_rows(connection: Connection, table: Table, *, unless: int) -> None:
    """Copy a table's rows of the first cases to every case of the map, in the database itself."""
    taken = {
        column.name: _value(column.name, table, connection.dialect.name)
        for column in table.columns
        if column.name != "id" or table is runs
    }
    names = ", ".join(f'"{name}"' for name in taken)
    laid = f"many_cases m JOIN first_{table.name} t ON t.first_case = m.c WHERE m.c <> {unless}"
    connection.execute(text(f"INSERT INTO {table.name} ({names}) SELECT {', '.join(taken.values())} FROM {laid}"))  # noqa: S608


PERSONS = frozenset({"by_id", "person_id", "actor_id"})


def _value(name: str, table: Table, dialect: str) -> str:
    plain = {"case_id": "m.n", "run_id": "m.n", "agency_id": "m.a", "task_id": "NULL", "key": "NULL"}
    if name in plain:
        return plain[name]
    if name in PERSONS:
        return f"CASE WHEN t.{name} > 0 THEN m.p ELSE t.{name} END"
    if name == "id":
        return "m.n"
    if name == "engine_id" and table is open_tasks:
        return "lower(hex(randomblob(16)))" if dialect == "sqlite" else "md5(random()::text || m.n || t.id)"
    if name == "due_on" and table is Clock.__table__:
        return (
            "date(t.due_on, '+' || (m.n % 365) || ' days')"
            if dialect == "sqlite"
            else "t.due_on + CAST(m.n % 365 AS integer)"
        )
    return f't."{name}"'


def is_filled(engine: Engine, cases: int) -> bool:
    """Say whether the database holds so many cases."""
    with engine.connect() as connection:
        last = connection.execute(select(Case.id).order_by(Case.id.desc()).limit(1)).scalar_one_or_none()
    return last is not None and last >= cases
