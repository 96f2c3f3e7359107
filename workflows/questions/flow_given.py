"""A flow named on the command line: a folder, an archive, or a version by its number (``penalty_ordinary@2``)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflows.errors import NotFoundError, RefusedError
from workflows.guards.flow_draft import FILE_NAME
from workflows.guards.flow_files import packed, unpacked
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.difference import difference
from workflows.process.reading import main_process
from workflows.questions.flow_difference import KIND_TERMS
from workflows.records.agencies import Agency
from workflows.records.flows import list_versions
from workflows.records.transaction import Records
from workflows.vocabulary.wording import N_, Objection, Phrase

_VERSION = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)@([0-9]{1,6})\Z")


@dataclass(frozen=True, slots=True)
class Told:
    """A difference ready to print, and whether there is any."""

    text: str
    differs: bool


def is_version(name: str) -> bool:
    """Say whether a name means a published version and no file."""
    return bool(_VERSION.match(name)) and not Path(name).exists()


def find_version_named(name: str, *, agency: str, records: Records) -> tuple[str, int]:
    """Return (hash, agency) of a version; ``agency`` is the agency's code where there are several."""
    found = _VERSION.match(name)
    if found is None:
        text = N_("“{name}”不是版本，请写成 流程编号@版本号，例如 penalty_ordinary@1")
        raise RefusedError(Objection("version-name", text, {"name": name[:120]}))
    agency_id = _agency(agency, records)
    versions = list_versions(records.session, agency_id=agency_id, process=found[1])
    version = next((one for one in versions if one.version == int(found[2])), None)
    if version is None:
        known = "、".join(f"{one.process}@{one.version}" for one in versions) or N_("没有")
        text = N_("没有版本 {name}，现有：{known}")
        raise RefusedError(Objection("version-unknown", text, {"name": name, "known": known}))
    return version.sha, agency_id


def read_version_named(name: str, *, agency: str, records: Records, means: Means) -> Bundle:
    """Return the bundle of a version named by its number."""
    return means.flow(records, find_version_named(name, agency=agency, records=records)[0])


def read_given(name: str) -> Bundle:
    """Return the bundle in a folder or an archive; BrokenDiagramError or RefusedError says what is wrong with it."""
    files = files_given(name)
    return Bundle.from_files(files, process=main_process(files))


def archive_given(name: str) -> tuple[str, bytes, dict[str, bytes], str]:
    """Return (name, content, files, procedure) of a whole flow: an archive as it is, a folder packed as one."""
    path = _existing(name)
    if not path.is_dir() and path.suffix.lower() != ".zip":
        text = N_("{name} 只是一个文件，请导入整个流程的文件夹或者 .zip；单个文件请在草稿页面导入")
        raise RefusedError(Objection("not-whole", text, {"name": name}))
    files = files_given(name)
    content = packed(files) if path.is_dir() else path.read_bytes()
    return f"{path.stem}.zip", content, files, main_process(files)


def files_given(name: str) -> dict[str, bytes]:
    """Return the files of a flow by their names in a bundle."""
    path = _existing(name)
    if path.is_dir():
        files = {f"{one.parent.name}/{one.name}": one for one in sorted(path.rglob("*")) if one.is_file()}
        read = {place: one.read_bytes() for place, one in files.items() if FILE_NAME.fullmatch(place)}
    else:
        read = {place: text.encode() for place, text in unpacked(path.name, path.read_bytes(), known={}).items()}
    if not any(place.endswith(".bpmn") for place in read):
        text = N_("{name} 里没有流程图：应当有 procedures 或者 parts 文件夹，其中有 .bpmn 文件")
        raise RefusedError(Objection("no-diagram", text, {"name": name}))
    return read


def tell_difference(old: Bundle, new: Bundle, *, clocks: Mapping[str, str], as_json: bool) -> Told:
    """Return the difference of two bundles in words, one line each, or as JSON."""
    changes = difference(old, new, clocks=clocks)
    if as_json:
        rows = [
            {
                "file": one.file,
                "element": one.element,
                "label": str(one.label),
                "kind": one.kind.value,
                "what": str(one.what),
            }
            for one in changes
        ]
        return Told(json.dumps(rows, ensure_ascii=False, indent=2), bool(changes))
    lines = [
        Phrase("{kind}  {file}  {what}", kind=KIND_TERMS[one.kind], file=one.file, what=one.what) for one in changes
    ]
    return Told("\n".join(lines) or N_("没有差别"), bool(changes))


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise RefusedError(Objection("file-missing", N_("没有找到文件 {name}，请核对路径"), {"name": name}))
    return path


def _agency(code: str, records: Records) -> int:
    agencies = records.list_where(Agency)
    chosen = [one for one in agencies if one.code == code] if code else agencies
    if len(chosen) == 1:
        return chosen[0].id
    if code:
        raise NotFoundError(code)
    listed = "、".join(f"{one.code} {one.name}" for one in agencies)
    if not agencies:
        raise RefusedError(Objection("no-agency", N_("还没有登记机关，请先运行 fashen agency add")))
    text = N_("有几个机关，请用 --agency 写明代码：{agencies}")
    raise RefusedError(Objection("which-agency", text, {"agencies": listed}))
