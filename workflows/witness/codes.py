"""存证码 as text: which entry of which case says that a paper was issued, and the checkpoint that already held it."""

import base64
import binascii
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([1-9][0-9]{0,17})\.([1-9][0-9]{0,8})\.([0-9]{1,18})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class ProofCode:
    """An entry by case, number and hash; ``size`` is that of the checkpoint, 0 when none held it yet."""

    case_id: int
    seq: int
    size: int
    hash: str

    def __str__(self) -> str:
        short = base64.urlsafe_b64encode(bytes.fromhex(self.hash)).decode().rstrip("=")
        return f"{self.case_id}.{self.seq}.{self.size}.{short}"

    def address(self, portal: str) -> str:
        """Return what is printed: where the portal answers, or the code alone when no address is known."""
        return f"{portal}/public/papers/{self}" if portal else f"FASHEN {self}"


def read_code(written: str) -> ProofCode | None:
    """Read a code, with or without what is printed before it; None for anything else."""
    found = _WRITTEN.fullmatch(written.strip().rpartition("/")[2].removeprefix("FASHEN").strip())
    if found is None:
        return None
    try:
        digest = base64.urlsafe_b64decode(found[4] + "=").hex()
    except binascii.Error:
        return None
    code = ProofCode(int(found[1]), int(found[2]), int(found[3]), digest)
    return code if str(code) == found[0] else None
