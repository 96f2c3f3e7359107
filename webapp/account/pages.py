"""登录: signing in and out, with the demo people on the page in the demo alone."""

import time
from typing import Final

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from webapp.access import open_to_all
from webapp.account import visitor
from webapp.account.entering import go_in, way_in
from webapp.account.first_run import is_first_run
from webapp.account.menu import first_page, menu_for
from webapp.account.visitor import my_visit, sign_in_as
from webapp.limits import FAILED_SIGN_INS, has_failed, limiter
from webapp.request_scope import installation, note_access, now, reading, secret_box, transaction
from webapp.wording import in_words
from workflows.account_events import LoginClosed
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.acts.office.sign_in import Admission, accept_code, admit, leave
from workflows.errors import RefusedError
from workflows.events import SignedIn as SignInNoted
from workflows.questions.accounts import (
    SignedIn,
    check_password,
    count_waiting,
    find_account,
    list_demo_people,
)
from workflows.questions.administering import count_changes_to_decide
from workflows.questions.api_keys import count_keys_to_decide
from workflows.questions.flow_list import count_drafts_to_decide

# The right password waits this long for the second factor.
WAITING_SECONDS: Final = 300

blueprint = Blueprint("account", __name__)


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(first_page(current_user.actor))
    if is_first_run():
        return redirect(url_for("setup.ask"))
    return _sign_in_page("", "")


@blueprint.post("/sign-in")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def check_in() -> ResponseReturnValue:
    """Check login and password; both outcomes are written into the access journal."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    admission = _admit(login)
    try:
        with reading() as records:
            actor = check_password(login, password, records=records, now=now())
    except RefusedError as error:
        told = _refusal(login, admission)
        return _sign_in_page(login, in_words(error.objection) if admission.is_admitted else told), 401
    if actor is None or not admission.is_admitted:
        return _sign_in_page(login, _refusal(login, admission)), 401
    return go_in(actor, login, target=request.form.get("next", ""), password=password)


@blueprint.get("/sign-in/code")
@open_to_all
def ask_code() -> ResponseReturnValue:
    """Ask whoever typed the right password for the second factor."""
    if _waiting() is None:
        return redirect(url_for("account.sign_in"))
    return render_template("account/code.html", error="")


@blueprint.post("/sign-in/code")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def check_code() -> ResponseReturnValue:
    """Check a code of the generator or a recovery code; each serves once."""
    waiting = _waiting()
    if waiting is None:
        flash(_("等待时间过长，请重新登录"))
        return redirect(url_for("account.sign_in"), 303)
    person_id, login = int(str(waiting["person"])), str(waiting["login"])
    admission = _admit(login)
    is_right = False
    if admission.is_admitted:
        with transaction() as records:
            is_active = find_account(person_id, records=records) is not None
            given = request.form.get("code", "")[:60]
            moment = installation().clock.system_now()
            is_right = is_active and accept_code(person_id, given, box=secret_box(), records=records, now=moment)
    if not is_right:
        return render_template("account/code.html", error=_refusal(login, admission, is_code=True)), 401
    target = str(waiting["next"])
    return redirect(way_in(target, sign_in_as(person_id, login)), 303)


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Sign out and forget the session."""
    if current_user.is_authenticated:
        with transaction() as records:
            leave(my_visit(), records=records, now=installation().clock.system_now())
    logout_user()
    session.clear()
    flash(_("您已退出登录"))
    answer = redirect(url_for("account.sign_in"), 303)
    # What was typed and not sent stays in the browser's store until then; office computers are shared.
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def init_app(app: Flask) -> None:
    """Let every page know who looks and what waits for them."""
    visitor.init_app(app)
    app.context_processor(_frame)


def _admit(login: str) -> Admission:
    office = installation()
    with transaction() as records:
        return admit(login, settings=office.settings, records=records, now=office.clock.system_now())


def _refusal(login: str, admission: Admission, *, is_code: bool = False) -> str:
    """Note a failed attempt, and the closing of the login with it; return what the page says, to known and unknown."""
    note_access(0, SignInNoted(login[:80], is_success=False))
    if admission.closed_until is None:
        return str(_("动态口令或者恢复码不正确，请重新输入") if is_code else _("用户名或者密码不正确，请重新输入"))
    minutes = installation().settings.closed_minutes
    if admission.is_admitted:
        note_access(0, LoginClosed(login[:80], minutes))
    return str(_("连续登录失败次数过多，该用户名已锁定，请在 %(minutes)s 分钟后再试", minutes=minutes))


def _waiting() -> dict[str, object] | None:
    waiting = session.get("waiting")
    is_fresh = isinstance(waiting, dict) and time.time() - float(waiting.get("since", 0)) < WAITING_SECONDS
    return waiting if is_fresh else None


def _frame() -> dict[str, object]:
    day = installation().clock.demo_day()
    shared: dict[str, object] = {
        "nav": (),
        "demo_today": day.isoformat() if day else "",
        "search_url": "",
        "logout_url": url_for("account.sign_out"),
        "agency_name": "",
        "today": now().date(),
    }
    if not current_user.is_authenticated:
        return shared
    account: SignedIn = my_visit().account
    with reading() as records:
        mine, pool = count_waiting(account.actor, records=records)
        drafts = count_drafts_to_decide(actor=account.actor, records=records)
        changes = count_changes_to_decide(actor=account.actor, records=records)
        keys = count_keys_to_decide(actor=account.actor, records=records, now=installation().clock.system_now())
    nav = menu_for(account.actor, mine=mine, pool=pool, drafts=drafts, changes=changes, keys=keys, path=request.path)
    return {
        **shared,
        "nav": () if current_user.owes else nav,
        "person": {"name": account.actor.name, "unit": account.unit_name},
        "agency_name": account.agency_name,
        "search_url": "" if current_user.owes else url_for("cases.list_cases"),
        "account_url": url_for("own_sign_ins.show"),
    }


def _sign_in_page(login: str, error: str) -> str:
    people = []
    if installation().settings.is_demo:
        with reading() as records:
            people = list_demo_people(records=records)
    return render_template(
        "account/sign_in.html",
        login=login,
        error=error,
        people=people,
        demo_password=DEMO_PASSWORD,
        next=request.args.get("next") or request.form.get("next", ""),
    )
