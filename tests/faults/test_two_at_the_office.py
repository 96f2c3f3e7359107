"""Two people do the same to the office at the same moment: the second looks when the first has finished.

Hypothesis: an act outside any case that looks before it writes (an account, a role, a credential, a holiday notice, the
first set-up) is done one after the other from its beginning, on both engines, and whoever comes second is told what the
first did. Negative control: the same two without their turn both find the place free.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import ColumnElement, text

from tests.acts.prepared import a_case_before
from tests.acts.test_calendar import notice
from tests.acts.test_import_cases import ROW, a_csv
from tests.builders import Office, an_office, as_posted
from tests.engines import IS_POSTGRESQL, an_empty_database
from tests.webapp.test_first_run import GIVEN
from webapp.app import create_app
from webapp.first_code import code_of
from webapp.installation import open_installation
from workflows.acts.office.accounts import add_own_unit, open_account
from workflows.acts.office.change_credential import register_credential
from workflows.acts.office.change_keys import decide_key, fetch_key, propose_key, revoke_key
from workflows.acts.office.change_roles import decide_role, propose_role
from workflows.acts.office.hold_tasks import save_form
from workflows.acts.office.import_calendar import import_form
from workflows.acts.office.import_cases import check_cases
from workflows.acts.office.sign_in import Door, enter
from workflows.acts.office.take_over_cases import Incoming, finish_arrival, take_piece
from workflows.errors import RefusedError
from workflows.records.agencies import Agency, Unit
from workflows.records.api_tokens import ApiToken, TokenProposal
from workflows.records.clocks import CalendarNotice
from workflows.records.jobs import FormDraft
from workflows.records.legacy_cases import LegacyCase
from workflows.records.people import Credential, Person, RoleChange
from workflows.records.schema import Record
from workflows.records.sign_ins import SignIn
from workflows.records.transaction import Archive, Records
from workflows.settings import read_settings

PATIENCE_SECONDS = 60
REASON = {"reason": "人事通知 2026-12 号"}
UNIT = {"name": "督察股", "kind": "office"}
ACCOUNT = {"login": "tang", "name": "唐宁", "title": "科员", "unit": "1"}
ROLE = {"role": "reviewer", "change": "grant", **REASON}
CREDENTIAL = {
    "kind": "enforcement",
    "number": "YZ53999999",
    "valid_from": "2026-05-01",
    "valid_to": "2030-05-01",
    "reason": "换发新证",
}

Act = Callable[[Office, Records], None]


@dataclass(frozen=True)
class Double:
    """An act done by two at once: what may be there once, and what the second is told (empty: nothing is wrong)."""

    act: Act
    counted: Callable[[Records], int]
    told: str = ""
    before: Act | None = None


def open_one(office: Office, records: Records) -> None:
    open_account(as_posted(ACCOUNT), actor=office.actor("马骏"), records=records, now=office.now)


def add_unit(office: Office, records: Records) -> None:
    add_own_unit(as_posted(UNIT), actor=office.actor("马骏"), records=records, now=office.now)


def propose(office: Office, records: Records) -> None:
    propose_role(office.person("赵宁"), as_posted(ROLE), actor=office.actor("马骏"), records=records, now=office.now)


def decide(office: Office, records: Records) -> None:
    [proposed] = records.list_where(RoleChange)
    decide_role(proposed.id, is_confirmed=True, actor=office.actor("沈安"), records=records, now=office.now)


def register(office: Office, records: Records) -> None:
    person, actor = office.person("林静"), office.actor("何敏")
    register_credential(person, as_posted(CREDENTIAL), actor=actor, records=records, now=office.now)


def import_notice(office: Office, records: Records) -> None:
    import_form(notice(), actor=office.actor("何敏"), records=records, now=office.now)


def import_older(office: Office, records: Records) -> None:
    actor, name = office.actor("何敏"), "旧台账.csv"
    checked = check_cases(name, a_csv(ROW), agency_id=actor.agency_id, records=records, now=office.now)
    incoming = Incoming(name, checked.read, checked.batch, actor)
    if not take_piece(incoming, records=records, now=office.now).errors:
        finish_arrival(incoming, records=records, now=office.now)


def propose_one(office: Office, records: Records) -> None:
    posted = as_posted({"name": "综合执法平台", "scopes": ["cases:read"], "days": "90", "reason": "联网"})
    propose_key(posted, actor=office.actor("马骏"), records=records, now=office.now)


def confirm_one(office: Office, records: Records) -> None:
    [proposed] = records.list_where(TokenProposal)
    decide_key(proposed.id, is_confirmed=True, actor=office.actor("沈安"), records=records, now=office.now)


def fetch_one(office: Office, records: Records) -> None:
    [proposed] = records.list_where(TokenProposal)
    fetch_key(proposed.id, actor=office.actor("马骏"), records=records, now=office.now)


def propose_and_confirm(office: Office, records: Records) -> None:
    propose_one(office, records)
    confirm_one(office, records)


def issue(office: Office, records: Records) -> None:
    propose_and_confirm(office, records)
    fetch_one(office, records)


def revoke(office: Office, records: Records) -> None:
    [issued] = records.list_where(ApiToken)
    revoke_key(issued.id, actor=office.actor("马骏"), records=records, now=office.now)


def sign_in(office: Office, records: Records) -> None:
    enter(office.person("马骏"), Door("127.0.0.1", "test"), records=records, now=office.now)


def counting(table: type[Record], *conditions: ColumnElement[bool]) -> Callable[[Records], int]:
    return lambda records: len(records.list_where(table, *conditions))


def times_taken_back(records: Records) -> int:
    return len([one for one in records.access.list_newest(100) if b'"revoked"' in one.raw])


DOUBLES = {
    "an account": Double(open_one, counting(Person, Person.login == "tang"), "login-taken"),
    "a unit": Double(add_unit, counting(Unit, Unit.name == UNIT["name"]), "unit-known"),
    "a proposal": Double(propose, counting(RoleChange), "role-proposed"),
    "a decision": Double(decide, counting(RoleChange, RoleChange.decision != ""), "role-decided", before=propose),
    "a credential": Double(register, counting(Credential, Credential.number == "YZ53999999"), "credential-known"),
    "a notice": Double(import_notice, counting(CalendarNotice), "notice-known"),
    "older cases": Double(import_older, counting(LegacyCase)),
    "a key decided": Double(
        confirm_one, counting(TokenProposal, TokenProposal.decision != ""), "token-decided", before=propose_one
    ),
    "a key fetched": Double(fetch_one, counting(ApiToken), "token-fetched", before=propose_and_confirm),
    "a key taken back": Double(revoke, times_taken_back, before=issue),
    "an administrator's sign-in": Double(sign_in, counting(SignIn, SignIn.ended_at.is_(None))),
}


def is_held_up(archive: Archive) -> bool:
    """Say whether somebody waits for a lock in this database."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with archive.engine.connect() as connection:
        return bool(connection.execute(waiting).scalar_one())


def wait_for(hand: threading.Thread, archive: Archive) -> None:
    """Let the second hand come as far as it can while the first has not committed."""
    end = time.monotonic() + (PATIENCE_SECONDS if IS_POSTGRESQL else 0.2)
    while time.monotonic() < end and hand.is_alive() and not (IS_POSTGRESQL and is_held_up(archive)):
        time.sleep(0.02)


def two_at_once(office: Office, first: Act, second: Act) -> str:
    """Begin the second act before the first has committed; return the code of what the second is told."""
    told = list[str]()

    def come_second() -> None:
        try:
            with office.archive.transaction() as records:
                second(office, records)
            told.append("")
        except RefusedError as refused:
            told.append(refused.objection.code)
        except Exception as error:  # noqa: BLE001 -- what the test looks at
            told.append(type(error).__name__)

    hand = threading.Thread(target=come_second)
    with office.archive.transaction() as records:
        first(office, records)
        hand.start()
        wait_for(hand, office.archive)
    hand.join(PATIENCE_SECONDS)
    return told[0]


@pytest.mark.parametrize("name", list(DOUBLES))
def test_of_two_who_do_the_same_the_second_is_told_and_nothing_is_there_twice(name: str) -> None:
    double, office = DOUBLES[name], an_office()
    if double.before is not None:
        with office.archive.transaction() as records:
            double.before(office, records)

    told = two_at_once(office, double.act, double.act)

    with office.archive.reading() as records:
        assert (told, double.counted(records)) == (double.told, 1)
        assert records.access.find_break() is None
        assert records.journal.find_break() is None


def test_two_windows_of_one_person_may_both_be_the_first_to_keep_a_draft() -> None:
    office = a_case_before("verify_source")
    task_id, actor = office.task("verify_source").id, office.actor("林静")

    def keep(words: str) -> Act:
        posted = {"facts": [words]}
        return lambda _, records: save_form(task_id, posted, actor=actor, records=records, now=office.now)

    told = two_at_once(office, keep("第一个窗口"), keep("第二个窗口"))

    with office.archive.reading() as records:
        kept = records.list_where(FormDraft)
    assert (told, [one.typed for one in kept]) == ("", [{"facts": ["第二个窗口"]}])


def test_without_their_turn_both_find_the_place_free() -> None:
    """The negative control: the harness sees a unit that is there twice, where the engine has more than one writer."""
    office = an_office()

    def look_and_write(office: Office, records: Records) -> None:
        if records.find_where(Unit, Unit.name == UNIT["name"]) is None:
            records.add(Unit(agency_id=office.actor("马骏").agency_id, **UNIT))

    two_at_once(office, look_and_write, look_and_write)

    with office.archive.reading() as records:
        assert len(records.list_where(Unit, Unit.name == UNIT["name"])) == (2 if IS_POSTGRESQL else 1)


def test_of_two_who_set_up_at_the_same_moment_one_makes_the_administrators(tmp_path: Path) -> None:
    url = an_empty_database(tmp_path)
    settings = read_settings({"FASHEN_HOME": str(tmp_path), "FASHEN_DATABASE_URL": url, "FASHEN_SECRET": token_hex(32)})
    installation = open_installation(settings)
    installation.archive.create_all()
    app = create_app(settings, installation=installation, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    code, start, answers = code_of(settings), threading.Barrier(4), list[int]()

    def set_up() -> None:
        client = app.test_client()
        start.wait()
        answers.append(client.post("/setup", data={**GIVEN, "setup_code": code}).status_code)

    hands = [threading.Thread(target=set_up) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(PATIENCE_SECONDS)

    # Who is second came too late for the page, for the code, or for the set-up itself.
    assert answers.count(200) == 1
    assert set(answers) <= {200, 401, 404, 409}
    with installation.archive.reading() as records:
        assert len(records.list_where(Agency)) == 1
        assert sorted(one.login for one in records.list_where(Person)) == ["fangming", "majun", "shenan"]
