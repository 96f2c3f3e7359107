"""A rehearsal written down: the day, the invented facts, and the choices; it fits into an address or a file."""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import orjson

from workflows.errors import RefusedError
from workflows.process.bundle import Bundle
from workflows.process.rehearsal import MOST_CHOICES, Choice, Rehearsal, play_all
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_, Objection

_MOST_BYTES = 400_000
_MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Script:
    """What is kept of a rehearsal.

    ``day`` is the day on which everything happens, ``invented`` what the steps' forms are filled with at first.
    """

    day: date
    invented: Mapping[str, FactValue] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    def play(self, bundle: Bundle) -> Rehearsal:
        """Return the rehearsal after all choices."""
        return play_all(bundle, {"judged_on": self.day.toordinal()}, self.choices)

    def with_choice(self, choice: Choice) -> "Script":
        """Return the script with one more choice."""
        return replace(self, choices=(*self.choices, choice))

    def up_to(self, steps: int) -> "Script":
        """Return the script with only its first choices."""
        return replace(self, choices=self.choices[: max(steps, 0)])

    def as_json(self) -> dict[str, object]:
        """Return it as it is exported."""
        return {
            "day": self.day.isoformat(),
            "facts": dict(self.invented),
            "choices": [_written(one) for one in self.choices],
        }

    def pack(self) -> str:
        """Return it as it stands in an address."""
        return base64.urlsafe_b64encode(zlib.compress(orjson.dumps(self.as_json()), 9)).decode().rstrip("=")


def unpack(text: str) -> Script:
    """Return what an address holds; RefusedError when it holds no rehearsal."""
    try:
        packed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        return read_script(orjson.loads(zlib.decompressobj().decompress(packed, _MOST_BYTES)))
    except (UnicodeEncodeError, binascii.Error, zlib.error, orjson.JSONDecodeError) as error:
        raise RefusedError(_unreadable()) from error


def read_script(told: object) -> Script:
    """Return an exported rehearsal; RefusedError when it is none."""
    try:
        return _read(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RefusedError(_unreadable()) from error


def _read(told: Any) -> Script:  # noqa: ANN401 -- what JSON holds
    choices = tuple(_choice(one) for one in told["choices"])
    if len(choices) > MOST_CHOICES:
        raise ValueError(len(choices))
    return Script(date.fromisoformat(told["day"]), _facts(told.get("facts", {})), choices)


def _choice(told: Mapping[str, Any]) -> Choice:
    texts = [str(told.get(name, "")) for name in ("kind", "path", "target", "message")]
    if any(len(one) > _MOST_TEXT for one in texts):
        raise ValueError(texts)
    kind, path, target, message = texts
    return Choice(kind, path, _facts(told.get("writes", {})), target, message)


def _facts(told: Mapping[str, Any]) -> dict[str, FactValue]:
    if not all(isinstance(value, str | bool | int) for value in told.values()):
        raise TypeError(told)
    return {str(name): value for name, value in told.items()}


def _written(choice: Choice) -> dict[str, object]:
    told = {
        "kind": choice.kind,
        "path": choice.path,
        "writes": dict(choice.writes),
        "target": choice.target,
        "message": choice.message,
    }
    return {name: value for name, value in told.items() if value}


def _unreadable() -> Objection:
    return Objection("rehearsal-unreadable", N_("演练记录无法识别，请从头开始演练"))
