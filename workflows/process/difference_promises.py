"""What changed in the promises of a bundle: sentences, articles, and what each of them demands."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.vocabulary.wording import N_, Phrase

_TERMS: Mapping[str, str] = {
    "sentence": N_("内容"),
    "article": N_("依据"),
    "kind": N_("性质"),
    "pattern": N_("形式"),
    "event": N_("约束的行为"),
    "before": N_("在先的行为"),
    "since": N_("起算的行为"),
    "then": N_("在后的行为"),
    "id": N_("编号"),
}
_KINDS = {"statutory": N_("法定"), "local": N_("本机关")}


def compare_promises(file: str, old: bytes, new: bytes) -> Iterator[Change]:
    """Yield what changed between two states of one file of promises; comments and layout of the file do not count."""
    found = [*_compare_rows(file, _rows(old), _rows(new))]
    yield from found
    if not found and _plain(old) != _plain(new):
        what = Phrase(N_("文件 {file} 的内容有变化"), file=file)
        yield Change(file, "", file, ChangeKind.CHANGED, what)


def _compare_rows(
    file: str, before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]
) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield removed(file, name, _called(name), _sentence(before[name]))
        elif name not in before:
            yield added(file, name, _called(name), _sentence(after[name]))
        else:
            yield from _compare(file, name, before[name], after[name])
    if [name for name in before if name in after] != [name for name in after if name in before]:
        yield Change(file, "", file, ChangeKind.MOVED, Phrase(N_("{file}：承诺的顺序有调整"), file=file))


def promises_in(raw: bytes) -> str:
    """Return the ids of the promises in a file."""
    return "、".join(_rows(raw))


def _compare(file: str, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            term = _TERMS.get(key) or Phrase(N_("属性“{name}”"), name=key)
            what = from_to(_called(name), term, _said(key, old.get(key)), _said(key, new.get(key)))
            yield Change(file, name, _called(name), ChangeKind.CHANGED, what)


def _plain(raw: bytes) -> object:
    """Return what a file holds; one that cannot be read is what it is."""
    try:
        return yaml.safe_load(raw.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return raw


def _rows(raw: bytes) -> Mapping[str, Mapping[str, Any]]:
    """Return the promises of a file by id; what else stands in it counts as a promise without an id."""
    read = _plain(raw)
    if not isinstance(read, dict) or not isinstance(read.get("promises"), list):
        return {}
    rows: dict[str, Mapping[str, Any]] = {
        str(row["id"]): row for row in read["promises"] if isinstance(row, dict) and "id" in row
    }
    others = {str(key): value for key, value in read.items() if key != "promises"}
    return {**rows, "": others} if others else rows


def _called(name: str) -> Phrase:
    return Phrase(N_("承诺“{name}”"), name=name) if name else Phrase(N_("承诺文件"))


def _sentence(row: Mapping[str, Any]) -> str:
    return str(row.get("sentence", ""))


def _said(key: str, value: object) -> str:
    if value is None:
        return ""
    if key == "kind":
        return _KINDS.get(str(value), str(value))
    if isinstance(value, str):
        return value
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).strip()
