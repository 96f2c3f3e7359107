"""The interface put together: its rooms, its limits, and the document that describes it (OpenAPI 3)."""

import re
from typing import Any, Final, cast

from flask import Flask, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_smorest import Api, Blueprint
from flask_wtf import CSRFProtect
from werkzeug.routing import Rule

from webapp.access import open_to_all
from webapp.api import cases, flows, lists, steps
from webapp.api.caller import SCOPE, caller, limiter, rate, with_scope
from webapp.api.schemas import CallerSchema, ProblemSchema
from webapp.problems import MEDIA_TYPE, answer_for
from workflows.questions.permissions import Permission

about = Blueprint("api_about", __name__, url_prefix="/api/v1", description="应用")
answer_for(about)

ROOMS: Final = (about, cases.blueprint, steps.blueprint, flows.blueprint, lists.blueprint)
EXTENSION: Final = "interface"


class Interface(Api):
    """The library's description of the views; what fails is answered by ``webapp/problems.py``, never by it."""

    def _register_error_handlers(self) -> None:
        """Leave the pages' answers alone."""


@about.route("/me")
@with_scope("", Permission.SEE_PEOPLE)
@about.response(200, CallerSchema)
def show_caller() -> object:
    """Return the application itself: its scopes, and until when its key is valid."""
    found = caller()
    person = found.actor.name if found.is_person else None
    return {"name": found.name, "scopes": sorted(found.scopes), "expires_at": found.expires_at, "person": person}


def describe() -> ResponseReturnValue:
    """Return the OpenAPI document."""
    return jsonify(_document())


def read_description() -> ResponseReturnValue:
    """Show the interface to people: every address with its scope, without anything from elsewhere."""
    return render_template("api/description.html", document=_document(), nav=())


def init_app(app: Flask, csrf: CSRFProtect) -> None:
    """Put the interface into the web app; no other site can forge a key in the header, so no token is asked."""
    app.config.update(API_TITLE="法审 Fashen", API_VERSION="v1", OPENAPI_VERSION="3.0.3")
    interface = Interface(app)
    interface.spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    interface.spec.components.schema("Problem", schema=ProblemSchema)
    limiter.init_app(app)
    for room in ROOMS:
        limiter.limit(rate)(room)
        csrf.exempt(room)
        interface.register_blueprint(room)
    app.extensions[EXTENSION] = _completed(interface.spec.to_dict(), app)
    app.add_url_rule("/api/v1/openapi.json", "api_document.describe", open_to_all(describe))
    app.add_url_rule("/api/v1/docs", "api_document.read", open_to_all(read_description))


def _document() -> dict[str, Any]:
    return cast("dict[str, Any]", current_app.extensions[EXTENSION])


def _completed(document: dict[str, Any], app: Flask) -> dict[str, Any]:
    """Add what holds for every view: its scope, the key it asks for, and how it says what went wrong."""
    scopes = {
        (_address(rule), method.lower()): getattr(app.view_functions[rule.endpoint], SCOPE, "")
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
    told = {"$ref": "#/components/schemas/Problem"}
    problem = {"description": "Problem", "content": {MEDIA_TYPE: {"schema": told}}}
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            responses = operation["responses"]
            kept = {status: one for status, one in responses.items() if status.startswith("2")}
            operation["responses"] = {**kept, "default": problem}
            operation["security"] = [{"key": []}]
            operation["x-scope"] = scopes.get((address, method), "")
    document["components"].pop("responses", None)
    document["components"]["schemas"].pop("Error", None)
    return document


def _address(rule: Rule) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
