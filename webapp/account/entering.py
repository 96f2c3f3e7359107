"""The way in, however somebody proved who they are: by the second factor where there is one, then to their page."""

import time
from urllib.parse import urlsplit

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from webapp.account.menu import first_page
from webapp.account.visitor import keep_only_looks, sign_in_as
from webapp.request_scope import reading
from workflows.questions.accounts import uses_second_factor
from workflows.vocabulary.roles import Actor


def go_in(actor: Actor, login: str, *, target: str, password: str = "") -> ResponseReturnValue:
    """Sign a person in whose password or provider was right, or ask for the second factor first."""
    with reading() as records:
        asks_code = uses_second_factor(actor, records=records)
    if asks_code:
        keep_only_looks()
        session["waiting"] = {"person": actor.id, "login": login, "since": time.time(), "next": target}
        return redirect(url_for("account.ask_code"), 303)
    return redirect(way_in(target, sign_in_as(actor.id, login, password=password)), 303)


def way_in(target: str, actor: Actor) -> str:
    """Return where somebody wanted to go, when that is a page of ours, else where their work begins."""
    parts = urlsplit(target)
    is_ours = target.startswith("/") and not target.startswith("//") and not parts.netloc and "\\" not in target
    return target if is_ours else first_page(actor)
