"""登录的期限: how long a sign-in lasts, when it is asked again, and when a login is closed after failures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.rules.permissions import ADMIN_ROLES
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a sign-in lasts at most and unused, and how many failures close a login for how long."""

    longest: timedelta
    idle: timedelta
    idle_of_administrators: timedelta
    failures: int
    closed_for: timedelta


def is_administrator(actor: Actor) -> bool:
    """Say whether somebody runs the system: shorter limits, one sign-in at a time, a second factor."""
    return bool(actor.roles & ADMIN_ROLES)


def has_run_out(*, actor: Actor, started_at: datetime, seen_at: datetime, now: datetime, limits: Limits) -> bool:
    """Say whether a sign-in has ended by itself: too long ago, or unused for too long."""
    idle = limits.idle_of_administrators if is_administrator(actor) else limits.idle
    return now - started_at >= limits.longest or now - seen_at >= idle
