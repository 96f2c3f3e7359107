"""本人名义的接口凭证: a key that acts in somebody's name is shown to that person alone, who can end it at any time."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.account.own_sign_ins import own_page
from webapp.request_scope import installation, me, transaction
from workflows.acts.office.change_keys import fetch_key, revoke_key
from workflows.errors import RefusedError
from workflows.questions.permissions import Permission

blueprint = Blueprint("own_keys", __name__, url_prefix="/account/keys")


@blueprint.post("/proposals/<int:proposal_id>/fetch")
@requires(Permission.OWN_ACCOUNT)
def fetch(proposal_id: int) -> ResponseReturnValue:
    """Show the key that will act in one's name, this once."""
    try:
        with transaction() as records:
            fresh = fetch_key(proposal_id, actor=me(), records=records, now=installation().clock.system_now())
    except RefusedError as error:
        return own_page(error.objection), 409
    return render_template("interface/new_key.html", fresh=fresh, onward=url_for("own_sign_ins.show"))


@blueprint.post("/<int:token_id>/revoke")
@requires(Permission.OWN_ACCOUNT)
def revoke(token_id: int) -> ResponseReturnValue:
    """Take back at once a key that acts in one's name."""
    try:
        with transaction() as records:
            revoke_key(token_id, actor=me(), records=records, now=installation().clock.system_now())
    except RefusedError as error:
        return own_page(error.objection), 409
    flash(_("凭证已撤销，立即失效"))
    return redirect(url_for("own_sign_ins.show"), 303)
