"""修改密码: one's own, with the present one; every other sign-in ends with it."""

from flask import Blueprint, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.account.menu import first_page
from webapp.account.visitor import my_visit
from webapp.limits import FAILED_SIGN_INS, has_failed, limiter
from webapp.request_scope import installation, me, now, transaction
from workflows.acts.office.change_password import change_own_password
from workflows.acts.office.sign_in import begin_anew
from workflows.errors import RefusedError
from workflows.questions.permissions import Permission
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("own_password", __name__, url_prefix="/account/password")


@blueprint.get("")
@requires(Permission.OWN_ACCOUNT)
def ask() -> ResponseReturnValue:
    """Ask for the present password and twice for the new one."""
    return _page(None)


@blueprint.post("")
@requires(Permission.OWN_ACCOUNT)
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def change() -> ResponseReturnValue:
    """Change the password, end the other sign-ins and give this one a new cookie."""
    office = installation()
    given = [request.form.get(name, "") for name in ("present", "new", "again")]
    try:
        with transaction() as records:
            leaked = office.settings.leaked_passwords
            change_own_password(*given, actor=me(), records=records, now=now(), leaked=leaked)
            session["_user_id"] = begin_anew(my_visit(), how="password", records=records, now=office.clock.system_now())
    except RefusedError as error:
        return _page(error.objection), 401 if error.objection.code == "password-wrong" else 422
    flash(_("密码已修改，其他各处的登录已结束"))
    return redirect(first_page(me()), 303)


def _page(refusal: Objection | None) -> str:
    return render_template("account/password.html", refusal=refusal, is_owed=my_visit().must_change_password)
