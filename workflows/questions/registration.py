"""What the registration of a lead asks on a day."""

from datetime import date

from workflows.forms import Form
from workflows.guards.means import Means
from workflows.guards.register_source import registration_form


def ask_registration(*, means: Means, today: date) -> Form:
    """Return the registration form, opened with today's date."""
    return registration_form(means.law, on=today).with_initial({"received_on": today})
