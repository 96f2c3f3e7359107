"""One pressing of a button by a program: its key, within those of the same application alone."""

from collections.abc import Mapping
from typing import Any

from webapp.api.caller import caller
from webapp.request_scope import KEYS_OF_PROGRAMS, reading
from workflows.questions.api_callers import first_key_of


def key_of(headers: Mapping[str, Any]) -> str:
    """Return the key under which the act is kept; two applications may use the same words.

    An application whose key was renewed meanwhile is still the same.
    """
    with reading() as records:
        application = first_key_of(caller().token_id, records=records)
    return f"{KEYS_OF_PROGRAMS}{application}-{headers['idempotency_key']}"
