"""What is kept of every released version: two backups of one office, one of each engine, and what stood in it."""

import base64
import hashlib
import json
import lzma
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.builders import Office
from workflows.witness.checkpoints import ED25519, PublicKey

FOLDER = Path(__file__).resolve().parent
ENGINES = ("sqlite", "postgresql")
LOG = "fashen-log/of-the-releases"


@dataclass(frozen=True, slots=True)
class KeptCase:
    """One case: where it stands, which acts were open, how many entries its journal had."""

    run_id: int
    case_id: int
    open: Sequence[str]
    entries: int


@dataclass(frozen=True, slots=True)
class Release:
    """What a backup must be after it was restored.

    ``checkpoint`` is an early one, as somebody outside the office has kept it since; ``draft`` an unfinished draft of
    a flow.
    """

    version: str
    revision: str
    now: str
    checkpoint: str
    draft: int
    people: Mapping[str, int]
    cases: Mapping[str, KeptCase]

    @property
    def moment(self) -> datetime:
        """Return when the backup was taken."""
        return datetime.fromisoformat(self.now)


def versions() -> list[str]:
    """Return the released versions of which something is kept."""
    return sorted(one.parent.name for one in FOLDER.glob("*/postgresql.json"))


def keep(folder: Path, engine: str, release: Release, backup: bytes) -> None:
    """Keep a backup and what it must be."""
    folder.mkdir(exist_ok=True)
    (folder / f"{engine}.tar.xz").write_bytes(lzma.compress(backup, preset=9 | lzma.PRESET_EXTREME))
    told = json.dumps(asdict(release), ensure_ascii=False, indent=1)
    (folder / f"{engine}.json").write_text(f"{told}\n", "utf-8")


def release_of(version: str, engine: str) -> Release:
    """Return what the backup of a version must be."""
    told = json.loads((FOLDER / version / f"{engine}.json").read_text("utf-8"))
    cases = {name: KeptCase(**one) for name, one in told.pop("cases").items()}
    return Release(**told, cases=cases)


def backup_of(version: str, engine: str) -> bytes:
    """Return the backup exactly as that version wrote it."""
    return lzma.decompress((FOLDER / version / f"{engine}.tar.xz").read_bytes())


def key_file(folder: Path) -> Path:
    """Write the key these offices seal with: made of a sentence, so that none lies among the sources."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"an office nobody works in").digest())
    public = PublicKey(LOG, private.public_key().public_bytes_raw())
    line = base64.b64encode(ED25519 + private.private_bytes_raw()).decode()
    path = folder / "checkpoint.key"
    path.touch(0o600)
    path.write_text(f"PRIVATE+KEY+{LOG}+{public.id.hex()}+{line}\n", "ascii")
    return path


def turn_to(office: Office, case: KeptCase) -> Office:
    """Let the office look at one of its cases."""
    office.run_id, office.case_id = case.run_id, case.case_id
    return office
