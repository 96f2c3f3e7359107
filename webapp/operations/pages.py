"""What machines ask: does it live, may people be sent here, how is it; and what people are told is off."""

import ipaddress
import logging
import time
from collections.abc import Sequence

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.access import open_to_all
from webapp.operations import measures
from webapp.request_scope import installation, reading_everywhere
from webapp.wording import in_words
from workflows.questions.operation import Operation, read_operation, unready, what_waits

KEPT_SECONDS = 10.0

log = logging.getLogger(__name__)
blueprint = Blueprint("operations", __name__)


@blueprint.get("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    """Say that this process lives; nothing else is asked, so that nothing else makes it look dead."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
@open_to_all
def readyz() -> ResponseReturnValue:
    """Say whether people may be sent here: 503 names what is not as it must be, and no more than that."""
    operation = _read()
    faults = ["database"] if operation is None else unready(operation)
    return jsonify(status="unready" if faults else "ready", faults=faults), 503 if faults else 200


@blueprint.get("/metrics")
@open_to_all
def metrics() -> ResponseReturnValue:
    """Give Prometheus its figures; whoever is neither on this machine nor on the list finds nothing."""
    if not _may_read_metrics():
        abort(404)
    content = current_app.extensions["measures"].read(_read())
    return Response(content, mimetype="text/plain", content_type="text/plain; version=0.0.4; charset=utf-8")


def init_app(app: Flask) -> None:
    """Count answers, and let every page say what is off."""
    measures.init_app(app)
    app.context_processor(lambda: {"what_is_off": _what_is_off})


def _what_is_off() -> Sequence[str]:
    """Return what people are told at the top of a page; asked of the database at most every ten seconds."""
    if not current_user.is_authenticated:
        return []
    kept = current_app.extensions.get("operation")
    if kept is None or kept[0] < time.monotonic():
        kept = (time.monotonic() + KEPT_SECONDS, _read())
        current_app.extensions["operation"] = kept
    operation: Operation | None = kept[1]
    if operation is None:
        return []
    return [in_words(one) for one in what_waits(operation, actor=current_user.actor)]


def _read() -> Operation | None:
    try:
        with reading_everywhere() as records:
            return read_operation(records=records, now=installation().clock.system_now())
    except Exception as error:  # noqa: BLE001 -- whatever keeps the database from answering
        log.warning("the database does not answer: %s", type(error).__name__)
        return None


def _may_read_metrics() -> bool:
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
        readers = [ipaddress.ip_network(one, strict=False) for one in installation().settings.metrics_readers]
    except ValueError:
        return False
    # Behind a proxy that does not say whom it speaks for, everybody would seem to be on this machine.
    is_here = address.is_loopback and "X-Forwarded-For" not in request.headers
    return is_here or any(address in reader for reader in readers)
