"""A real OpenID Connect provider for the tests: Authlib's own server with one client, PKCE required, and bad moods."""

# ruff: noqa: ARG002 -- the library's signatures

import os
import time
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc.jwk import RSAKey

# It speaks plain HTTP, to this machine alone.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

CLIENT, SECRET = "fashen", "the secret both of them keep"


@dataclass
class Person:
    """Who is signed in at the provider."""

    subject: str = "person-4711"
    login: str = "lin"


@dataclass
class Client(ClientMixin):  # type: ignore[misc]
    """The one application the provider knows, with the one address it sends people back to."""

    way_back: str

    def get_client_id(self) -> str:
        return CLIENT

    def get_default_redirect_uri(self) -> str:
        return self.way_back

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.way_back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic" and endpoint == "token"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """One code the provider gave out."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class Mood:
    """What a test may change about the provider: who is there, and what is wrong with its answers."""

    way_back: str
    issuer: str = ""
    called: str = ""
    person: Person = field(default_factory=Person)
    nonce: str = ""
    audience: str = CLIENT
    lives: int = 600
    is_signed_by_another: bool = False
    algorithms: tuple[str, ...] = ("RS256",)
    codes: dict[str, Code] = field(default_factory=dict)


def _grant_of(mood: Mood) -> type[grants.AuthorizationCodeGrant]:
    class Grant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]  # noqa: RUF012 -- the library's name

        def save_authorization_code(self, code: str, request: Any) -> None:
            data = request.payload.data
            given = [data.get(name, "") for name in ("nonce", "code_challenge", "code_challenge_method")]
            mood.codes[code] = Code(code, request.payload.redirect_uri, request.payload.scope, *given)

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return mood.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del mood.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> Person:
            return mood.person

    return Grant


def _token_of(mood: Mood, key: RSAKey) -> OpenIDCode:
    another = RSAKey.generate_key(2048)

    class Token(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(one.nonce == nonce for one in mood.codes.values())

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return another if mood.is_signed_by_another else key

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def get_client_claims(self, client: Client) -> dict[str, object]:
            return {"iss": mood.issuer, "aud": [mood.audience], "exp": int(time.time()) + mood.lives}

        def get_authorization_code_claims(self, authorization_code: Code) -> dict[str, object]:
            claims: dict[str, object] = super().get_authorization_code_claims(authorization_code)
            return {**claims, "nonce": mood.nonce} if mood.nonce else claims

        def generate_user_info(self, user: Person, scope: str) -> UserInfo:
            return UserInfo(sub=user.subject, preferred_username=user.login)

    return Token(require_nonce=True)


def a_provider(mood: Mood) -> Flask:
    """Return the provider as a web app; ``mood.issuer`` must be its address once it has one."""
    app = Flask(__name__)
    key = RSAKey.generate_key(2048)
    client = Client(mood.way_back)

    server = AuthorizationServer(app, query_client=lambda _: client, save_token=lambda *_: None)
    server.register_grant(_grant_of(mood), [_token_of(mood, key), CodeChallenge(required=True)])

    @app.get("/authorize")
    def authorize() -> Any:
        grant = server.get_consent_grant(end_user=mood.person)
        return server.create_authorization_response(grant_user=mood.person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[key.as_dict(private=False)])

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        here = request.host_url.rstrip("/")
        return jsonify(
            issuer=mood.called or mood.issuer,
            authorization_endpoint=f"{here}/authorize",
            token_endpoint=f"{here}/token",
            jwks_uri=f"{here}/keys",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=list(mood.algorithms),
        )

    return app
