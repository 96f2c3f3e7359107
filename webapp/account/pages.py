"""登录: signing in and out, with the demo people on the page in the demo alone."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Flask, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from webapp.access import open_to_all
from webapp.account.menu import first_page, menu_for
from webapp.limits import FAILED_SIGN_INS, has_failed, limiter
from webapp.request_scope import installation, note_access, now, reading
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.events import SignedIn as SignInNoted
from workflows.questions.accounts import (
    SignedIn,
    check_password,
    count_waiting,
    find_account,
    list_demo_people,
)
from workflows.questions.flow_list import count_drafts_to_decide
from workflows.vocabulary.roles import Actor

blueprint = Blueprint("account", __name__)
manager = LoginManager()


@dataclass
class Visitor(UserMixin):
    """A signed-in person, as Flask-Login keeps them for a request."""

    account: SignedIn

    @property
    def actor(self) -> Actor:
        """Return the person as the one who acts."""
        return self.account.actor

    def get_id(self) -> str:
        """Return what the session keeps."""
        return str(self.account.actor.id)


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return redirect(first_page(current_user.actor))
    return _sign_in_page("", "")


@blueprint.post("/sign-in")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=has_failed)
def check_in() -> ResponseReturnValue:
    """Check login and password; both outcomes are written into the access journal."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    with reading() as records:
        actor = check_password(login, password, records=records)
        account = find_account(actor.id, records=records) if actor else None
    if account is None:
        note_access(0, SignInNoted(login[:80], is_success=False))
        return _sign_in_page(login, _("用户名或者密码不正确，请重新输入")), 401
    language, size = session.get("language"), session.get("text_size")
    session.clear()
    session.update({key: value for key, value in (("language", language), ("text_size", size)) if value})
    session.permanent = True
    login_user(Visitor(account))
    note_access(0, SignInNoted(login[:80], is_success=True))
    return redirect(_way_in(request.form.get("next", ""), account.actor), 303)


@blueprint.post("/sign-out")
@open_to_all
def sign_out() -> ResponseReturnValue:
    """Sign out and forget the session."""
    logout_user()
    session.clear()
    flash(_("您已退出登录"))
    return redirect(url_for("account.sign_in"), 303)


def init_app(app: Flask) -> None:
    """Let every page know who looks and what waits for them."""
    manager.init_app(app)
    manager.user_loader(_load)
    manager.login_view = "account.sign_in"
    app.context_processor(_frame)


def _load(person_id: str) -> Visitor | None:
    with reading() as records:
        account = find_account(int(person_id), records=records) if person_id.isdigit() else None
    return Visitor(account) if account else None


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
    account = current_user.account
    with reading() as records:
        mine, pool = count_waiting(account.actor, records=records)
        drafts = count_drafts_to_decide(actor=account.actor, records=records)
    return {
        **shared,
        "nav": menu_for(account.actor, mine=mine, pool=pool, drafts=drafts, path=request.path),
        "person": {"name": account.actor.name, "unit": account.unit_name},
        "agency_name": account.agency_name,
        "search_url": url_for("cases.list_cases"),
        "inbox_url": url_for("tasks.list_mine"),
        "unread": 0,
        "account_url": url_for("people.show_myself"),
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


def _way_in(target: str, actor: Actor) -> str:
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith("//") and not parts.netloc and "\\" not in target
    return target if is_ours else first_page(actor)
