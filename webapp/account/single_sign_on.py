"""单点登录 (OpenID Connect): code flow with PKCE, state and nonce; the second factor of this system is still asked."""

import logging
from typing import Any, Final, cast

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from joserfc.errors import JoseError
from requests import RequestException

from webapp.access import open_to_all
from webapp.account.entering import go_in
from webapp.limits import FAILED_SIGN_INS, limiter
from webapp.request_scope import installation, note_access, now, transaction
from workflows.acts.office.single_sign_on import login_of, recognise_subject
from workflows.events import SignedIn as SignInNoted
from workflows.settings import Settings

log = logging.getLogger(__name__)
blueprint = Blueprint("single_sign_on", __name__, url_prefix="/sign-in/provider")

# Signatures of the provider alone: neither none at all, nor one made with the secret we share.
SIGNED_BY_KEY: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
WELL_KNOWN: Final = "/.well-known/openid-configuration"


class WrongProviderError(Exception):
    """What answered is not the provider these settings name."""


FAILURES: Final = (OAuthError, JoseError, RequestException, WrongProviderError, KeyError, ValueError)


def init_app(app: Flask, settings: Settings) -> None:
    """Register the provider the settings name, if they name one."""
    app.context_processor(lambda: {"single_sign_on": settings.oidc_name if settings.has_single_sign_on else ""})
    if not settings.has_single_sign_on:
        return
    oauth = OAuth(app)
    oauth.register(
        "office",
        client_id=settings.oidc_client,
        client_secret=settings.oidc_secret,
        server_metadata_url=settings.oidc_issuer + WELL_KNOWN,
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256"},
    )
    app.extensions["single_sign_on"] = oauth.office


def _came_to_nothing(_: Response) -> bool:
    """Say whether this sign-in counts against its address: an office shares one, and most come back signed in."""
    return "sign_in_came_to_nothing" in g


@blueprint.get("")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=_came_to_nothing)
def begin() -> ResponseReturnValue:
    """Send the person to the provider; state, nonce and verifier wait in this browser's cookie."""
    client = _client()
    try:
        _refuse_another(client)
        answer = client.authorize_redirect(_way_back())
    except FAILURES as error:
        return _failed(error)
    session["sign_in_target"] = request.args.get("next", "")
    return cast("ResponseReturnValue", answer)


@blueprint.get("/back")
@open_to_all
@limiter.limit(FAILED_SIGN_INS, deduct_when=_came_to_nothing)
def come_back() -> ResponseReturnValue:
    """Take the provider's answer: whoever it vouches for goes in like with the right password."""
    client, issuer = _client(), installation().settings.oidc_issuer
    try:
        _refuse_another(client)
        if request.args.get("iss", issuer) != issuer:
            raise WrongProviderError(request.args["iss"])
        told = client.authorize_access_token()["userinfo"]
        subject, login = str(told["sub"]), str(told.get("preferred_username", ""))
    except FAILURES as error:
        return _failed(error)
    with transaction() as records:
        actor = recognise_subject(issuer, subject, login, records=records, now=now())
        account = login_of(actor, records=records) if actor is not None else login
    if actor is None:
        g.sign_in_came_to_nothing = True
        note_access(0, SignInNoted(account[:80], is_success=False))
        flash(_("统一身份认证已通过，但本系统没有对应的账户，请联系系统管理员"))
        return redirect(url_for("account.sign_in"), 303)
    return go_in(actor, account, target=session.pop("sign_in_target", ""))


def _client() -> Any:  # noqa: ANN401 -- the library's client has no types
    client = current_app.extensions.get("single_sign_on")
    if client is None:
        abort(404)
    return client


def _refuse_another(client: Any) -> None:  # noqa: ANN401 -- the library's client has no types
    """Refuse a provider that calls itself otherwise than the settings, and signatures that prove nothing."""
    metadata = client.load_server_metadata()
    if metadata["issuer"] != installation().settings.oidc_issuer:
        raise WrongProviderError(metadata["issuer"])
    accepted = sorted(SIGNED_BY_KEY.intersection(metadata.get("id_token_signing_alg_values_supported", ["RS256"])))
    if not accepted:
        raise WrongProviderError(metadata["issuer"])
    metadata["id_token_signing_alg_values_supported"] = accepted


def _way_back() -> str:
    """Return the one address the provider may send people back to: by the settings, never by what a request says."""
    return installation().settings.address + url_for("single_sign_on.come_back")


def _failed(error: Exception) -> ResponseReturnValue:
    g.sign_in_came_to_nothing = True
    log.warning("single sign-on failed", exc_info=error)
    flash(_("统一身份认证没有成功，请重试，或者使用用户名和密码登录"))
    return redirect(url_for("account.sign_in"), 303)
