"""流程检查: whether diagrams and tables can be read, keep every structural promise, and are proved lawful."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflows.errors import RefusedError
from workflows.guards.flow_proof import examine
from workflows.process.proof.stages import Listener, unheard
from workflows.process.reading import main_process
from workflows.questions.flow_findings import BROKEN, ShownCheck, ShownFinding, check_as_json, show_check
from workflows.vocabulary.wording import N_, Objection

_SUFFIXES = {".bpmn": "", ".dmn": "", ".json": "forms", ".yaml": "promises"}

_VERDICTS: Mapping[str, str] = {
    "proved": N_("已证明：{states} 种情形、{steps} 步逐一查过，{promises} 项承诺全部成立，用时 {seconds} 秒"),
    "violated": N_("不能公布：查过 {states} 种情形、{steps} 步，用时 {seconds} 秒"),
    "undecided": N_("无法判定，不能公布：查过 {states} 种情形，用时 {seconds} 秒"),
}
_WITHOUT_ACTS = N_("没有环节注明受承诺约束的法定行为，只检查了结构和能否办结")


@dataclass(frozen=True, slots=True)
class FlowReport:
    """What was found, ready to print; ``is_readable`` says whether the files could be read to their end."""

    text: str
    has_findings: bool
    is_readable: bool = True


def check_flow(
    names: Sequence[str], *, promises: Mapping[str, bytes], as_json: bool, listener: Listener = unheard
) -> FlowReport:
    """Read files or folders as one bundle, check and prove it; ``promises`` are those shipped."""
    files = _read(names)
    checked = show_check(examine(files, process=main_process(files), promises=promises, listener=listener))
    told = json.dumps(check_as_json(checked, str), ensure_ascii=False, indent=2) if as_json else None
    return FlowReport(told or "\n".join(_lines(checked)), not checked.is_publishable, checked.verdict != BROKEN)


def _read(names: Sequence[str]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in names:
        path = Path(name)
        if not path.exists():
            raise RefusedError(Objection("file-missing", N_("没有找到文件 {name}，请核对路径"), {"name": name}))
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for one in found:
            if one.is_file() and _SUFFIXES.get(one.suffix) in {"", one.parent.name}:
                files[f"{one.parent.name}/{one.name}"] = one.read_bytes()
    if not any(name.endswith(".bpmn") for name in files):
        raise RefusedError(Objection("no-diagram", N_("没有 .bpmn 文件可以检查")))
    return files


def _lines(checked: ShownCheck) -> Iterator[str]:
    for one in checked.findings:
        yield from _told(one)
    if checked.verdict == BROKEN:
        return
    yield _VERDICTS[checked.verdict].format(
        states=checked.states,
        steps=checked.steps,
        seconds=f"{checked.seconds:.2f}",
        promises=len(checked.promises),
    )
    if checked.note:
        yield str(checked.note)
    if not checked.promises:
        yield _WITHOUT_ACTS


def _told(one: ShownFinding) -> Iterator[str]:
    place = " · ".join(part for part in (one.file, one.element) if part)
    provision = f"（{one.article}）" if one.article else ""
    promise = f"{one.promise} " if one.promise else ""
    yield f"{place + '：' if place else ''}{promise}{one.message}{provision}。{one.cure}"
    for number, step in enumerate(one.path or (), start=1):
        yield f"    {number}. {step.said}"
    if one.path is not None:
        yield "    " + (N_("流程引擎照此走通") if one.is_replayed else N_("流程引擎没有照此走通，请报告本软件的维护者"))
