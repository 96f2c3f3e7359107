"""流程检查: whether diagrams and tables can be read and keep every structural promise."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflows.errors import RefusedError
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import findings
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class FlowReport:
    """What was found, ready to print."""

    text: str
    has_findings: bool


def check_flow(names: Sequence[str], *, as_json: bool) -> FlowReport:
    """Read files or folders as one bundle and report what forbids publishing them; unreadable files are refused."""
    files = _read(names)
    found = _findings(files)
    if as_json:
        listed = [{"code": one.code, "text": one.in_chinese()} for one in found]
        return FlowReport(json.dumps(listed, ensure_ascii=False, indent=2), bool(found))
    text = "\n".join(one.in_chinese() for one in found) or N_(
        "结构检查未发现问题；形式化证明尚未提供，不代表已证明合法"
    )
    return FlowReport(text, bool(found))


def _read(names: Sequence[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in names:
        path = Path(name)
        if not path.exists():
            raise RefusedError(Objection("file-missing", N_("没有找到文件 {name}，请核对路径"), {"name": name}))
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in found:
            if one.suffix in {".bpmn", ".dmn"}:
                files[f"{one.parent.name}/{one.name}"] = one.read_bytes()
    if not any(name.endswith(".bpmn") for name in files):
        raise RefusedError(Objection("no-diagram", N_("没有 .bpmn 文件可以检查")))
    return files


def _findings(files: dict[str, bytes]) -> list[Objection]:
    """Return what the structural checks find; BrokenDiagramError when the files cannot be read at all."""
    main = next((name for name in files if name.startswith("procedures/")), next(iter(files)))
    return list(findings(Bundle.from_files(files, process=Path(main).stem)))
