"""How often a door may be knocked at in vain: failed sign-ins per address, never the successful ones.

An office shares one address; whoever types the right password takes nothing from a colleague.
"""

import math
import time
from typing import Final

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

FAILED_SIGN_INS: Final = "20/minute;100/hour"
WRONG_PASSWORD: Final = 401

# Every limit is asked, so that the page can say when the last of them lets go.
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window", fail_on_first_breach=False)


def has_failed(response: Response) -> bool:
    """Say whether this answer to a sign-in counts: only a wrong login or password does."""
    return response.status_code == WRONG_PASSWORD


def minutes_to_wait() -> int:
    """Return after how many minutes, at least one, this address may try again: by the limiter's own clock."""
    seconds = max((one.window.reset_time - time.time() for one in limiter.current_limits if one.breached), default=0)
    return max(1, math.ceil(seconds / 60))
