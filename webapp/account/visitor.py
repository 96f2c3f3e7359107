"""Who is here: a signed-in person for one request, found by the word in the cookie."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from webapp.request_scope import installation, is_here, note_access, reading, transaction
from workflows.acts.office.second_factor import is_required
from workflows.acts.office.sign_in import Door, end_idle, enter, is_over, is_worth_noting, note_presence
from workflows.errors import UnsavedError
from workflows.events import SignedIn as SignInNoted
from workflows.questions.sign_ins import Visit, recognise
from workflows.vocabulary.roles import Actor

manager = LoginManager()

PASSWORD_PAGE, FACTOR_PAGE = "own_password.ask", "own_factor.show"


@dataclass
class Visitor(UserMixin):
    """A signed-in person, as Flask-Login keeps them for a request; ``token`` is the word of their cookie."""

    visit: Visit
    token: str

    @property
    def actor(self) -> Actor:
        """Return the person as the one who acts."""
        return self.visit.account.actor

    @property
    def owes(self) -> str:
        """Return the page on which something must be done before any other opens, or an empty text."""
        if self.visit.must_change_password:
            return PASSWORD_PAGE
        settings = installation().settings
        is_asked, of_everybody = settings.asks_second_factor, settings.asks_everybody
        must_have = is_required(self.actor, is_asked=is_asked, of_everybody=of_everybody)
        return FACTOR_PAGE if must_have and not self.visit.has_second_factor else ""

    def get_id(self) -> str:
        """Return what the cookie keeps."""
        return self.token


def init_app(app: Flask) -> None:
    """Let Flask-Login find the person of each request."""
    manager.init_app(app)
    manager.user_loader(_load)
    app.after_request(_note_presence)
    manager.login_view = "account.sign_in"


def my_visit() -> Visit:
    """Return the sign-in this request belongs to."""
    visit: Visit = current_user.visit
    return visit


def sign_in_as(person_id: int, login: str, *, password: str = "") -> Actor:
    """Begin a sign-in in this browser, which keeps nothing of before but language and size; note it."""
    office = installation()
    door = Door(request.remote_addr or "", request.user_agent.string)
    with transaction() as records:
        token = enter(person_id, door, password=password, records=records, now=office.clock.system_now())
        visit = recognise(token, records=records)
    keep_only_looks()
    visitor = Visitor(visit, token) if visit is not None else None
    if visitor is None:
        message = "nobody signs in whose account is closed"
        raise RuntimeError(message)
    is_here(visitor.actor)
    session.permanent = True
    login_user(visitor)
    note_access(0, SignInNoted(login[:80], is_success=True))
    return visitor.actor


def keep_only_looks() -> None:
    """Forget everything this browser's cookie holds but language and size."""
    kept = {key: session[key] for key in ("language", "text_size") if session.get(key)}
    session.clear()
    session.update(kept)


def _load(token: str) -> Visitor | None:
    office = installation()
    now = office.clock.system_now()
    with reading() as records:
        visit = recognise(token, records=records)
    if visit is not None and is_over(visit, settings=office.settings, now=now):
        with transaction() as records:
            end_idle(visit, records=records, now=now)
        visit = None
    if visit is None:
        return None
    is_here(visit.account.actor)
    if is_worth_noting(visit, now=now):
        # Whatever this request writes first writes this too; what writes nothing does so at its end.
        g.presence = partial(note_presence, visit, now=now)
    return Visitor(visit, token)


def _note_presence(response: Response) -> Response:
    """Note who was here in a request that wrote nothing; a page is not lost because that cannot be kept."""
    if g.get("presence") is not None:
        with suppress(UnsavedError), transaction():
            pass
    return response
