"""Where marked Chinese sentences become words for the person: objections, labels, terms (design decision 12)."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final
from xml.sax.saxutils import quoteattr

from flask import Flask
from flask_babel import LazyString, gettext
from markupsafe import Markup, escape

from webapp.language import current_language
from workflows.vocabulary.wording import Objection, Phrase, listed

CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
# From the first Chinese character to the last before the next Latin word, with the quotation marks around them.
RUN: Final = re.compile(r"[《〔“（]*[\u3400-\u9fff](?:[^A-Za-z]*[\u3400-\u9fff])?[》〕”）]*")

# The names of what is drawn in a diagram, and of the stages above it.
NAMES: Final = re.compile(r'\s(name|value)="([^"]*[\u3400-\u9fff][^"]*)"')


def translated(text: str) -> str:
    """Return a marked sentence, or a phrase made of several, in the person's language; an empty text stays empty."""
    if isinstance(text, Phrase):
        return translated(text.sentence).format(**_translated_values(text.params))
    return str(gettext(text)) if text else ""


def sentence(objection: Objection) -> str:
    """Return the objection's sentence with its places filled, without its article.

    A parameter that is itself a marked word (a label, a role) is translated too; case content stays as it is.
    """
    return translated(objection.text).format(**_translated_values(objection.params))


def in_words(objection: Objection) -> str:
    """Return the whole objection, followed by its article in brackets."""
    said = sentence(objection)
    return f"{said}（{objection.article}）" if objection.article else said


def in_lazy_words(objection: Objection) -> LazyString:
    """Return the objection as a text that is translated only when a page shows it."""
    return LazyString(in_words, objection)


def lang_of(text: object) -> Markup:
    """Return ``lang="zh-CN"`` for Chinese content on a page that is not Chinese, so that it is read and drawn right."""
    is_foreign = current_language() != "zh" and CHINESE.search(str(text))
    return Markup(' lang="zh-CN"') if is_foreign else Markup()


def with_runs(text: str) -> Markup:
    """Return a text in which, on a page that is not Chinese, every run of Chinese says that it is Chinese."""
    safe = str(escape(text))
    if current_language() == "zh":
        return Markup(safe)  # noqa: S704 -- escaped above
    return Markup(RUN.sub(r'<span lang="zh-CN">\g<0></span>', safe))  # noqa: S704 -- escaped above


def with_translated_names(xml: bytes) -> bytes:
    """Return a diagram whose steps, ways and lanes are named in the person's language."""
    return NAMES.sub(lambda found: f" {found[1]}={quoteattr(translated(unescape(found[2])))}", xml.decode()).encode()


def _translated_values(params: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: translated(value) if isinstance(value, str) else value for name, value in params.items()}


def init_app(app: Flask) -> None:
    """Give templates ``label|tr``, ``labels|listed``, ``text|with_runs`` and ``lang_of(text)``.

    An objection is said as ``sentence``, as ``words`` with its article, or as ``plain_words`` where no mark may stand.
    """
    app.jinja_env.globals["lang_of"] = lang_of
    app.jinja_env.filters.update(
        tr=translated,
        listed=lambda parts: translated(listed(parts)),
        sentence=sentence,
        words=lambda objection: with_runs(in_words(objection)),
        plain_words=in_words,
        with_runs=with_runs,
    )
