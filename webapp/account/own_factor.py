"""动态口令: a code generator is set up with a QR code, put to use with its first code, and given up with another."""

from datetime import datetime
from typing import Final

import segno
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from webapp.access import requires
from webapp.account.menu import first_page
from webapp.account.visitor import my_visit
from webapp.limits import FAILED_SIGN_INS, has_failed, limiter
from webapp.request_scope import installation, me, reading, secret_box, transaction
from workflows.acts.office.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    give_up_second_factor,
    is_required,
    renew_recovery_codes,
)
from workflows.acts.office.sign_in import begin_anew
from workflows.errors import RefusedError
from workflows.questions.permissions import Permission
from workflows.questions.sign_ins import ask_factor
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("own_factor", __name__, url_prefix="/account/second-factor")
_BEGUN: Final = "factor_begun"


@blueprint.get("")
@requires(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show whether a generator is in use, or how to set it up."""
    return _page()


@blueprint.post("/begin")
@requires(Permission.OWN_ACCOUNT)
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def begin() -> ResponseReturnValue:
    """Make a new secret, to be read from the QR code in this browser alone."""
    given = request.form.get("password", "")
    try:
        with transaction() as records:
            begin_second_factor(given, visit=my_visit(), box=secret_box(), records=records, now=_now())
    except RefusedError as error:
        return _page(refusal=error.objection), 401
    session[_BEGUN] = True
    return redirect(url_for("own_factor.show"), 303)


@blueprint.post("/confirm")
@requires(Permission.OWN_ACCOUNT)
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def confirm() -> ResponseReturnValue:
    """Put the generator to use with its first code, end the other sign-ins, and show the recovery codes this once."""
    if _BEGUN not in session:
        return redirect(url_for("own_factor.show"), 303)
    try:
        with transaction() as records:
            codes = confirm_second_factor(_code(), actor=me(), box=secret_box(), records=records, now=_now())
            word = begin_anew(my_visit(), how="factor", records=records, now=_now())
    except RefusedError as error:
        return _page(refusal=error.objection), 401
    session["_user_id"] = word
    del session[_BEGUN]
    return _codes_page(codes)


@blueprint.post("/recovery-codes")
@requires(Permission.OWN_ACCOUNT)
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def renew() -> ResponseReturnValue:
    """Show new recovery codes instead of the old ones."""
    try:
        with transaction() as records:
            codes = renew_recovery_codes(_code(), actor=me(), box=secret_box(), records=records, now=_now())
    except RefusedError as error:
        return _page(refusal=error.objection), 401
    return _codes_page(codes)


@blueprint.post("/give-up")
@requires(Permission.OWN_ACCOUNT)
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def give_up() -> ResponseReturnValue:
    """Stop using the generator; whoever must have one sets up another at once."""
    try:
        with transaction() as records:
            give_up_second_factor(_code(), actor=me(), box=secret_box(), records=records, now=_now())
    except RefusedError as error:
        return _page(refusal=error.objection), 401
    flash(_("动态口令已停用"))
    return redirect(url_for("own_factor.show"), 303)


def _now() -> datetime:
    return installation().clock.system_now()


def _code() -> str:
    return request.form.get("code", "").strip()[:20]


def _codes_page(codes: list[str]) -> str:
    return render_template("account/recovery_codes.html", codes=codes, onward=first_page(me()))


def _page(*, refusal: Objection | None = None) -> str:
    settings = installation().settings
    with reading() as records:
        factor = ask_factor(actor=me(), box=secret_box(), records=records)
    return render_template(
        "account/second_factor.html",
        factor=factor,
        # Another browser of the same person neither sees the secret nor confirms it.
        is_begun=_BEGUN in session and bool(factor.secret),
        picture=_picture(factor.address) if factor.address else "",
        refusal=refusal,
        is_required=is_required(me(), is_asked=True, of_everybody=settings.asks_everybody),
        is_asked=settings.asks_second_factor,
        is_of_everybody=settings.asks_everybody,
    )


def _picture(address: str) -> Markup:
    """Return a QR code as a drawing inside the page."""
    drawn = segno.make(address, error="m").svg_inline(border=4, omitsize=True, svgclass="qr-code", lineclass=None)
    return Markup(drawn)  # noqa: S704 -- drawn by us, of squares alone
