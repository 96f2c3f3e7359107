"""Files by content hash: written once, re-checked on every read; a local folder or an S3-compatible bucket.

An address is a folder or any fsspec address (``s3://bucket/prefix``). Whatever keeps the files from being reached is
told as one kind of failure, ``StorageDownError``, so that whoever needs them can wait instead of guessing.
"""

import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import uuid4

import fsspec

from workflows.errors import NotFoundError, RefusedError
from workflows.vocabulary.wording import N_, Objection

_NAME = re.compile(r"[0-9a-f]{64}")
_PROBE = b"probe"
_PARCELS = "parcels"
_PIECE = 1024 * 1024
# What is asked of a bucket at a time.
_FETCHED = 8 * _PIECE


class StorageDownError(OSError):
    """The place where files are kept cannot be reached or does not take them."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of files named by the SHA-256 of their content; ``options`` are for the file system of its address."""

    address: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def put(self, content: bytes) -> str:
        """Keep a file and return its hash; the same content is kept once, and is safe when this returns."""
        sha = hashlib.sha256(content).hexdigest()
        with self.opened(sha) as (system, path):
            if not system.exists(path):
                _write(system, path, content)
        return sha

    def put_file(self, path: Path) -> str:
        """Keep a file that lies in a folder, however large, and return its hash."""
        with path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        with self.opened(sha) as (system, target), path.open("rb") as file:
            if not system.exists(target):
                _write(system, target, file)
        return sha

    def get(self, sha: str) -> bytes:
        """Return a file, re-checked against its hash; raise when it is gone or was changed."""
        with self.opened(sha) as (system, path):
            try:
                content = bytes(system.cat_file(path))
            except FileNotFoundError as error:
                raise NotFoundError(sha) from error
        _refuse_changed(hashlib.sha256(content).hexdigest(), sha)
        return content

    def open_checked(self, sha: str) -> IO[bytes]:
        """Open a file at its beginning for whoever reads it in pieces and closes it; its hash was checked before.

        However large it is, it takes no memory: one that lies elsewhere is brought into a file without a name first.
        """
        with ExitStack() as stack:
            with self.opened(sha) as (system, path):
                try:
                    file = stack.enter_context(_brought(system, path))
                except FileNotFoundError as error:
                    raise NotFoundError(sha) from error
                found = hashlib.sha256()
                while piece := file.read(_PIECE):
                    found.update(piece)
            _refuse_changed(found.hexdigest(), sha)
            file.seek(0)
            stack.pop_all()
        return file

    def has(self, sha: str) -> bool:
        """Say whether a file is there, without reading it."""
        with self.opened(sha) as (system, path):
            return bool(system.exists(path))

    def remove(self, sha: str) -> None:
        """Let a file go; nothing happens when it is gone already."""
        with self.opened(sha) as (system, path):
            if system.exists(path):
                system.rm_file(path)

    @property
    def parcels(self) -> "Storage":
        """Return the place apart for what is kept for some days only: it is in no backup, and made anew when lost."""
        return Storage(f"{self.address.rstrip('/')}/{_PARCELS}", self.options)

    def names(self) -> Iterator[str]:
        """Return the hashes of all files kept, in order; parcels and what was never finished are passed over."""
        with self._opened(self.address.rstrip("/")) as (system, path):
            found = system.find(path) if system.exists(path) else []
        kept = [name.rpartition("/")[2] for name in found if f"/{_PARCELS}/" not in name]
        return iter(sorted(name for name in kept if _NAME.fullmatch(name)))

    def probe(self) -> str:
        """Write, read and remove a small file; return what went wrong, empty when nothing did."""
        try:
            with self._opened(f"{self.address.rstrip('/')}/probe.{uuid4().hex}") as (system, path):
                _write(system, path, _PROBE)
                is_same = system.cat_file(path) == _PROBE
                system.rm_file(path)
        except OSError as error:
            return str(error)
        return "" if is_same else "what was read is not what was written"

    @contextmanager
    def opened(self, sha: str) -> Iterator[tuple[Any, str]]:
        """Give the file system and the place of one file in it."""
        with self._opened(f"{self.address.rstrip('/')}/{sha[:2]}/{sha}") as found:
            yield found

    @contextmanager
    def _opened(self, address: str) -> Iterator[tuple[Any, str]]:
        """Give the file system of an address and the path in it; tell every failure of it in one way."""
        try:
            yield fsspec.core.url_to_fs(address, **self.options)
        except (NotFoundError, StorageDownError):
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise StorageDownError(reason) from error


def storage_at(address: str, *, endpoint: str = "") -> Storage:
    """Return the storage an installation's settings name; ``endpoint`` is the address of a bucket's own server."""
    if not address.startswith("s3://"):
        return Storage(address)
    # What another process has put there must be seen at once, and a server that is off must not hold people up.
    waiting = {"connect_timeout": 3, "read_timeout": 30, "retries": {"max_attempts": 2}}
    options: dict[str, Any] = {"use_listings_cache": False, "default_fill_cache": False, "config_kwargs": waiting}
    return Storage(address, {**options, "endpoint_url": endpoint} if endpoint else options)


def _refuse_changed(found: str, sha: str) -> None:
    if found != sha:
        text = N_("文件内容与登记的校验值不一致，可能已被改动；请从备份恢复后再查看（{sha}）")
        raise RefusedError(Objection("file-changed", text, {"sha": sha[:12]}, article="处罚法47条"))


def _brought(system: Any, path: str) -> IO[bytes]:  # noqa: ANN401 -- fsspec's file systems are untyped
    """Open a file on this machine: itself, or a copy of an object that goes when it is closed."""
    if "file" in system.protocol:
        return open(path, "rb")  # noqa: PTH123 -- beside fsspec's own string paths; the caller closes it
    with ExitStack() as stack:
        copy = stack.enter_context(TemporaryFile())
        with system.open(path, "rb", block_size=_FETCHED) as source:
            shutil.copyfileobj(source, copy, _PIECE)
        copy.seek(0)
        stack.pop_all()
    return copy


def _write(system: Any, path: str, content: bytes | IO[bytes]) -> None:  # noqa: ANN401 -- fsspec's file systems are untyped
    """Write a file so that whoever looks finds all of it or nothing."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    if "file" not in system.protocol:
        # An object comes into being with its last byte.
        with system.open(path, "wb") as target:
            shutil.copyfileobj(source, target, _PIECE)
        return
    folder = path.rpartition("/")[0]
    system.makedirs(folder, exist_ok=True)
    half_written = f"{path}.{uuid4().hex}"
    try:
        with open(half_written, "wb") as file:  # noqa: PTH123 -- beside fsspec's own string paths
            shutil.copyfileobj(source, file, _PIECE)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half_written, path)  # noqa: PTH105 -- beside fsspec's own string paths
    except BaseException:
        # On a full disk what was begun would keep the rest from finding room.
        with suppress(FileNotFoundError):
            os.unlink(half_written)  # noqa: PTH108 -- beside fsspec's own string paths
        raise
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
