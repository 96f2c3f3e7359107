"""动态口令: a person begins, confirms and gives up a code generator; recovery codes are shown once."""

from datetime import datetime, timedelta

from workflows.account_events import AccountChanged
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.guards.passwords import matches
from workflows.guards.second_factor import new_recovery_codes, new_secret, step_of
from workflows.guards.secret_box import SecretBox
from workflows.records.people import Person
from workflows.records.second_factors import (
    SecondFactor,
    forget_second_factor,
    replace_recovery_codes,
    take_step,
)
from workflows.records.sign_ins import Visit
from workflows.records.transaction import Records
from workflows.rules.sign_in import is_administrator
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

FRESH = timedelta(minutes=10)
_PROVE = Objection("password-wrong", N_("现在的密码不正确"))
_PROVE_BY_PROVIDER = Objection(
    "password-wrong",
    N_("现在的密码不正确。通过统一身份认证登录、没有密码的，请退出后重新登录，并在十分钟内开始设置"),
)
_WRONG = Objection("code-wrong", N_("动态口令不正确或者已经用过，请核对手机时间，等下一个口令再输入"))


@one_at_a_time(ACCOUNTS)
def begin_second_factor(password: str, *, visit: Visit, box: SecretBox, records: Records, now: datetime) -> None:
    """Make a new secret for somebody who has no generator in use yet, and who shows once more who they are.

    Else whoever sits down at a signed-in computer would have the account for good. Who comes by the provider may know
    no password: they sign in anew. ``now`` is the true moment.
    """
    actor = visit.account.actor
    person = records.get(Person, actor.id)
    is_fresh = bool(person.subject) and now - visit.started_at <= FRESH
    if not is_fresh and not matches(person.password_hash, password):
        raise RefusedError(_PROVE_BY_PROVIDER if person.subject else _PROVE)
    secret = box.close(new_secret(), owner=actor.id)
    found = records.find_where(SecondFactor, SecondFactor.person_id == actor.id)
    if found is None:
        records.add(SecondFactor(person_id=actor.id, secret=secret, confirmed_at=None, last_step=0))
    elif found.confirmed_at is None:
        found.secret = secret


@one_at_a_time(ACCOUNTS)
def confirm_second_factor(code: str, *, actor: Actor, box: SecretBox, records: Records, now: datetime) -> list[str]:
    """Put the generator to use with its first code; return the recovery codes, which are kept nowhere."""
    found = records.find_where(SecondFactor, SecondFactor.person_id == actor.id)
    if found is None or found.confirmed_at is not None or not take_code(found, code, box=box, records=records, now=now):
        raise RefusedError(_WRONG)
    found.confirmed_at = now
    return _new_codes("second_factor_on", actor, records, now)


@one_at_a_time(ACCOUNTS)
def renew_recovery_codes(code: str, *, actor: Actor, box: SecretBox, records: Records, now: datetime) -> list[str]:
    """Replace the recovery codes against a code of the generator."""
    _take(code, actor, box, records, now)
    return _new_codes("recovery_codes", actor, records, now)


@one_at_a_time(ACCOUNTS)
def give_up_second_factor(code: str, *, actor: Actor, box: SecretBox, records: Records, now: datetime) -> None:
    """Stop using the generator; administrators may only exchange it, for the next sign-in asks for a new one."""
    _take(code, actor, box, records, now)
    forget_second_factor(records.session, actor.id)
    _note("second_factor_off", actor, records, now)


def is_required(actor: Actor, *, is_asked: bool, of_everybody: bool) -> bool:
    """Say whether somebody must have a generator: administrators, and everybody where the installation wants it."""
    return is_asked and (of_everybody or is_administrator(actor))


def take_code(factor: SecondFactor, code: str, *, box: SecretBox, records: Records, now: datetime) -> bool:
    """Use up a code of a generator; False for a wrong one and for one used before.

    A secret that still lies open, or under an older key, is closed under today's.
    """
    secret = box.open(factor.secret, owner=factor.person_id)
    step = step_of(code, secret, now=now) if secret is not None else None
    if secret is None or step is None or not take_step(records.session, factor.person_id, step):
        return False
    if not box.is_current(factor.secret, owner=factor.person_id):
        factor.secret = box.close(secret, owner=factor.person_id)
    return True


def _take(code: str, actor: Actor, box: SecretBox, records: Records, now: datetime) -> None:
    found = records.find_where(SecondFactor, SecondFactor.person_id == actor.id)
    if found is None or found.confirmed_at is None or not take_code(found, code, box=box, records=records, now=now):
        raise RefusedError(_WRONG)


def _new_codes(change: str, actor: Actor, records: Records, now: datetime) -> list[str]:
    codes = new_recovery_codes()
    replace_recovery_codes(records.session, actor.id, codes)
    _note(change, actor, records, now)
    return codes


def _note(change: str, actor: Actor, records: Records, now: datetime) -> None:
    login = records.get(Person, actor.id).login
    note_account(AccountChanged(actor.id, login, change), actor=actor, records=records, now=now)
