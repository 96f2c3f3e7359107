"""A .docx is a zip from a stranger: its directory is looked at before it is opened; ours have the same bytes always."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from workflows.documents.foreign import refuse_foreign
from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

BODY_PART = "word/document.xml"

# What Python's zipfile raises for archives that were damaged or forged.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
)
_MOST_BYTES = 50 * 1024 * 1024
_MOST_FILES = 2000
_MOST_RATIO = 200
_SMALL = 64 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_NOT_A_DOCX = N_("文件不是有效的 .docx 文档，请在 Word 或 WPS 中另存为 .docx 后再上传")


def read_package(docx: bytes) -> dict[str, bytes]:
    """Return a .docx's members by name; raise RefusedError when it is no Word file, a bomb, or carries macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            _look_over(archive.infolist())
            members = _inflate(archive)
    except DAMAGED as error:
        raise _refusal("not-a-docx", _NOT_A_DOCX) from error
    if BODY_PART not in members or _FIRST not in members:
        raise _refusal("not-a-docx", _NOT_A_DOCX)
    refuse_foreign(members)
    return members


def write_package(members: dict[str, bytes]) -> bytes:
    """Return the zip of these members, the same bytes for the same members."""
    names = sorted(members, key=lambda name: (name != _FIRST, name))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, members[name])
    return target.getvalue()


def saved(save: Callable[[io.BytesIO], None]) -> bytes:
    """Return what ``save`` writes into a stream, re-packed with fixed times."""
    stream = io.BytesIO()
    save(stream)
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return write_package(members)


def members_of(made: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a package of our own making."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > _SMALL and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if total > _MOST_BYTES or len(entries) > _MOST_FILES or swollen:
        raise _refusal("too-big", N_("文档解压后过大或者压缩异常，不能作为模板"))
    names = [entry.filename for entry in entries]
    # Word takes names that differ in their letters' case alone for one.
    if len({name.lower() for name in names}) < len(names) or any(_is_stray(entry) for entry in entries):
        raise _refusal("stray-path", N_("文档内含有异常路径，不能作为模板"))


def _is_stray(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or name.startswith("/") or "\\" in name or ".." in name.split("/")


def _inflate(archive: zipfile.ZipFile) -> dict[str, bytes]:
    members, left = dict[str, bytes](), _MOST_BYTES
    for entry in archive.infolist():
        # The directory may lie about sizes: count what really comes out.
        with archive.open(entry) as stream:
            content = stream.read(left + 1)
        left -= len(content)
        if left < 0:
            raise _refusal("too-big", N_("文档解压后过大或者压缩异常，不能作为模板"))
        if not entry.is_dir():
            members[entry.filename] = content
    return members


def _refusal(code: str, text: str) -> RefusedError:
    return RefusedError(Objection(code, text))
