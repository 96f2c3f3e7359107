"""One pressing of a button by a program: its key, within those of the same application alone."""

from collections.abc import Mapping
from typing import Any

from webapp.api.caller import caller
from webapp.request_scope import KEYS_OF_PROGRAMS


def key_of(headers: Mapping[str, Any]) -> str:
    """Return the key under which the act is kept; two applications may use the same words."""
    return f"{KEYS_OF_PROGRAMS}{caller().token_id}-{headers['idempotency_key']}"
