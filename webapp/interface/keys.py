"""接口应用: keys of applications; one kind of administrator proposes, the other decides, and a key is shown once."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.interface.attempts import Attempt, posted
from webapp.request_scope import installation, me, reading, transaction
from workflows.acts.office import change_keys as acts
from workflows.errors import RefusedError
from workflows.forms import Form, FormError
from workflows.questions.api_keys import ask_new_key, ask_successor, list_keys
from workflows.questions.permissions import Permission
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("api_keys", __name__, url_prefix="/interface/keys")


@blueprint.get("")
@requires(Permission.MANAGE_KEYS)
def show_all() -> ResponseReturnValue:
    """Show the keys of the agency, and the proposals under way."""
    return _list_page()


@blueprint.get("/new")
@requires(Permission.MANAGE_KEYS)
def ask_new() -> ResponseReturnValue:
    """Ask for a new key."""
    return _new_page(Attempt())


@blueprint.post("/new")
@requires(Permission.MANAGE_KEYS)
def propose() -> ResponseReturnValue:
    """Propose a key; the other kind of administrator decides."""
    typed = posted()
    try:
        with transaction() as records:
            acts.propose_key(typed, actor=me(), records=records, now=_true_now())
    except FormError as error:
        return _new_page(Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _new_page(Attempt(refusal=error.objection)), 409
    return _back(str(_("已提请，由另一类管理员处理")))


@blueprint.get("/<int:token_id>/successor")
@requires(Permission.MANAGE_KEYS)
def ask_next(token_id: int) -> ResponseReturnValue:
    """Ask for the successor of a key."""
    return _successor_page(token_id, Attempt())


@blueprint.post("/<int:token_id>/successor")
@requires(Permission.MANAGE_KEYS)
def propose_next(token_id: int) -> ResponseReturnValue:
    """Propose the successor of a key."""
    typed = posted()
    try:
        with transaction() as records:
            acts.propose_successor(token_id, typed, actor=me(), records=records, now=_true_now())
    except FormError as error:
        return _successor_page(token_id, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _successor_page(token_id, Attempt(refusal=error.objection)), 409
    return _back(str(_("已提请，由另一类管理员处理")))


@blueprint.post("/<int:token_id>/revoke")
@requires(Permission.MANAGE_KEYS)
def revoke(token_id: int) -> ResponseReturnValue:
    """Take a key back at once."""
    return _change(acts.revoke_key, token_id, str(_("凭证已撤销，立即失效")))


@blueprint.post("/proposals/<int:proposal_id>")
@requires(Permission.MANAGE_KEYS)
def decide(proposal_id: int) -> ResponseReturnValue:
    """Confirm or refuse what the other kind of administrator proposed."""
    is_confirmed = request.form.get("decision") == "confirmed"
    told = _("已同意，请通知提请一方领取凭证") if is_confirmed else _("已记录为不同意")

    def carry_out(number: int, **means: object) -> None:
        acts.decide_key(number, is_confirmed=is_confirmed, **means)  # type: ignore[arg-type]

    return _change(carry_out, proposal_id, str(told))


@blueprint.post("/proposals/<int:proposal_id>/withdraw")
@requires(Permission.MANAGE_KEYS)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """Take a proposal back before it became a key."""
    return _change(acts.withdraw_key, proposal_id, str(_("提请已撤回")))


@blueprint.post("/proposals/<int:proposal_id>/fetch")
@requires(Permission.MANAGE_KEYS)
def fetch(proposal_id: int) -> ResponseReturnValue:
    """Show the key of a confirmed proposal, this once."""
    try:
        with transaction() as records:
            fresh = acts.fetch_key(proposal_id, actor=me(), records=records, now=_true_now())
    except RefusedError as error:
        return _list_page(error.objection), 409
    return render_template("interface/new_key.html", fresh=fresh, onward=url_for("api_keys.show_all"))


def _true_now() -> datetime:
    # Keys live by the true moment, whatever day the demo stands on.
    return installation().clock.system_now()


def _change(act: Callable[..., object], number: int, told: str) -> ResponseReturnValue:
    try:
        with transaction() as records:
            act(number, actor=me(), records=records, now=_true_now())
    except RefusedError as error:
        return _list_page(error.objection), 409
    return _back(told)


def _back(told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("api_keys.show_all"), 303)


def _list_page(refusal: Objection | None = None) -> str:
    with reading() as records:
        page = list_keys(records=records, actor=me(), now=_true_now())
    return render_template("interface/keys.html", page=page, refusal=refusal)


def _new_page(attempt: Attempt) -> str:
    with reading() as records:
        form = ask_new_key(records=records, actor=me())
    return _form_page(form, attempt, None, url_for("api_keys.propose"))


def _successor_page(token_id: int, attempt: Attempt) -> str:
    with reading() as records:
        line, form = ask_successor(token_id, records=records, actor=me(), now=_true_now())
    return _form_page(form, attempt, line, url_for("api_keys.propose_next", token_id=token_id))


def _form_page(form: Form, attempt: Attempt, line: object, action: str) -> str:
    typed = request.form if request.method == "POST" else None
    return render_template("interface/key_form.html", form=form, attempt=attempt, key=line, action=action, posted=typed)
