"""Files on their way into and out of a draft: where an uploaded one belongs, and a whole flow as one archive."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from workflows.documents.package import DAMAGED
from workflows.errors import RefusedError
from workflows.guards.flow_draft import FILE_NAME, MAX_BYTES, MAX_FILES
from workflows.vocabulary.wording import N_, Objection

# Where a file goes that comes alone; a diagram is a part unless a procedure has its name.
_FOLDERS = {".bpmn": "parts", ".dmn": "tables", ".json": "forms", ".yaml": "promises"}
# Every archive made of the same files is the same archive.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one .zip, the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def unpacked(name: str, content: bytes, *, known: Mapping[str, object]) -> dict[str, str]:
    """Return the texts of an uploaded file or archive by their names in a draft; RefusedError says what to do.

    ``known`` are the files the draft has: a diagram that is called like one of them takes its place.
    """
    plain = PurePosixPath(name.replace("\\", "/")).name
    if plain.lower().endswith(".zip"):
        return {place: _text(place, raw) for place, raw in _inside(plain, content)}
    place = _place_of(plain, known)
    return {place: _text(place, content)}


def _place_of(plain: str, known: Mapping[str, object]) -> str:
    folder = _FOLDERS.get(PurePosixPath(plain).suffix)
    place = next((one for one in known if PurePosixPath(one).name == plain), f"{folder}/{plain}")
    if folder is None or not FILE_NAME.fullmatch(place):
        text = N_(
            "不能导入“{name}”：只接受 .bpmn、.dmn、.json、.yaml 或者 .zip，"
            "文件名用英文字母、数字和下划线，请改名后再导入"
        )
        raise RefusedError(Objection("import-name", text, {"name": plain[:120]}))
    return place


def _inside(plain: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what an archive holds for a draft; folders around it are left away, other files stay outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = {place: info for info in archive.infolist() if (place := _inner_place(info.filename))}
            if not wanted:
                text = N_("“{name}”里没有流程文件：应当有 procedures、parts、tables、forms 或者 promises 文件夹")
                raise RefusedError(Objection("import-empty", text, {"name": plain[:120]}))
            if len(wanted) > MAX_FILES:
                raise RefusedError(Objection("too-many-files", N_("一个草稿最多 {most} 个文件"), {"most": MAX_FILES}))
            for place, info in wanted.items():
                # Only so much is ever unpacked, whatever the archive says of itself.
                with archive.open(info) as packed_file:
                    yield place, packed_file.read(MAX_BYTES + 1)
    except DAMAGED as error:
        text = N_("“{name}”不是完整的 zip 文件，或者设有密码，请重新打包")
        raise RefusedError(Objection("import-archive", text, {"name": plain[:120]})) from error


def _inner_place(inside: str) -> str:
    parts = PurePosixPath(inside.replace("\\", "/")).parts
    place = "/".join(parts[-2:])
    return place if FILE_NAME.fullmatch(place) else ""


def _text(place: str, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = N_("{name}：不是 UTF-8 编码的文本，请在原来的软件中另存为 UTF-8 后再导入")
        raise RefusedError(Objection("import-encoding", text, {"name": place})) from error
