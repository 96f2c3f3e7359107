"""我的登录 and the second factor as pages show them; and who a cookie belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.guards.second_factor import address_of
from workflows.guards.secret_box import SecretBox
from workflows.records.people import Person
from workflows.records.second_factors import SecondFactor, count_recovery_codes
from workflows.records.sign_ins import Visit, find_visit, list_closed, list_newest_sign_ins
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

__all__ = ["Visit"]

MOST = 30
ENDINGS: Mapping[str, str] = {
    "signed_out": N_("本人退出"),
    "idle": N_("超时"),
    "ended": N_("已结束"),
    "replaced": N_("在别处重新登录"),
    "rights": N_("岗位变更"),
    "password": N_("修改密码"),
    "factor": N_("启用动态口令"),
    "closed": N_("账户停用"),
    "by_administrator": N_("由安全管理员结束"),
}


@dataclass(frozen=True, slots=True)
class ShownSignIn:
    """One sign-in; ``ending`` is a marked word, empty while it is open."""

    id: int
    started_at: datetime
    seen_at: datetime
    address: str
    browser: str
    ending: str
    ended_at: datetime | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class ShownFactor:
    """A person's code generator: not begun (no secret), begun (secret to be read once) or in use."""

    is_in_use: bool
    secret: str
    address: str
    recovery_codes: int


def recognise(token: str, *, records: Records) -> Visit | None:
    """Return whose sign-in a cookie names, or None."""
    return find_visit(records.session, token)


def list_sign_ins(person_id: int, *, records: Records, this: int = 0) -> Sequence[ShownSignIn]:
    """Return a person's sign-ins, newest first."""
    return [
        ShownSignIn(
            one.id,
            one.started_at,
            one.seen_at,
            one.address,
            one.browser,
            ENDINGS.get(one.ended_how, one.ended_how),
            one.ended_at,
            one.id == this,
        )
        for one in list_newest_sign_ins(records.session, person_id, most=MOST)
    ]


def ask_factor(*, actor: Actor, box: SecretBox, records: Records) -> ShownFactor:
    """Return one's own code generator; its secret only until it is in use."""
    found = records.find_where(SecondFactor, SecondFactor.person_id == actor.id)
    if found is None:
        return ShownFactor(is_in_use=False, secret="", address="", recovery_codes=0)
    if found.confirmed_at is not None:
        left = count_recovery_codes(records.session, actor.id)
        return ShownFactor(is_in_use=True, secret="", address="", recovery_codes=left)
    login, secret = records.get(Person, actor.id).login, box.open(found.secret, owner=actor.id) or ""
    address = address_of(secret, login=login) if secret else ""
    return ShownFactor(is_in_use=False, secret=secret, address=address, recovery_codes=0)


def closed_until(login: str, *, records: Records, now: datetime) -> datetime | None:
    """Return until when a login is closed after failures, or None."""
    return list_closed(records.session, now=now).get(login)
