"""修改密码: one's own, with the present one; or an initial one set by an administrator, to be changed at once."""

from datetime import datetime
from pathlib import Path

from workflows.account_events import AccountChanged
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.guards.leaked_passwords import objection_to_leaked
from workflows.guards.passwords import hashed, matches
from workflows.records.people import Person
from workflows.records.transaction import Records
from workflows.rules.passwords import objection_to_password
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


@one_at_a_time(ACCOUNTS)
def change_own_password(
    present: str,
    new: str,
    again: str,
    *,
    actor: Actor,
    records: Records,
    now: datetime,
    leaked: Path | None = None,
) -> None:
    """Change one's own password; RefusedError says what is wrong. ``leaked`` is the list of published ones, if any."""
    person = records.get(Person, actor.id)
    refusal = _objection(person, present, new, again) or objection_to_leaked(new, leaked)
    if refusal is not None:
        raise RefusedError(refusal)
    person.password_hash, person.must_change_password, person.password_changed_at = hashed(new), False, now
    note_account(AccountChanged(person.id, person.login, "password"), actor=actor, records=records, now=now)


def _objection(person: Person, present: str, new: str, again: str) -> Objection | None:
    if not matches(person.password_hash, present):
        return Objection("password-wrong", N_("现在的密码不正确"))
    if new != again:
        return Objection("password-differs", N_("两次输入的新密码不一致"))
    if new == present:
        return Objection("password-same", N_("新密码不得与现在的密码相同"))
    return objection_to_password(new, login=person.login, name=person.name)
