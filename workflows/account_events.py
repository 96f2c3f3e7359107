"""What can have happened to accounts and sign-ins: entries of the access journal, which the auditor reads."""

from dataclasses import dataclass

from workflows.events import Event


@dataclass(frozen=True, slots=True)
class LoginClosed(Event):
    """A login was closed for some minutes after failures in a row, whether or not anybody has it."""

    login: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SignInEnded(Event):
    """Sign-ins of a person ended: by themselves, by an administrator, or because something about them changed."""

    person_id: int
    name: str
    how: str
    count: int


@dataclass(frozen=True, slots=True)
class AccountChanged(Event):
    """Something about an account changed: password, second factor, closed or opened, unit; ``reason`` where asked."""

    person_id: int
    login: str
    change: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    """A role was proposed to be granted or withdrawn, or the proposal was confirmed or refused."""

    person_id: int
    name: str
    role: str
    change: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class JournalsChecked(Event):
    """Every chain of both journals was re-computed; ``fault`` says where the first one breaks, empty for none."""

    entries: int
    fault: str


@dataclass(frozen=True, slots=True)
class UnitAdded(Event):
    """A unit of an agency was registered."""

    unit_id: int
    name: str
    unit_kind: str
