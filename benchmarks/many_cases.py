"""A database of a million cases: real cases walked through every act, copied in SQL, each with words of its own.

The same seed gives the same cases. A hundred agencies of Zipf's sizes, fifty people each; of a hundred cases ninety are
not filed, one is carried to its end, three are newly registered, four are investigated and two notified.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, Table, insert, select, text

from tests.builders import Office
from workflows.acts.index_case import index_cases
from workflows.records.agencies import Agency, Unit
from workflows.records.case_words import CaseText, write_texts
from workflows.records.cases import Case, CaseOfficer, Party
from workflows.records.clocks import Clock
from workflows.records.drawers import _OF_RUN
from workflows.records.journal import case_journal
from workflows.records.people import Person, RoleGrant
from workflows.records.run_tables import finished_steps, open_tasks, runs
from workflows.records.transaction import Records

SEED = 20261122
AGENCIES = 100
PEOPLE = 50
UNITS = 5
BATCH = 20_000
FIRST_DAY = datetime(2016, 1, 4, 9, tzinfo=UTC)
SHARES = {"refused": 90, "whole": 1, "new": 3, "investigated": 4, "notified": 2}

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玉建华文辉宁波国庆春梅海燕志鹏云飞雪松浩宇子轩欣怡"
PLACES = ("青峦县", "临江市", "云岭区", "渡口镇", "石桥乡", "北山街道", "沙河镇", "南坪村", "东湖新区", "清泉镇")
TRADES = ("永宁礼仪服务", "福安养老", "康泰护理", "仁和殡仪", "长青社会工作服务", "安馨托养", "同心慈善", "瑞祥公墓")
FORMS = ("有限公司", "服务中心", "经营部", "工作站", "合作社", "分公司")
CAUSES = ("擅自接运、存放遗体", "未经批准设置公墓", "养老机构未备案开展服务", "以慈善名义违法募捐", "未按规定公开信息")
THINGS = (
    "改装面包车",
    "租用冷库",
    "收费记录",
    "宣传单页",
    "服务合同",
    "床位登记表",
    "监控录像",
    "银行流水",
    "证人证言",
)
DEEDS = ("现场检查发现", "群众举报称", "经核查", "当事人陈述", "据12345热线反映", "联合检查中查明")
ENDS = ("涉及金额较大", "情节较轻且已改正", "未取得许可", "拒不提供材料", "违法所得待查", "持续时间约三个月")


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
    """Bring the database to so many cases; what is there already stays."""
    engine, began = office.archive.engine, time.monotonic()
    made = templates(office)
    with engine.begin() as connection:
        _people(connection)
    with office.archive.transaction() as records:
        index_cases([one[0] for one in made.values()], records=records)
        _prepare(records.session.connection())
    first = max(one[0] for one in made.values()) + 1
    for start in range(first, cases + 1, BATCH):
        places = list(_places(start, min(start + BATCH, cases + 1)))
        with office.archive.transaction() as records:
            _copy(records, places, made)
        print(f"  {places[-1].number:>9,} cases  {time.monotonic() - began:6.0f} s", flush=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _prepare(connection: Connection) -> None:
    """Make the map every copy reads; on SQLite let the index merge less often while it grows."""
    connection.execute(
        text(
            "CREATE TABLE IF NOT EXISTS many_cases (n INTEGER PRIMARY KEY, c INTEGER, a INTEGER, u INTEGER, p INTEGER)"
        )
    )
    if connection.dialect.name == "sqlite":
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
    connection.execute(insert(Agency.__table__), agencies)
    units = [
        unit | {"id": _unit(a, u), "agency_id": a, "name": f"第{u}股"}
        for a in range(1, AGENCIES + 1)
        for u in range(UNITS)
        if (a, u) != (1, 0)
    ]
    connection.execute(insert(Unit.__table__), units)
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
                    "name": _name(number),
                }
            )
            grants.append({"person_id": number, "role": "handler"})
    connection.execute(insert(Person.__table__), people)
    connection.execute(insert(RoleGrant.__table__), grants)


def _unit(agency: int, unit: int) -> int:
    return 1 if (agency, unit) == (1, 0) else 1000 + agency * UNITS + unit


def _person(agency: int, person: int) -> int:
    return 1 if (agency, person) == (1, 0) else 1000 + agency * PEOPLE + person


def _name(number: int) -> str:
    chance = random.Random(number)  # noqa: S311 -- the same names every time
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


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


def _copy(records: Records, places: Sequence[Place], made: dict[str, tuple[int, int]]) -> None:
    connection = records.session.connection()
    connection.execute(text("DELETE FROM many_cases"))
    rows = [
        {"n": one.number, "c": made[one.template][0], "a": one.agency, "u": one.unit, "p": one.person} for one in places
    ]
    connection.execute(text("INSERT INTO many_cases VALUES (:n, :c, :a, :u, :p)"), rows)
    originals = {
        name: dict(connection.execute(select(Case.__table__).where(Case.id == numbers[0])).one()._mapping)
        for name, numbers in made.items()
    }
    cases, parties, texts = [], [], []
    for one in places:
        case, party = _words(one)
        cases.append(originals[one.template] | case)
        parties.append(party)
        texts.append(
            CaseText(
                one.number,
                one.agency,
                (case["number"], case["title"], case["cause"], party["name"], case["summary"]),
                party["code"],
            )
        )
    connection.execute(insert(Case.__table__), cases)
    connection.execute(insert(Party.__table__), parties)
    _copy_rows(connection, runs, id_is="m.n")
    for table in (finished_steps, open_tasks, CaseOfficer.__table__, *(one.__table__ for one in _OF_RUN)):
        _copy_rows(connection, table)
    # No page measured here reads a case's journal: of the many short cases it is left out, to save the disk.
    _copy_rows(connection, case_journal, unless=made["refused"][0])
    connection.execute(text("DELETE FROM unsealed"))
    write_texts(records.session, texts)


def _words(one: Place) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a case and its party are called."""
    chance = random.Random(SEED * 31 + one.number)  # noqa: S311 -- the same words every time
    owner = _name(one.number * 7)
    name = f"{chance.choice(PLACES)}{owner[1:]}{chance.choice(TRADES)}{chance.choice(FORMS)}"
    cause, at = chance.choice(CAUSES), FIRST_DAY + timedelta(minutes=5 * one.number)
    found = "，".join(
        f"{chance.choice(DEEDS)}{chance.choice(PLACES)}{chance.choice(THINGS)}{chance.randrange(1, 99)}处"
        for _ in range(4)
    )
    summary = f"{owner}经营的{name}{cause}。{found}，{chance.choice(ENDS)}。"
    case = {
        "id": one.number,
        "agency_id": one.agency,
        "unit_id": one.unit,
        "number": f"{600000 + one.agency}-{at.year}-CF-{one.number:07d}",
        "title": f"{name}涉嫌{cause}案",
        "cause": cause,
        "summary": summary,
        "registered_at": at.replace(tzinfo=UTC),
        "registered_by": one.person,
    }
    party = {
        "case_id": one.number,
        "kind": "organisation",
        "name": name,
        "code": f"91{one.number:016d}",
        "legal_rep": owner,
        "address": "",
        "phone": "",
        "is_enterprise": True,
    }
    return case, party


def _copy_rows(connection: Connection, table: Table, *, id_is: str = "", unless: int = 0) -> None:
    """Copy a table's rows of the templates to every case of the map, in the database itself."""
    taken = {
        column.name: _value(column.name, table, connection.dialect.name)
        for column in table.columns
        if column.name != "id" or id_is
    }
    if id_is:
        taken["id"] = id_is
    names = ", ".join(f'"{name}"' for name in taken)
    belongs = (
        "t.case_id = m.c" if "case_id" in table.columns else "t.run_id IN (SELECT id FROM runs WHERE case_id = m.c)"
    )
    copied = (
        f"SELECT {', '.join(taken.values())} FROM many_cases m JOIN {table.name} t ON {belongs} WHERE m.c <> {unless}"  # noqa: S608
    )
    connection.execute(text(f"INSERT INTO {table.name} ({names}) {copied}"))


PERSONS = frozenset({"by_id", "person_id", "actor_id"})


def _value(name: str, table: Table, dialect: str) -> str:
    plain = {"case_id": "m.n", "run_id": "m.n", "agency_id": "m.a", "task_id": "NULL", "key": "NULL"}
    if name in plain:
        return plain[name]
    if name in PERSONS:
        return f"CASE WHEN t.{name} > 0 THEN m.p ELSE t.{name} END"
    if name == "engine_id" and table is open_tasks:
        return "lower(hex(randomblob(16)))" if dialect == "sqlite" else "md5(random()::text || m.n || t.id)"
    if name == "due_on" and table is Clock.__table__:
        return (
            "date(t.due_on, '+' || (m.n % 365) || ' days')"
            if dialect == "sqlite"
            else "t.due_on + CAST(m.n % 365 AS integer)"
        )
    return f't."{name}"'


def is_filled(connection: Connection, cases: int) -> bool:
    """Say whether the database holds so many cases."""
    last = connection.execute(select(Case.id).order_by(Case.id.desc()).limit(1)).scalar_one_or_none()
    return last is not None and last >= cases
