"""A website served to real browsers from within a test, and browsers in which somebody has signed in."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from tests.webapp.office_on_the_web import Website

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@contextmanager
def at_an_address(app: Flask) -> Iterator[str]:
    """Serve an app for as long as it is needed."""
    server = make_server("127.0.0.1", 0, _read_whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signed_in(chromium: Browser, site: Website, address: str, login: str, language: str = "zh") -> BrowserContext:
    """Return somebody's signed-in browser."""
    client = site.browser(login)
    with client.session_transaction() as session:
        session["language"] = language
    cookie = client.get_cookie("fashen")
    assert cookie is not None
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
    return context


def _read_whole(app: Flask) -> "WSGIApplication":
    """Read each answer before it is sent: werkzeug's server leaves a file open when the browser hangs up on it."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = app(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            getattr(body, "close", lambda: None)()

    return answer
