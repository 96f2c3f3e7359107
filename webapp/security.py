"""What every answer says to the browser about safety: one strict policy, the same for every page."""

from typing import Final

from flask import Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import plain_input

# Attributes of style are allowed for bpmn-js, which places its canvas with them; scripts and style sheets come from
# this server alone, and nothing may be written inside a page.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    "frame-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}


class ShallowJSON(DefaultJSONProvider):
    """JSON nested deeper than anything of ours is as unreadable as broken JSON, and no failure of the server."""

    def loads(self, s: str | bytes, **kwargs: object) -> object:
        """Read JSON; raise ValueError for what cannot be read."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError(str(error)) from error


def init_app(app: Flask, *, is_https: bool, proxies: int = 0) -> None:
    """Set the cookie flags and put the headers on every answer; ``is_https`` adds what only holds over HTTPS.

    What ``proxies`` trusted proxies say of the visitor's address and scheme is believed; without any, nothing is.
    """
    app.config.update(
        # Over HTTPS the name itself forbids that another host, or a page without HTTPS, plants the cookie.
        SESSION_COOKIE_NAME="__Host-fashen" if is_https else "fashen",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        # An answer that changes nothing sends no cookie: a picture that came late would undo what a form had just said.
        # The cookie lives as long as a sign-in may at most; idle ones end on the server.
        SESSION_REFRESH_EACH_REQUEST=False,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=is_https,
    )
    plain_input.init_app(app)
    app.json = ShallowJSON(app)
    app.after_request(_put_headers)

    def _hsts(response: Response) -> Response:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response

    if is_https:
        app.after_request(_hsts)
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]


def _put_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # Office computers are shared: a page about a case must not come back out of the browser's store.
    if request.endpoint not in {"static", "bootstrap.static"}:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
