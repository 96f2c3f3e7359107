"""How each failure is answered, once: the five of ``workflows/errors.py`` and HTTP's own, in words with the cure."""

import logging
from dataclasses import dataclass, replace
from typing import Final

from flask import Flask, Response, current_app, render_template, request
from flask_babel import gettext
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from webapp.language import HTML_LANGUAGES, current_language, current_size
from webapp.limits import minutes_to_wait
from webapp.pace import TooOftenError
from webapp.patience import typed
from webapp.problems import is_interface, of_http
from webapp.wording import in_words
from workflows.errors import BrokenDiagramError, ConflictError, NotFoundError, RefusedError, UnsavedError
from workflows.storage import StorageDownError
from workflows.vocabulary.wording import N_

log = logging.getLogger(__name__)

Answer = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Page:
    """What an error page says: what happened, and what the person can do now."""

    title: str
    cure: str


PAGES: Final = {
    400: Page(N_("这次提交无法识别"), N_("页面可能停留过久。请返回上一页，刷新后重新提交；已填写的内容请先复制保存。")),
    401: Page(N_("请先登录"), N_("登录已经失效，请重新登录；登录后会回到刚才的页面。")),
    403: Page(N_("不能办理"), N_("需要权限的，请联系本单位安全管理员核对岗位。")),
    404: Page(N_("没有找到这个页面"), N_("地址可能有误，或者该案件不在您的查阅范围内。请从左侧菜单或者搜索重新进入。")),
    405: Page(N_("这个地址不能这样打开"), N_("请从页面上的按钮办理，不要直接输入地址。")),
    409: Page(N_("他人已先办结"), N_("请返回查看最新情况，再决定是否继续办理。")),
    413: Page(N_("文件过大"), N_("请压缩文件，或者分几次上传。")),
    422: Page(N_("流程图有误"), N_("请联系流程管理员，按提示修改后再试。")),
    429: Page(N_("操作过于频繁"), N_("请稍后再试。")),
    500: Page(N_("系统出错"), N_("什么都没有改变。请稍后再试；再次出现时，请把下面的时间和编号告诉系统管理员。")),
    503: Page(N_("系统暂停服务"), N_("正在维护，请稍后再试。")),
}

SAY_THEIR_CURE: Final = frozenset({403, 429, 503})


# What is typed there is never shown again: passwords and codes.
KEPT_TO_THEMSELVES: Final = frozenset({"account", "own_password", "own_factor", "setup"})


def error_page(status: int, *, reason: str = "", reference: str = "") -> Answer:
    """Return the page for an HTTP status; ``reason`` is the refusal in words, ``reference`` what to tell the office.

    A reason that names its own cure stands alone.
    """
    page = PAGES.get(status, PAGES[500])
    if reason and status in SAY_THEIR_CURE:
        page = replace(page, cure="")
    return render_template("errors/error.html", page=page, status=status, reason=reason, reference=reference), status


def init_app(app: Flask) -> None:
    """Answer every failure with its page."""
    app.register_error_handler(NotFoundError, lambda _: error_page(404))
    app.register_error_handler(RefusedError, lambda error: error_page(403, reason=in_words(error.objection)))
    app.register_error_handler(ConflictError, lambda error: error_page(409, reason=in_words(error.objection)))
    app.register_error_handler(BrokenDiagramError, lambda error: error_page(422, reason=in_words(error.objection)))
    app.register_error_handler(UnsavedError, _answer_unsaved)
    app.register_error_handler(StorageDownError, _answer_no_storage)
    app.register_error_handler(CSRFError, lambda _: error_page(400))
    app.register_error_handler(RateLimitExceeded, _answer_too_often)
    app.register_error_handler(TooOftenError, lambda error: error_page(429, reason=error.description or ""))
    app.register_error_handler(InternalServerError, _answer_unforeseen)
    app.register_error_handler(HTTPException, _answer_http)


def _answer_too_often(_: RateLimitExceeded) -> Answer:
    return error_page(429, reason=gettext("登录失败次数过多，请在 %(minutes)s 分钟后再试。", minutes=minutes_to_wait()))


def _answer_no_storage(error: StorageDownError) -> Answer:
    log.error("files cannot be kept or read", exc_info=error)
    return error_page(503, reason=gettext("文件存储暂时不可用，文件没有保存，什么都没有改变。请稍后再试。"))


def _answer_unsaved(error: UnsavedError) -> tuple[str, int, dict[str, str]]:
    """Answer without the database: what was typed stays in the page and can be sent once more."""
    log.warning("the database was out of reach", exc_info=error)
    fields = typed() if request.method == "POST" and request.blueprint not in KEPT_TO_THEMSELVES else []
    # Without what every other page is given: that would ask the database who is there.
    page = current_app.jinja_env.get_template("errors/unsaved.html").render(
        request=request,
        html_language=HTML_LANGUAGES[current_language()],
        text_size=current_size(),
        typed=fields,
        has_files=bool(request.files),
        is_in_doubt=error.is_in_doubt,
        # Of this server, whatever stands before the path: two slashes would name another.
        again="/" + request.full_path.rstrip("?").lstrip("/\\"),
    )
    return page, 503, {"Retry-After": "5"}


def _answer_http(error: HTTPException) -> Answer | HTTPException | Response:
    status = error.code or 500
    if is_interface():
        return of_http(error)
    return error_page(status) if status in PAGES else error


def _answer_unforeseen(error: InternalServerError) -> Answer:
    # Flask has logged the traceback already; the reference ties the person's page to that line.
    reference = f"{id(error):x}"[-8:]
    log.error("unforeseen failure shown to a person, reference %s", reference)
    return error_page(500, reference=reference)
