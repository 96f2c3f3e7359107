"""首次设置: an empty installation asks whoever reads the server's console for the agency and three administrators."""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import open_to_all
from webapp.first_code import is_code
from webapp.limits import FAILED_SIGN_INS, has_failed, limiter
from webapp.request_scope import installation, reading, transaction
from workflows.acts.office.set_up import is_set_up, set_up, set_up_form
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.vocabulary.wording import N_, Objection

blueprint = Blueprint("setup", __name__)


@blueprint.get("/setup")
@open_to_all
def ask() -> ResponseReturnValue:
    """Ask for the code, the agency and the administrators."""
    if not is_first_run():
        return redirect(url_for("account.sign_in"))
    return _page()


@blueprint.post("/setup")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def finish() -> ResponseReturnValue:
    """Make the agency and the three accounts and show their initial passwords, this once."""
    office = installation()
    if not is_first_run():
        abort(404)
    if not is_code(request.form.get("setup_code", "").strip(), office.settings):
        return _page(refusal=Objection("code-wrong", N_("设置码不正确，请查看服务器上 fashen serve 的输出"))), 401
    posted = {name: request.form.getlist(name) for name in request.form}
    try:
        with transaction() as records:
            made = set_up(posted, by=request.remote_addr or "", records=records, now=office.clock.now())
    except FormError as error:
        return _page(errors=error.errors), 422
    except RefusedError as error:
        return _page(refusal=error.objection), 409
    return render_template("account/first_accounts.html", made=made)


def is_first_run() -> bool:
    """Say whether nobody can sign in yet: no agency, and not the demo."""
    if installation().settings.is_demo:
        return False
    with reading() as records:
        return not is_set_up(records=records)


def _page(*, refusal: Objection | None = None, errors: Mapping[str, Objection] | None = None) -> str:
    posted = request.form if request.method == "POST" else None
    return render_template(
        "account/first_run.html", form=set_up_form(), refusal=refusal, errors=errors or {}, posted=posted
    )
