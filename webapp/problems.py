"""How the interface says what went wrong: problem+json (RFC 9457), in the caller's language, with the cure."""

import logging
from collections.abc import Mapping
from typing import Any, Final

import orjson
from flask import Request, Response, request
from flask_limiter import RateLimitExceeded
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, MethodNotAllowed

from webapp.wording import in_words, sentence, translated
from workflows.errors import BrokenDiagramError, ConflictError, NotFoundError, RefusedError, UnsavedError
from workflows.forms import FormError
from workflows.storage import StorageDownError
from workflows.vocabulary.wording import N_, Objection

log = logging.getLogger(__name__)

PREFIX: Final = "/api/"
MEDIA_TYPE: Final = "application/problem+json"
# What the regulation of permissions refuses, and what only a key decides.
NOT_ALLOWED: Final = frozenset({"not-permitted", "scope-missing"})

TITLES: Final[Mapping[int, str]] = {
    400: N_("这次请求无法识别"),
    401: N_("请先登录"),
    403: N_("不能办理"),
    404: N_("没有找到，或者不在查阅范围内"),
    405: N_("这个地址不能这样打开"),
    409: N_("他人已先办结"),
    413: N_("文件过大"),
    415: N_("请以 application/json 提交"),
    422: N_("不能办理，请按提示修改后再提交"),
    429: N_("操作过于频繁"),
    500: N_("系统出错"),
    503: N_("系统暂停服务"),
}


def is_interface() -> bool:
    """Say whether a program asks, and not a person's browser."""
    return request.path.startswith(PREFIX)


def problem(status: int, *, detail: str = "", code: str = "", **more: object) -> Response:
    """Return a problem: what happened, in words; its code, for programs; and whatever belongs to it."""
    title = translated(TITLES.get(status, TITLES[500 if status >= 500 else 400]))  # noqa: PLR2004 -- the class of HTTP statuses
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail or title, "code": code, **more}
    body = orjson.dumps({key: value for key, value in told.items() if value not in ("", None)})
    return Response(body, status=status, mimetype=MEDIA_TYPE)


def of_objection(status: int, objection: Objection, **more: object) -> Response:
    """Return an objection as a problem: code, text, article."""
    return problem(
        status,
        detail=in_words(objection),
        code=objection.code,
        text=sentence(objection),
        article=objection.article,
        **more,
    )


class ShallowParser(FlaskParser):
    """Reads what programs send; JSON nested deeper than anything of ours is as unreadable as broken JSON."""

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401 -- the library's signature
        """Read the body of a request."""
        try:
            return super().load_json(req, schema)
        except RecursionError as error:
            raise BadRequest from error


def answer_for(room: Blueprint) -> None:
    """Let everything that fails in the views of a room be answered as a problem; ``webapp/errors.py`` answers pages."""
    room.ARGUMENTS_PARSER = ShallowParser()
    room.register_error_handler(NotFoundError, lambda _: problem(404, code="not-found"))
    room.register_error_handler(RefusedError, _refused)
    room.register_error_handler(FormError, _wrong_answers)
    room.register_error_handler(ValidationError, _unreadable)
    room.register_error_handler(ConflictError, _conflict)
    room.register_error_handler(BrokenDiagramError, lambda error: of_objection(422, error.objection))
    room.register_error_handler(UnsavedError, lambda _: problem(503, code="unsaved"))
    room.register_error_handler(StorageDownError, _no_storage)
    room.register_error_handler(RateLimitExceeded, _too_often)
    room.register_error_handler(InternalServerError, lambda _: problem(500, code="unforeseen"))
    room.register_error_handler(HTTPException, of_http)


def of_http(error: HTTPException) -> Response:
    """Return one of HTTP's own failures as a problem, with what could not be read of the request."""
    errors = getattr(error, "data", {}).get("messages")
    answer = problem(error.code or 500, code="wrong-request" if errors else "http", errors=errors)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(error.valid_methods)
    return answer


def _no_storage(error: StorageDownError) -> Response:
    log.error("files cannot be kept or read", exc_info=error)
    return problem(503, code="no-storage")


def _unreadable(error: ValidationError) -> Response:
    return problem(422, code="wrong-request", errors=error.messages)


def _too_often(error: RateLimitExceeded) -> Response:
    answer = problem(429, code="too-often", limit=str(error.limit.limit))
    answer.headers["Retry-After"] = str(error.limit.limit.get_expiry())
    return answer


def _refused(error: RefusedError) -> Response:
    status = 403 if error.objection.code in NOT_ALLOWED else 422
    return of_objection(status, error.objection)


def _conflict(error: ConflictError) -> Response:
    params = error.objection.params
    return of_objection(409, error.objection, who=params.get("who"), when=params.get("when"), what=params.get("what"))


def _wrong_answers(error: FormError) -> Response:
    errors = [
        {"field": name, "code": one.code, "text": sentence(one), "article": one.article}
        for name, one in error.errors.items()
    ]
    return problem(422, code="wrong-answers", errors=errors)
