"""How much one person may ask for: searches and exports in a minute, counted together by all processes.

Nobody types that fast. A program let loose with somebody's cookie does, and would read the whole register or hold up
the office; applications have keys and a rate of their own (``webapp/api/caller.py``).
"""

from typing import Final

from flask import Flask, request
from flask_babel import gettext
from flask_login import current_user
from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from webapp.limits import SharedStorage
from workflows.errors import RefusedError
from workflows.settings import Settings
from workflows.vocabulary.wording import N_, Objection

SEARCH, EXPORT = "search", "export"
# What ends so is a whole list, a whole case, a page of everything for paper, or a copy that is made for the asking.
EXPORTS: Final = (".csv", ".zip", ".json", "/print", "/dossier", "/export", "/errands/lists", "/pdf")


class TooOftenError(TooManyRequests):
    """One person asks for more than a person can read."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count what each person asks for, before anything is looked up."""
    _rate("FASHEN_API_RATE", settings.api_rate)
    rates = {
        SEARCH: _rate("FASHEN_SEARCH_RATE", settings.search_rate),
        EXPORT: _rate("FASHEN_EXPORT_RATE", settings.export_rate),
    }
    counted = FixedWindowRateLimiter(SharedStorage())

    @app.before_request
    def keep_pace() -> None:
        kind = kind_of_request()
        if kind and current_user.is_authenticated and not counted.hit(rates[kind], kind, str(current_user.actor.id)):
            raise TooOftenError(gettext("查询、导出过于频繁，请稍后再试。"))


def _rate(name: str, given: str) -> RateLimitItem:
    """Return a rate as it was set; what cannot be read stops the start, because otherwise nothing would be limited."""
    try:
        return parse(given)
    except ValueError as error:
        text = N_("设置 {name} 应当像 120/minute，不能是“{given}”")
        raise RefusedError(Objection("rate-unreadable", text, {"name": name, "given": given})) from error


def kind_of_request() -> str:
    """Return whether this request searches, exports, or neither."""
    rule = request.url_rule.rule if request.url_rule is not None else ""
    if rule.startswith("/api/"):
        return ""
    is_export = rule.endswith(EXPORTS) and (request.method == "POST" or not rule.endswith("/dossier"))
    if is_export or request.args.get("as") == "xlsx":
        return EXPORT
    return SEARCH if request.args.get("q", "").strip() else ""
