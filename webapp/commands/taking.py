"""What somebody at the machine takes out: it is in the access journal before the file has its name."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from webapp.installation import Installation
from workflows.events import Downloaded
from workflows.vocabulary.wording import N_

CONSOLE: Final = N_("命令行")


@contextmanager
def taking(output: Path, what: str, key: str, *, office: Installation, case_id: int = 0) -> Iterator[BinaryIO]:
    """Give the file to write; whole, it is noted with its hash in the access journal and then gets its name."""
    half_written = output.with_name(f"{output.name}.part")
    try:
        with half_written.open("wb") as out:
            yield out
        with half_written.open("rb") as taken:
            event = Downloaded(what, key, hashlib.file_digest(taken, "sha256").hexdigest())
        with office.archive.transaction() as records:
            records.access.append(
                case_id, kind=event.kind(), actor_id=0, actor=CONSOLE, now=office.clock.now(), body=event.body()
            )
        half_written.replace(output)
    finally:
        half_written.unlink(missing_ok=True)
