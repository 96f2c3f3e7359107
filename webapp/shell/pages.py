"""What belongs to every page and to no case: language, text size, keyboard help, notices, the style guide."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, session
from werkzeug.wrappers import Response

from webapp.language import LANGUAGES, SIZES
from webapp.shell import styleguide
from webapp.static_files import STATIC

blueprint = Blueprint("shell", __name__)


@blueprint.post("/language")
def choose_language() -> Response:
    """Keep the person's language for the session."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(_way_back(), 303)


@blueprint.post("/text-size")
def choose_text_size() -> Response:
    """Keep 标准 or 大字 for the session."""
    chosen = request.form.get("text_size", "")
    if chosen in SIZES:
        session["text_size"] = chosen
    return redirect(_way_back(), 303)


@blueprint.get("/keys")
def keys() -> str:
    """List every keyboard shortcut."""
    return render_template("shell/keys.html")


@blueprint.get("/notices")
def notices() -> str:
    """Show the licences of everything the browser is given."""
    path = STATIC / "dist" / "notices.txt"
    return render_template("shell/notices.html", notices=path.read_text("utf-8") if path.is_file() else "")


@blueprint.get("/_styleguide")
def show_styleguide() -> str:
    """Draw every piece of the look with example values; only while testing or debugging."""
    if not (current_app.testing or current_app.debug):
        abort(404)
    return render_template("shell/styleguide.html", guide=styleguide.example())


def _way_back() -> str:
    """Return the path the person came from, on this server only."""
    came_from = urlsplit(request.referrer or "")
    if came_from.netloc != request.host:
        return "/"
    # One slash only: an address that begins with two names another server.
    path = "/" + came_from.path.lstrip("/\\")
    return f"{path}?{came_from.query}" if came_from.query else path
