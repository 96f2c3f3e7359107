"""我的登录: where one is signed in, and a button to end each of them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.account.visitor import my_visit
from webapp.request_scope import installation, me, reading, secret_box, transaction
from workflows.acts.office.second_factor import is_required
from workflows.acts.office.sign_in import end_own
from workflows.questions.api_keys import list_own_keys
from workflows.questions.permissions import Permission
from workflows.questions.sign_ins import ask_factor, list_sign_ins
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("own_sign_ins", __name__, url_prefix="/account")


@blueprint.get("")
@requires(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show one's sign-ins and what acts in one's name, and lead to password and second factor."""
    return own_page()


def own_page(refusal: Objection | None = None) -> str:
    """Return the page of one's own sign-ins."""
    settings = installation().settings
    with reading() as records:
        sign_ins = list_sign_ins(me().id, records=records, this=my_visit().sign_in_id)
        factor = ask_factor(actor=me(), box=secret_box(), records=records)
        keys = list_own_keys(records=records, actor=me(), now=installation().clock.system_now())
    return render_template(
        "account/sign_ins.html",
        sign_ins=sign_ins,
        factor=factor,
        keys=keys,
        refusal=refusal,
        is_required=is_required(me(), is_asked=True, of_everybody=settings.asks_everybody),
        is_asked=settings.asks_second_factor,
        settings=settings,
    )


@blueprint.post("/sign-ins/<int:sign_in_id>/end")
@requires(Permission.OWN_ACCOUNT)
def end(sign_in_id: int) -> ResponseReturnValue:
    """End one of one's own sign-ins; somebody else's number ends nothing."""
    with transaction() as records:
        ended = end_own(sign_in_id, my_visit(), records=records, now=installation().clock.system_now())
    flash(_("该处登录已结束") if ended else _("该处登录早已结束"))
    return redirect(url_for("own_sign_ins.show"), 303)


@blueprint.post("/sign-ins/end-others")
@requires(Permission.OWN_ACCOUNT)
def end_others() -> ResponseReturnValue:
    """End all of one's sign-ins but this one."""
    with transaction() as records:
        ended = end_own(None, my_visit(), records=records, now=installation().clock.system_now())
    flash(_("已结束其他 %(count)s 处登录", count=ended))
    return redirect(url_for("own_sign_ins.show"), 303)
