"""The log as lines of JSON, one event each: tied to its request by an id, without names, forms or addresses."""

import json
import logging
import re
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from flask import Flask, Response, g, has_request_context, request
from gunicorn.glogging import Logger

HEADER: Final = "X-Request-ID"
_SAFE_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")

log = logging.getLogger("fashen.requests")


class JsonLines(logging.Formatter):
    """One JSON object per line; a line break in what is logged cannot begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event."""
        event: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_of_request(),
            **getattr(record, "figures", {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            event["error"] = type(error).__name__
            # Where it happened, without the values that were at hand there.
            event["trace"] = [
                f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(event, ensure_ascii=False)


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's own log in the same lines."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 -- gunicorn's own settings
        """Let gunicorn set its log up, and give it our form."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


def write_json() -> None:
    """Let everything this process logs be lines of JSON on its standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)


def init_app(app: Flask, *, as_json: bool) -> None:
    """Give every request an id, its proxy's or its own, and every answer the same; ``as_json`` logs each answer.

    Otherwise what was refused is logged alone: whoever tries doors is seen in either.
    """
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)

    def end(response: Response) -> Response:
        response.headers.setdefault(HEADER, request_id())
        if as_json:
            figures: Mapping[str, object] = {
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.asked_at) * 1000, 1),
            }
            log.info("answered", extra={"figures": figures})
        elif _is_refusal(response):
            log.warning("%s %s was refused with %s", request.method, _rule(), response.status_code)
        return response

    app.after_request(end)


def _is_refusal(response: Response) -> bool:
    """Say whether an address of ours was refused or found nothing; what asks for no address of ours says nothing."""
    return response.status_code // 100 == 4 and request.url_rule is not None  # noqa: PLR2004 -- the class of HTTP statuses


def _rule() -> str:
    return request.url_rule.rule if request.url_rule is not None else ""


def request_id() -> str:
    """Return the id of this request."""
    return str(g.get("request_id", "")) if has_request_context() else ""


def _begin() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if _SAFE_ID.fullmatch(given) else uuid4().hex
    g.asked_at = time.perf_counter()


def _of_request() -> dict[str, object]:
    """Return which request an event belongs to: by the rule of its address, in which nobody's name can stand."""
    if not has_request_context():
        return {}
    return {"request": request_id(), "method": request.method, "rule": _rule()}
