"""How often a door may be knocked at in vain: failed sign-ins per address, never the successful ones.

An office shares one address; whoever types the right password takes nothing from a colleague. The knocks are counted in
the office's own database, so that they count together in all processes and over restarts.
"""

import math
import time
from typing import Final, cast

from flask import Response, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import MemoryStorage, MovingWindowSupport, Storage

from webapp.installation import Installation
from workflows.errors import UnsavedError
from workflows.records.limit_windows import Windows
from workflows.records.transaction import Archive

FAILED_SIGN_INS: Final = "20/minute;100/hour"
WRONG_PASSWORD: Final = 401


class OfficeStorage(Storage, MovingWindowSupport):
    """Flask-Limiter's storage, kept in the database of whichever office the request is for."""

    STORAGE_SCHEME = ["office"]  # noqa: RUF012 -- the library reads it once

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what the library may take for a failure of the storage."""
        return UnsavedError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count knocks unless they are too many; whoever counts the same door waits."""
        with _archive().transaction() as records:
            windows = Windows(records.session)
            return windows.acquire(key, limit=limit, span=expiry, amount=amount, now=time.time())

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002 -- the library's signature
        """Return when the oldest knock that counts was, and how many there are."""
        now = time.time()
        with _archive().reading() as records:
            moments = Windows(records.session).moments(key, span=expiry, now=now)
        return (moments[-1], len(moments)) if moments else (now, 0)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count knocks within a fixed window."""
        with _archive().transaction() as records:
            return Windows(records.session).increase(key, span=expiry, amount=amount, now=time.time())

    def get(self, key: str) -> int:
        """Return how many knocks a fixed window holds."""
        with _archive().reading() as records:
            return Windows(records.session).count(key, now=time.time())[0]

    def get_expiry(self, key: str) -> float:
        """Return when a fixed window ends."""
        with _archive().reading() as records:
            return Windows(records.session).count(key, now=time.time())[1]

    def check(self) -> bool:
        """Say whether the database answers."""
        with _archive().reading() as records:
            Windows(records.session).count("", now=0)
        return True

    def reset(self) -> int | None:
        """Forget every knock."""
        with _archive().transaction() as records:
            return Windows(records.session).clear()

    def clear(self, key: str) -> None:
        """Forget the knocks at one door."""
        with _archive().transaction() as records:
            Windows(records.session).clear(key)


class SharedStorage(OfficeStorage):
    """What programs may call: counted in the database where several processes share one, else by the one process.

    On SQLite one process serves, and a call that only reads must not wait for whoever writes.
    """

    STORAGE_SCHEME = ["office-if-shared"]  # noqa: RUF012 -- the library reads it once

    def __init__(self, uri: str | None = None, *, wrap_exceptions: bool = False, **options: str) -> None:
        """Begin with nothing counted."""
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._own = MemoryStorage()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count calls within a fixed window."""
        return super().incr(key, expiry, amount) if _archive().is_shared else self._own.incr(key, expiry, amount)

    def get(self, key: str) -> int:
        """Return how many calls a fixed window holds."""
        return super().get(key) if _archive().is_shared else self._own.get(key)

    def get_expiry(self, key: str) -> float:
        """Return when a fixed window ends."""
        return super().get_expiry(key) if _archive().is_shared else self._own.get_expiry(key)


# Every limit is asked, so that the page can say when the last of them lets go.
limiter = Limiter(get_remote_address, storage_uri="office://", strategy="moving-window", fail_on_first_breach=False)


def has_failed(response: Response) -> bool:
    """Say whether this answer to a sign-in counts: only a wrong login or password does."""
    return response.status_code == WRONG_PASSWORD


def minutes_to_wait() -> int:
    """Return after how many minutes, at least one, this address may try again: by the limiter's own clock."""
    seconds = max((one.window.reset_time - time.time() for one in limiter.current_limits if one.breached), default=0)
    return max(1, math.ceil(seconds / 60))


def _archive() -> Archive:
    return cast("Installation", current_app.extensions["installation"]).archive
