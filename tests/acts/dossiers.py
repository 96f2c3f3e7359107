"""Dossiers exported, laid out, checked, and forged by people who hold the key or the database."""

import base64
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from sqlalchemy import text

from tests.acts.prepared import a_case_before
from tests.acts.sealing import seal, witnessed
from tests.builders import Office
from tests.faults.broken import as_root, break_the_seals
from workflows.acts.office.export_dossier import Exporter, write_dossier
from workflows.questions.sealing import current_checkpoint
from workflows.witness.keys import find_key
from workflows.witness.verify import check

Contents = Mapping[str, bytes]


@cache
def a_decided_case() -> Office:
    """Return a case far enough to have opinions and evidence; to be copied."""
    office = witnessed(a_case_before("deliberate"))
    office.do("add_evidence")
    return office


@cache
def a_new_case() -> Office:
    """Return a small case."""
    return witnessed(a_case_before("assign_officers"))


def exported(office: Office, *, since: int = 0) -> Contents:
    """Return the files of the dossier of the office's case."""
    written = io.BytesIO()
    by = Exporter(office.person("林静"), "林静")
    write_dossier(
        written, office.case_id, archive=office.archive, means=office.means, by=by, now=office.now, since=since
    )
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def faults(contents: Contents, *, trusted: str = "", consistency: str = "", pubkey: str = "") -> list[str]:
    """Return what the verifier says of a dossier."""
    files = {name: partial(io.BytesIO, content) for name, content in contents.items()}
    return list(check(files, trusted, consistency, pubkey))


def is_found(contents: Contents) -> bool:
    """Say whether the verifier finds anything at all; it need not go on after that."""
    return any(True for _ in check({name: partial(io.BytesIO, content) for name, content in contents.items()}))


def checkpoint(office: Office) -> str:
    """Return the newest checkpoint as it was signed."""
    with office.archive.reading() as records:
        return current_checkpoint(records=records).note


def laid_out(contents: Contents, folder: Path) -> Path:
    """Write a dossier into a folder."""
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run the verifier that lies in a dossier, with nothing but Python."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def resigned(office: Office, contents: Contents) -> Contents:
    """Do what somebody with the key does: a fitting manifest, signed."""
    key = find_key(office.means.witness.key_file)
    assert key is not None
    manifest = json.loads(contents["manifest.json"])
    for name, told in manifest["files"].items():
        told["sha256"] = hashlib.sha256(contents[name]).hexdigest()
    raw = json.dumps(manifest).encode()
    return {**contents, "manifest.json": raw, "manifest.sig": base64.b64encode(key.sign_bytes(raw))}


def reseal(office: Office, *, drops_key: bool = False) -> None:
    """Do what an insider with the database does: build the whole tree anew over what stands there now."""
    tables = ["log_leaves", "log_nodes", "checkpoints", *(["log_keys"] if drops_key else [])]
    for table in tables:
        as_root(office, *break_the_seals(office, table), f"DELETE FROM {table}")  # noqa: S608 -- our tables
    with office.archive.transaction() as records:
        records.session.execute(text("DELETE FROM unsealed"))
        for journal in ("case_journal", "access_journal"):
            records.session.execute(
                text(
                    "INSERT INTO unsealed (journal, entry_id, hash, since) "  # noqa: S608 -- our tables
                    f"SELECT '{journal}', id, hash, entered_at FROM {journal} ORDER BY id"
                )
            )
    seal(office)
