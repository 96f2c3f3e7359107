"""口令: what a password and the installation's own key must be, so that neither is guessed."""

import unicodedata
from datetime import datetime, timedelta

from workflows.vocabulary.wording import N_, Objection

LEAST_PASSWORD = 10
MOST_PASSWORD = 128
LEAST_SECRET = 32
# How long a password that somebody else set waits for its first use.
INITIAL_FOR = timedelta(days=7)
_FEWEST_IN_SECRET = 10

# What everybody tries first, without figures and marks at the end; long enough to pass the length alone.
_TRIED_FIRST = frozenset(
    {
        *("password", "passw0rd", "p@ssw0rd", "p@ssword", "administrator", "letmein", "welcome", "changeme"),
        *("qwertyuiop", "qwertyui", "asdfghjkl", "qazwsxedc", "qwerasdf", "qwerqwer", "zxcvbnm", "1qaz2wsx"),
        *("iloveyou", "woaini", "woaizhongguo", "wodemima", "mima", "admin", "root", "test", "guest", "user"),
        *("fashen", "fashen-demo", "fashendemo", "xingzhengchufa", "zhifa", "minzheng", "abcdefghij", "abcd", "abc"),
    }
)
_ROWS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_FEWEST_DIFFERENT = 5
_TELLING = 3


def objection_to_password(password: str, *, login: str, name: str = "") -> Objection | None:
    """Refuse a password that is too short, too long, on everybody's list, or made of the person's login or name."""
    if len(password) < LEAST_PASSWORD:
        return Objection("password-short", N_("密码至少 {least} 位"), {"least": LEAST_PASSWORD})
    if len(password) > MOST_PASSWORD:
        return Objection("password-long", N_("密码最多 {most} 位"), {"most": MOST_PASSWORD})
    plain = unicodedata.normalize("NFKC", password).casefold()
    if _is_common(plain):
        return Objection("password-common", N_("这个密码过于常见，容易被猜中，请换一个"))
    if any(len(own) >= _TELLING and own.casefold() in plain for own in (login, name)):
        return Objection("password-personal", N_("密码不得包含用户名或者姓名，请换一个"))
    return None


def objection_to_unused(*, is_initial: bool, made_at: datetime | None, now: datetime) -> Objection | None:
    """Refuse a password that an administrator set and nobody used for a week: a slip of paper may lie anywhere."""
    if not is_initial or made_at is None or now - made_at <= INITIAL_FOR:
        return None
    return Objection(
        "password-unused",
        N_("初始密码已超过 {days} 日未使用，不能再用，请联系系统管理员重置"),
        {"days": INITIAL_FOR.days},
    )


def _is_common(plain: str) -> bool:
    stem = plain.rstrip("0123456789!@#$%^&*._-+=~?")
    is_row = any(plain in row for row in _ROWS)
    return plain in _TRIED_FIRST or stem in {*_TRIED_FIRST, ""} or is_row or len(set(plain)) < _FEWEST_DIFFERENT


def objection_to_secret(secret: str) -> Objection | None:
    """Refuse a key of the sessions that can be guessed: short, monotonous, or one that stands in examples."""
    is_example = any(word in secret.casefold() for word in ("changeme", "change-me", "secret", "example", "fashen"))
    if len(secret) < LEAST_SECRET or len(set(secret)) < _FEWEST_IN_SECRET or is_example:
        text = N_("FASHEN_SECRET 太短或者容易猜中：至少 {least} 个随机字符；不设的，首次启动时自动生成")
        return Objection("secret-weak", text, {"least": LEAST_SECRET})
    return None
