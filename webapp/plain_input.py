"""What comes from outside is numbers and words a database can hold: both engines are asked for the same, or not at all.

A row's number has an end on PostgreSQL, and no text there may hold a NUL, which nobody can type. SQLite would take
both, so that without this a crafted address would be a page on the one and a failure of the server on the other.
"""

from collections.abc import Iterable
from typing import Final, TypeVar, cast

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, PathConverter, UnicodeConverter, ValidationError

from workflows.questions.paging import LARGEST_ROW

NUL: Final = "\0"

Sent = TypeVar("Sent")


class RowNumber(IntegerConverter):
    """A number in an address: no larger than a row's, so that a crafted one finds nothing instead of failing."""

    regex = r"\d{1,10}"

    def to_python(self, value: str) -> int:
        """Return the number; one that no row can have leads nowhere."""
        number = int(value)
        if number > LARGEST_ROW:
            raise ValidationError
        return number


class SomeWord(UnicodeConverter):
    """A word in an address."""

    def to_python(self, value: str) -> str:
        """Return the word; one with a NUL leads nowhere."""
        return _refuse_nul(value)


class SomePath(PathConverter):
    """Several words in an address."""

    def to_python(self, value: str) -> str:
        """Return the path; one with a NUL leads nowhere."""
        return _refuse_nul(value)


class Typed(ImmutableMultiDict[str, Sent]):
    """What a browser sent in a query or a form, without NUL characters."""

    def __init__(self, sent: Iterable[tuple[str, Sent]] | None = None) -> None:
        """Take over names and values; a file stays as it is."""
        super().__init__([(name.replace(NUL, ""), _plain(value)) for name, value in sent or ()])


class PlainRequest(Request):
    """A request whose query and form hold nothing but text."""

    parameter_storage_class = Typed


def init_app(app: Flask) -> None:
    """Read every request so; before any address is made known."""
    app.request_class = PlainRequest
    app.url_map.converters.update(int=RowNumber, default=SomeWord, string=SomeWord, path=SomePath)


def _refuse_nul(value: str) -> str:
    if NUL in value:
        raise ValidationError
    return value


def _plain(value: Sent) -> Sent:
    return cast("Sent", value.replace(NUL, "")) if isinstance(value, str) else value
