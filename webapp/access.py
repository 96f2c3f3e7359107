"""Who may open a page: each view names its permission, and the answer is the regulation's."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.request_scope import me
from workflows.questions.permissions import Permission, refuse_unless_permitted

Arguments = ParamSpec("Arguments")
View = Callable[Arguments, ResponseReturnValue]

PERMISSION: Final = "permission"


def requires(permission: Permission) -> Callable[[View[Arguments]], View[Arguments]]:
    """Open a view only to signed-in people who have a permission; cases are asked again one by one.

    Whoever owes a change of password or a second factor is led there first.
    """

    def guard(view: View[Arguments]) -> View[Arguments]:
        @wraps(view)
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return _to_sign_in()
            if current_user.owes and permission is not Permission.OWN_ACCOUNT:
                return _to(url_for(current_user.owes))
            refuse_unless_permitted(permission, actor=me())
            return view(*args, **kwargs)

        setattr(guarded, PERMISSION, permission)
        return guarded

    return guard


def open_to_all(view: View[Arguments]) -> View[Arguments]:
    """Mark a view that needs no account: sign-in, the public portal, language."""
    setattr(view, PERMISSION, None)
    return view


def _to_sign_in() -> ResponseReturnValue:
    return _to(url_for("account.sign_in", next=request.full_path if request.method == "GET" else None))


def _to(target: str) -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)
