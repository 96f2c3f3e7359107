"""Who may call: a key in the header opens a view when it has the scope; nothing else does, least of all a cookie."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Final, ParamSpec, cast

from flask import Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from webapp.access import PERMISSION
from webapp.limits import SharedStorage
from webapp.problems import problem
from webapp.request_scope import installation, is_here, reading, transaction
from workflows.acts.office.change_keys import note_use
from workflows.errors import RefusedError, UnsavedError
from workflows.questions.api_callers import Caller, find_caller
from workflows.questions.permissions import Permission, refuse_unless_permitted
from workflows.settings import Settings
from workflows.vocabulary.wording import N_, Objection

Arguments = ParamSpec("Arguments")
View = Callable[Arguments, ResponseReturnValue]

SCOPE: Final = "scope"
LONGEST_KEY: Final = 100


def _door() -> str:
    """Name whoever knocks: an application by its key, all others by address, however many keys they invent."""
    found = _known()
    return f"key-{found.token_id}" if found is not None else request.remote_addr or ""


# Counted together by all processes of one database; while it cannot be written, each process counts for itself.
limiter = Limiter(
    _door,
    storage_uri=f"{SharedStorage.STORAGE_SCHEME[0]}://",
    strategy="fixed-window",
    headers_enabled=False,
    in_memory_fallback_enabled=True,
)


@limiter.request_filter
def is_no_call() -> bool:
    """Say that a request is a person's page, which is not counted here and need not be looked up."""
    return request.url_rule is None or not request.url_rule.rule.startswith("/api/")


def rate() -> str:
    """Return how often one application may call."""
    return cast("Settings", current_app.extensions["settings"]).api_rate


def with_scope(scope: str, permission: Permission) -> Callable[[View[Arguments]], View[Arguments]]:
    """Open a view to keys with a scope; whoever acts as a person needs that person's permission as well."""

    def guard(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            caller = _authenticate()
            if caller is None:
                return _ask_for_key()
            _refuse_unless_given(caller, scope, permission)
            return view(*args, **kwargs)

        setattr(guarded, PERMISSION, permission)
        setattr(guarded, SCOPE, scope)
        return guarded

    return guard


def caller() -> Caller:
    """Return the application that sent this request."""
    return cast("Caller", g.caller)


def need(*scopes: str) -> None:
    """Refuse unless the application has these scopes as well."""
    for scope in scopes:
        _refuse_unless_given(caller(), scope, Permission.SEE_CASE)


def _authenticate() -> Caller | None:
    found = _known()
    if found is None:
        return None
    g.caller, g.actor = found, found.actor
    is_here(found.actor)
    if not found.is_use_noted:
        # A full disk keeps nobody from reading; the next call notes it.
        with suppress(UnsavedError), transaction() as records:
            note_use(found.token_id, records=records, now=installation().clock.system_now())
    return found


def _known() -> Caller | None:
    """Return the application whose key this request carries, looked up once, or None."""
    if "known" not in g:
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        g.known = None
        if kind.lower() == "bearer" and 0 < len(key) <= LONGEST_KEY:
            with reading() as records:
                g.known = find_caller(key, records=records, now=installation().clock.system_now())
    return cast("Caller | None", g.known)


def _refuse_unless_given(found: Caller, scope: str, permission: Permission) -> None:
    if scope and scope not in found.scopes:
        text = N_("此应用没有“{scope}”授权，请联系本单位安全管理员")
        raise RefusedError(Objection("scope-missing", text, {"scope": scope}))
    # What an application without a person reads, its scopes alone decide; each case is asked again.
    if scope and found.is_person:
        refuse_unless_permitted(permission, actor=found.actor)


def _ask_for_key() -> Response:
    answer = problem(401, code="no-valid-key")
    answer.headers["WWW-Authenticate"] = 'Bearer realm="fashen"'
    return answer
