"""How much one person may ask for: searches and exports in a minute, counted together by all processes.

Nobody types that fast. A program let loose with somebody's cookie does, and would read the whole register or hold up
the office; applications have keys and a rate of their own (``webapp/api/caller.py``).
"""

from typing import Final

from flask import Flask, request
from flask_babel import gettext
from flask_login import current_user
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from webapp.limits import SharedStorage
from workflows.settings import Settings

SEARCH, EXPORT = "search", "export"
# What ends so is a whole list, a whole case or a page of everything for paper.
EXPORTS: Final = (".csv", ".zip", ".json", "/print", "/dossier")


class TooOftenError(TooManyRequests):
    """One person asks for more than a person can read."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count what each person asks for, before anything is looked up."""
    rates = {SEARCH: parse(settings.search_rate), EXPORT: parse(settings.export_rate)}
    counted = FixedWindowRateLimiter(SharedStorage())

    @app.before_request
    def keep_pace() -> None:
        kind = kind_of_request()
        if kind and current_user.is_authenticated and not counted.hit(rates[kind], kind, str(current_user.actor.id)):
            raise TooOftenError(gettext("查询、导出过于频繁，请一分钟后再试。"))


def kind_of_request() -> str:
    """Return whether this request searches, exports, or neither."""
    rule = request.url_rule.rule if request.url_rule is not None else ""
    if rule.startswith("/api/"):
        return ""
    is_export = rule.endswith(EXPORTS) and (request.method == "POST" or not rule.endswith("/dossier"))
    if is_export or request.args.get("as") == "xlsx":
        return EXPORT
    return SEARCH if request.args.get("q", "").strip() else ""
