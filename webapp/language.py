"""In which language and size a page speaks: Simplified Chinese, or English for everything that is not case content."""

from typing import Final

from flask import Flask, has_request_context, request, session
from flask_babel import Babel

LANGUAGES: Final = {"zh": "zh_Hans_CN", "en": "en"}
HTML_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
SIZES: Final = ("standard", "large")

babel = Babel()


def current_language() -> str:
    """Return ``zh`` or ``en``: what the person chose in this session, or a program asks for, else Chinese."""
    if has_request_context() and request.path.startswith("/api/") and request.endpoint != "api_document.read":
        return request.accept_languages.best_match(LANGUAGES) or "zh"
    chosen = session.get("language", "zh") if has_request_context() else "zh"
    return chosen if chosen in LANGUAGES else "zh"


def current_size() -> str:
    """Return ``standard`` or ``large`` (大字)."""
    chosen = session.get("text_size", "standard")
    return chosen if chosen in SIZES else "standard"


def init_app(app: Flask) -> None:
    """Let pages, objections and errors speak the person's language."""
    app.config.update(BABEL_DEFAULT_LOCALE="zh_Hans_CN", BABEL_DEFAULT_TIMEZONE="Asia/Shanghai")
    babel.init_app(app, locale_selector=lambda: LANGUAGES[current_language()])
    app.context_processor(
        lambda: {
            "language": current_language(),
            "html_language": HTML_LANGUAGES[current_language()],
            "text_size": current_size(),
        }
    )
