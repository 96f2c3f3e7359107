"""The limits of a sign-in as this installation sets them."""

from datetime import timedelta

from workflows.rules.sign_in import Limits
from workflows.settings import Settings


def limits_of(settings: Settings) -> Limits:
    """Return the limits these settings describe."""
    return Limits(
        longest=timedelta(minutes=settings.session_minutes),
        idle=timedelta(minutes=settings.idle_minutes),
        idle_of_administrators=timedelta(minutes=settings.administrator_idle_minutes),
        failures=settings.failures_until_closed,
        closed_for=timedelta(minutes=settings.closed_minutes),
    )
