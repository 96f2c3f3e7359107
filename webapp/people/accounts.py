"""账户和岗位: what 系统管理员 and 安全管理员 do, each their own part, and nobody to themselves (三员分立)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import installation, me, now, reading, transaction
from workflows.acts.office import accounts as acts
from workflows.acts.office.change_roles import decide_role, propose_role
from workflows.errors import RefusedError
from workflows.forms import FormError, Posted
from workflows.questions.administering import (
    ask_account,
    ask_new_account,
    ask_unit,
    list_accounts,
    list_changes,
    list_units,
)
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("accounts", __name__, url_prefix="/people")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a change: nothing yet, wrong fields, or a refusal; ``form`` says of which form."""

    form: str = ""
    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


@blueprint.get("/accounts")
@requires(Permission.GRANT_ROLES)
def show_all() -> ResponseReturnValue:
    """Show every account of the agency, and the changes of roles that wait for the other administrator."""
    return _list_page(Attempt())


@blueprint.get("/accounts/new")
@requires(Permission.MANAGE_ACCOUNTS)
def ask_new() -> ResponseReturnValue:
    """Ask for a new account."""
    return _new_page(Attempt())


@blueprint.post("/accounts/new")
@requires(Permission.MANAGE_ACCOUNTS)
def open_new() -> ResponseReturnValue:
    """Open an account and show its initial password, this once."""
    try:
        with transaction() as records:
            person_id, password = acts.open_account(_posted(), actor=me(), records=records, now=now())
    except FormError as error:
        return _new_page(Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _new_page(Attempt(refusal=error.objection)), 409
    return _password_page(person_id, password)


@blueprint.post("/accounts/units")
@requires(Permission.MANAGE_ACCOUNTS)
def add_unit() -> ResponseReturnValue:
    """Register a unit."""
    try:
        with transaction() as records:
            acts.add_own_unit(_posted(), actor=me(), records=records, now=now())
    except FormError as error:
        return _list_page(Attempt("unit", errors=error.errors)), 422
    except RefusedError as error:
        return _list_page(Attempt("unit", refusal=error.objection)), 409
    flash(_("内设机构已登记"))
    return redirect(url_for("accounts.show_all"), 303)


@blueprint.get("/accounts/<int:person_id>")
@requires(Permission.GRANT_ROLES)
def show(person_id: int) -> ResponseReturnValue:
    """Show one account with what this administrator may do to it."""
    return _account_page(person_id, Attempt())


@blueprint.post("/accounts/<int:person_id>/close")
@requires(Permission.MANAGE_ACCOUNTS)
def close(person_id: int) -> ResponseReturnValue:
    """Close an account; whatever is open ends at once."""
    return _change(person_id, "manage", acts.close_account, str(_("账户已停用，其登录已全部结束；未办结的待办请转办")))


@blueprint.post("/accounts/<int:person_id>/restore")
@requires(Permission.MANAGE_ACCOUNTS)
def restore(person_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    return _change(person_id, "manage", acts.restore_account, str(_("账户已恢复")))


@blueprint.post("/accounts/<int:person_id>/password")
@requires(Permission.MANAGE_ACCOUNTS)
def reset_password(person_id: int) -> ResponseReturnValue:
    """Give an account an initial password and show it, this once."""
    try:
        with transaction() as records:
            password = acts.reset_password(person_id, _posted(), actor=me(), records=records, now=_true_now())
    except FormError as error:
        return _account_page(person_id, Attempt("manage", errors=error.errors)), 422
    except RefusedError as error:
        return _account_page(person_id, Attempt("manage", refusal=error.objection)), 409
    return _password_page(person_id, password)


@blueprint.post("/accounts/<int:person_id>/put-out")
@requires(Permission.END_SIGN_INS)
def put_out(person_id: int) -> ResponseReturnValue:
    """End everything a person has open."""
    return _change(person_id, "security", _without_form(acts.put_out), str(_("该账户的登录已全部结束")))


@blueprint.post("/accounts/<int:person_id>/unlock")
@requires(Permission.END_SIGN_INS)
def unlock(person_id: int) -> ResponseReturnValue:
    """Open a login again that failures closed."""
    return _change(person_id, "security", _without_form(acts.unlock), str(_("登录锁定已解除")))


@blueprint.post("/accounts/<int:person_id>/second-factor")
@requires(Permission.END_SIGN_INS)
def take_factor(person_id: int) -> ResponseReturnValue:
    """Take a lost generator from an account."""
    return _change(person_id, "security", acts.take_second_factor, str(_("动态口令已解除")))


@blueprint.post("/accounts/<int:person_id>/roles")
@requires(Permission.GRANT_ROLES)
def propose(person_id: int) -> ResponseReturnValue:
    """Propose to grant or withdraw a role; the other kind of administrator decides."""
    return _change(person_id, "role", propose_role, str(_("已提请，由另一类管理员处理后生效")))


@blueprint.post("/accounts/roles/<int:change_id>")
@requires(Permission.GRANT_ROLES)
def decide(change_id: int) -> ResponseReturnValue:
    """Confirm or refuse what the other kind of administrator proposed."""
    is_confirmed = request.form.get("decision") == "confirmed"
    try:
        with transaction() as records:
            decide_role(change_id, is_confirmed=is_confirmed, actor=me(), records=records, now=_true_now())
    except RefusedError as error:
        return _list_page(Attempt("change", refusal=error.objection)), 409
    flash(_("岗位已变更，本人须重新登录") if is_confirmed else _("已记录为不同意"))
    return redirect(url_for("accounts.show_all"), 303)


def _change(person_id: int, form: str, act: Callable[..., object], told: str) -> ResponseReturnValue:
    try:
        with transaction() as records:
            act(person_id, _posted(), actor=me(), records=records, now=_true_now())
    except FormError as error:
        return _account_page(person_id, Attempt(form, errors=error.errors)), 422
    except RefusedError as error:
        return _account_page(person_id, Attempt(form, refusal=error.objection)), 409
    flash(told)
    return redirect(url_for("accounts.show", person_id=person_id), 303)


def _without_form(act: Callable[..., object]) -> Callable[..., object]:
    return lambda person_id, _posted, **means: act(person_id, **means)


def _true_now() -> datetime:
    return installation().clock.system_now()


def _list_page(attempt: Attempt) -> str:
    with reading() as records:
        return render_template(
            "people/accounts.html",
            accounts=list_accounts(records=records, actor=me(), now=installation().clock.system_now()),
            changes=list_changes(records=records, actor=me()),
            units=list_units(records=records, actor=me()),
            may_manage=may_in_agency(Permission.MANAGE_ACCOUNTS, actor=me()),
            unit_form=ask_unit(),
            attempt=attempt,
            posted=_typed(),
        )


def _account_page(person_id: int, attempt: Attempt) -> str:
    with reading() as records:
        page = ask_account(person_id, records=records, actor=me(), now=installation().clock.system_now())
    return render_template("people/account.html", page=page, attempt=attempt, posted=_typed())


def _new_page(attempt: Attempt) -> str:
    with reading() as records:
        form = ask_new_account(records=records, actor=me())
    return render_template("people/new_account.html", form=form, attempt=attempt, posted=_typed())


def _password_page(person_id: int, password: str) -> str:
    with reading() as records:
        page = ask_account(person_id, records=records, actor=me(), now=installation().clock.system_now())
    return render_template("people/initial_password.html", account=page.account, password=password)


def _posted() -> Posted:
    return {name: request.form.getlist(name) for name in request.form}


def _typed() -> object:
    return request.form if request.method == "POST" else None
