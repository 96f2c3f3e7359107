"""The one file a backup is: a tar of the database's copy, every file by its hash, and last what all of it must be.

The manifest comes last, so that a backup that was cut off has none and is refused.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from workflows.errors import RefusedError
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.wording import N_, Objection, Phrase

DATABASE, MANIFEST, FILES = "database", "manifest.json", "files/"
_CHUNK = 1024 * 1024
# Since the second format the manifest ends with a hash of itself; the first had none.
_SELF, _FIRST, _NEWEST = "sha", 1, 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: the database's copy, how many rows each table has, every file with its size.

    ``lacking`` are files the records speak of that were not there, or not as recorded, when the backup was taken.
    """

    made_at: str
    engine: str
    revision: str
    database_sha: str
    rows: Mapping[str, int]
    files: Mapping[str, int]
    lacking: tuple[str, ...] = ()
    format: int = field(default=_NEWEST)


class _Told(io.FileIO):
    """A file that tells, as it is read, how many megabytes of it have passed."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress, self._total = progress, _megabytes(path.stat().st_size)

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        self._progress(_megabytes(self.tell()), self._total)
        return content


@contextmanager
def writing(path: Path) -> Iterator[tarfile.TarFile]:
    """Write a backup beside its name, and give it that name when all of it is on the disk."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        number = os.open(partial, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(number, "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield tar
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Add a file to a backup."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    """Add a file from the disk."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = path.stat().st_size, 0o600
    with path.open("rb") as file:
        tar.addfile(member, file)


def hash_of(path: Path, progress: Progress = nobody) -> str:
    """Return the SHA-256 of a file; tell how far it is in megabytes."""
    digest = hashlib.sha256()
    with _Told(path, progress) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """End a backup with what it must be, and with the hash of just that."""
    values = asdict(manifest)
    sealed = {**values, _SELF: _hash_of_values(values)}
    add(tar, MANIFEST, json.dumps(sealed, ensure_ascii=False, indent=1).encode())


def read(path: Path, target: Path, progress: Progress = nobody) -> Manifest:
    """Read a backup to its end, its database into ``target``; return its manifest, refuse it when anything differs.

    How far it is, is told in megabytes: how many files there are stands only at the end.
    """
    shas, manifest, at = dict[str, str](), None, Phrase(N_("文件开头"))
    try:
        with _Told(path, progress) as file, tarfile.open(fileobj=file, mode="r|", bufsize=_CHUNK) as tar:
            for member in tar:
                at = Phrase("{name}", name=member.name)
                if member.name == MANIFEST:
                    manifest = _manifest(_content(tar, member))
                else:
                    shas[member.name] = _read_member(tar, member, target)
    except (tarfile.TarError, ValueError, TypeError, KeyError, EOFError) as error:
        raise _broken(path, Phrase(N_("“{place}”处的内容读不出来"), place=at)) from error
    if manifest is None:
        raise _broken(path, Phrase(N_("读到“{place}”就断了，缺少末尾的清单 {manifest}"), place=at, manifest=MANIFEST))
    expected = {DATABASE: manifest.database_sha, **{f"{FILES}{sha}": sha for sha in manifest.files}}
    wrong = sorted(name for name in {*expected, *shas} if expected.get(name) != shas.get(name))
    if wrong:
        raise _broken(path, Phrase(N_("有 {count} 处与清单不符，其中有“{name}”"), name=wrong[0], count=len(wrong)))
    return manifest


def files_of(path: Path) -> Iterator[bytes]:
    """Return the content of every kept file in a backup, one after another."""
    with tarfile.open(path, "r|") as tar:
        for member in tar:
            if member.name.startswith(FILES):
                yield _content(tar, member)


def _read_member(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Return the hash of a member; the database is written to ``target`` meanwhile."""
    file, digest = tar.extractfile(member), hashlib.sha256()
    if file is None:
        raise ValueError(member.name)
    with target.open("wb") if member.name == DATABASE else open(os.devnull, "wb") as copy:  # noqa: PTH123 -- nowhere
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _megabytes(size: int) -> int:
    return -(-size // _CHUNK)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    if file is None:
        raise ValueError(member.name)
    return file.read()


def _manifest(content: bytes) -> Manifest:
    """Return the manifest as it was written; ValueError when it is not what was written."""
    values = json.loads(content)
    sha, its_format = values.pop(_SELF, ""), values["format"]
    is_sound = sha == _hash_of_values(values) if sha else its_format == _FIRST
    if not is_sound or its_format not in {_FIRST, _NEWEST}:
        raise ValueError(MANIFEST)
    return Manifest(**{**values, "lacking": tuple(values["lacking"])})


def _hash_of_values(values: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _broken(path: Path, reason: Phrase) -> RefusedError:
    text = N_(
        "备份 {file} 不完整或者被改动过，没有恢复任何内容：{reason}。"
        "请从另存处重新复制这份备份；仍然不行的，改用前一份备份"
    )
    return RefusedError(Objection("backup-broken", text, {"file": path.name, "reason": reason}))
