"""Reading a dossier, a folder or a zip: its files by name, and which of them cannot be read."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

Files = Mapping[str, Callable[[], BinaryIO]]

LINK = "（符号链接）"
DAMAGE: tuple[type[Exception], ...] = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


class DamagedError(Exception):
    """A file of an archive that cannot be read; it says which."""


def read_bytes(files: Files, name: str) -> bytes:
    """Return a file; DamagedError names one that cannot be read."""
    try:
        with files[name]() as file:
            return file.read()
    except DAMAGE as error:
        raise DamagedError(name) from error


def read_text(files: Files, name: str) -> str:
    """Return a file as text."""
    return read_bytes(files, name).decode()


def read_lines(files: Files, name: str) -> list[Any]:
    """Return the JSON of every line of a file."""
    return [json.loads(line) for line in read_bytes(files, name).splitlines()]


def sha_of_file(opened: Callable[[], BinaryIO]) -> str:
    """Return the hash of a file, read in pieces."""
    digest = hashlib.sha256()
    with opened() as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def open_dossier(path: Path) -> Files:
    """Return the files of a dossier, a folder or a zip, by name."""
    if path.is_dir():
        found = (one for one in path.rglob("*") if one.is_file() or one.is_symlink())
        # What a link leads to is no part of the dossier, whatever stands there today.
        return {
            f"{one.relative_to(path).as_posix()}{LINK * one.is_symlink()}": partial(_open_file, one) for one in found
        }
    archive = zipfile.ZipFile(path)
    if min((one.header_offset for one in archive.infolist()), default=0) or not _ends_with_its_directory(path):
        raise zipfile.BadZipFile("压缩包前后添加了内容")
    names = [one.filename for one in archive.infolist() if not one.is_dir()]
    if len(set(names)) != len(names):
        raise zipfile.BadZipFile("同名文件")
    return {name: partial(_open_member, archive, name) for name in names}


def _ends_with_its_directory(path: Path) -> bool:
    """Say whether nothing follows the end of the directory, which is 22 bytes where there is no comment."""
    with path.open("rb") as file:
        file.seek(-22, 2)
        return file.read(4) == b"PK\5\6"


def _open_file(path: Path) -> BinaryIO:
    return path.open("rb")


def _open_member(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    return cast("BinaryIO", archive.open(name))
