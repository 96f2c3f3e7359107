"""What an attacker would try with people: roles heaped on one person, tasks handed over, buttons pressed twice."""

from typing import Any
from uuid import uuid4

from tests.answers import answers_for
from tests.builders import ANYTIME, Office, as_posted
from workflows.acts.office.change_credential import change_credential
from workflows.acts.office.hold_tasks import claim_task, transfer_task
from workflows.acts.pressing import Outcome, Press
from workflows.acts.walk import act, complete
from workflows.errors import RefusedError
from workflows.records.people import Credential, Person, RoleGrant
from workflows.vocabulary.roles import Role


def grant(office: Office, name: str, *roles: Role) -> Office:
    """Appoint a person to further roles."""
    with office.archive.transaction() as records:
        for role in roles:
            records.session.add(RoleGrant(person_id=office.person(name), role=role.value))
    return office


def another_leader(office: Office, name: str = "丁一") -> Office:
    """Let a fourth leader with a vote join the agency."""
    with office.archive.transaction() as records:
        person = records.add(
            Person(
                agency_id=office.actor("吴岚").agency_id,
                unit_id=office.actor("吴岚").unit_id,
                login=name,
                name=name,
                title="副局长",
                password_hash="",
                is_active=True,
                is_assistant=False,
                first_reviewed_on=None,
            )
        )
        for role in (Role.LEADER, Role.DELIBERATOR):
            records.session.add(RoleGrant(person_id=person.id, role=role.value))
        office.people = {**office.people, name: person.id}
    return office


def change_card(office: Office, name: str, how: str, kind: str = "enforcement") -> Office:
    """Suspend, restore or revoke a credential on the office's day."""
    with office.archive.transaction() as records:
        mine = (Credential.person_id == office.person(name), Credential.kind == kind)
        row = records.find_where(Credential, *mine)
        assert row is not None
        posted = as_posted({"change": how, "reason": "年度考核"})
        change_credential(row.id, posted, actor=office.actor("何敏"), records=records, now=office.now)
    return office


def hand_over(office: Office, act_id: str, to: str, *, by: str) -> None:
    """Give the open task of an act to somebody else 转办."""
    with office.archive.transaction() as records:
        transfer_task(
            office.task(act_id).id,
            to_id=office.person(to),
            reason="工作调整",
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def claim(office: Office, act_id: str, by: str) -> None:
    """Take the open task of an act out of the pool 签收."""
    with office.archive.transaction() as records:
        claim_task(office.task(act_id).id, actor=office.actor(by), records=records, means=office.means, now=office.now)


def refused(attempt: Any, *args: Any, **kwargs: Any) -> str:
    """Return the code with which an attempt is refused; one that is not refused fails the test."""
    try:
        attempt(*args, **kwargs)
    except RefusedError as refusal:
        return refusal.objection.code
    message = "nothing was refused"
    raise AssertionError(message)


def press_twice(office: Office, act_id: str, **answers: object) -> list[Outcome]:
    """Press the same button of the same page twice, as an impatient hand does."""
    task = None if act_id in ANYTIME else office.task(act_id)
    by = office.actor(office.usual_holder(act_id))
    posted = as_posted({**answers_for(act_id, office), **answers})
    press = Press(uuid4().hex, office.dossier().run.version)
    done = list[Outcome]()
    for _ in range(2):
        with office.archive.transaction() as records:
            room: dict[str, Any] = {
                "press": press,
                "actor": by,
                "records": records,
                "means": office.means,
                "now": office.now,
            }
            if task is None:
                done.append(act(office.run_id, act_id, posted, **room))
            else:
                done.append(complete(task.id, posted, **room))
    office.work()
    return done
