"""Cases walked to an act once and copied for every test that begins there; the file changed behind an act's back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import select, text, update

from tests.acts.rounds import copy_of, walked_once
from tests.builders import MOST_STEPS, Office, an_office
from tests.engines import as_owner
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS
from workflows.records.evidence import InvestigationRecord
from workflows.records.tables import metadata
from workflows.vocabulary.wording import Objection


def a_case_before(act_id: str) -> Office:
    """Return a copy of the example case in which ``act_id`` is the next thing to do."""
    place = next((office for waiting, office in _places() if act_id in waiting), None)
    assert place is not None, f"the run ended before {act_id}"
    return copy_of(place)


def the_case_everywhere() -> Iterator[Office]:
    """Yield a copy of the example case wherever something waits to be done, from its registration to the archive."""
    return (copy_of(office) for _, office in _places())


@walked_once
def an_investigated_case() -> Office:
    """Return a case registered on 2026-05-18 and filed on 2026-05-22, which is being investigated."""
    office = an_office()
    office.a_case()
    return office.at("2026-05-22").walk_to("investigate")


def objections_on(office: Office, act_id: str, *, by: str, day: str = "") -> list[Objection]:
    """Return what the page of an act objects before its form is filled, today or as if it were another day."""
    moment = datetime.fromisoformat(f"{day}T10:00:00+08:00") if day else office.now
    return list(GUARDS[act_id].objections(_desk(office, act_id, by, moment), None))


def opened_with(office: Office, act_id: str, *, by: str) -> dict[str, object]:
    """Return what the form of an act opens with."""
    return dict(GUARDS[act_id].form(_desk(office, act_id, by, office.now)).initial)


def rely_on_a_defective_record(office: Office) -> None:
    """Let the evidence of the case stand in a record that one officer alone signed."""
    with office.archive.transaction() as records:
        record = records.add(
            InvestigationRecord(
                case_id=office.case_id,
                run_id=office.run_id,
                kind="interview",
                title="周启明询问笔录",
                started_at=office.now - timedelta(hours=2),
                ended_at=office.now - timedelta(hours=1),
                place="局询问室",
                signers=[office.person("林静")],
                body={},
                defects=[],
                entered_by=office.person("林静"),
                entered_at=office.now,
            )
        )
        records.session.execute(text("UPDATE evidence SET record_id = :one"), {"one": record.id})


def change(office: Office, statement: str, **values: object) -> None:
    """Change what is on file behind the acts' back, to see how they meet it."""
    with as_owner(office.archive).transaction() as records:
        records.session.execute(text(statement), values)


def change_json(office: Office, column: str, **values: object) -> None:
    """Change some entries of a JSON column (``table.column``) in every row, behind the acts' back."""
    table = metadata.tables[column.partition(".")[0]]
    held = table.c[column.partition(".")[2]]
    key = next(iter(table.primary_key.columns))
    with as_owner(office.archive).transaction() as records:
        for number, before in records.session.execute(select(key, held)).all():
            after = {**(before or {}), **values}
            records.session.execute(update(table).where(key == number).values({held.name: after}))


def _places() -> Iterator[tuple[list[str], Office]]:
    """Yield what is open and the case for each place of its way, walked no further than somebody asked, and once."""
    for number in range(MOST_STEPS):
        if number == len(_WALKED):
            _WALKED.extend(islice(_ROAD, 1))
        if number == len(_WALKED):
            return
        yield _WALKED[number]


def _walk() -> Iterator[tuple[list[str], Office]]:
    office = an_office()
    office.a_case()
    while waiting := office.open_acts():
        yield waiting, copy_of(office)
        office.do(waiting[0])


_ROAD = _walk()
_WALKED: list[tuple[list[str], Office]] = []


def _desk(office: Office, act_id: str, by: str, now: datetime) -> Desk:
    task = next((one for one in office.tasks() if one.act == act_id), None)
    return lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=now, task=task)
