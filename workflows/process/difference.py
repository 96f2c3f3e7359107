"""The difference of two versions of a flow in words, complete: what the approver of a change reads before signing.

Nodes, lines, lanes, tables, forms and promises are compared by what they say; whatever else differs in a file is told
by ``difference_markup.py``, and a file that differs in nothing that matters is told to do so. Nothing goes untold.
"""

from collections.abc import Callable, Iterator, Mapping

from workflows.process.bundle import Bundle
from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.process.difference_forms import compare_form, form_said
from workflows.process.difference_graph import compare_graphs
from workflows.process.difference_markup import compare_markup, redrawn
from workflows.process.difference_promises import compare_promises, promises_in
from workflows.process.difference_tables import compare_tables
from workflows.vocabulary.wording import N_, Phrase

_FOLDERS = ("procedures/", "parts/", "tables/", "forms/", "promises/")


def difference(old: Bundle, new: Bundle, *, clocks: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """Return every change from ``old`` to ``new``, file by file: procedures, parts, tables, forms, promises.

    ``clocks`` are what the periods of the law pack are called, by name; without them periods keep their names.
    """
    found = [*_compare(old, new, clocks or {})]
    order = {ChangeKind.REMOVED: 0, ChangeKind.ADDED: 1, ChangeKind.CHANGED: 2, ChangeKind.MOVED: 3}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (_place(one.file), order[one.kind])))


def _compare(old: Bundle, new: Bundle, clocks: Mapping[str, str]) -> Iterator[Change]:
    if old.process != new.process:
        what = from_to(N_("本版本"), N_("主流程"), old.process, new.process)
        yield Change("", "", N_("主流程"), ChangeKind.CHANGED, what)
    found = [*compare_graphs(old, new, clocks), *compare_tables(old, new)]
    yield from found
    told = {change.file for change in found}
    for file, before, after in _pairs(old, new):
        yield from _compare_files(file, before, after, is_told=file in told)


def _pairs(old: Bundle, new: Bundle) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Yield (name, old content, new content) of the files that differ; a process moved to another file is one file."""
    moved = {
        diagram.file: new.diagrams[process].file
        for process, diagram in old.diagrams.items()
        if process in new.diagrams and diagram.file not in new.files
    }
    for file in sorted({*old.files} - {*moved}):
        if old.files[file] != new.files.get(file):
            yield file, old.files[file], new.files.get(file)
    for file in sorted({*new.files} - {*old.files} - {*moved.values()}):
        yield file, None, new.files[file]
    for before, after in sorted(moved.items()):
        if old.files[before] != new.files[after]:
            yield after, old.files[before], new.files[after]


def _compare_files(file: str, old: bytes | None, new: bytes | None, *, is_told: bool) -> Iterator[Change]:
    if old is None and new is not None:
        yield added(file, "", *_file_said(file, new), label=file)
    elif new is None and old is not None:
        yield removed(file, "", *_file_said(file, old), label=file)
    elif old is not None and new is not None:
        found = [*_COMPARED.get(_ending(file), _compare_whole)(file, old, new)]
        yield from found
        is_xml = _ending(file) in {"bpmn", "dmn"}
        is_drawn = is_xml and redrawn(file, old, new)
        if is_drawn:
            text = N_("图形布局有调整") if found or is_told else N_("仅调整图形布局")
            yield Change(file, "", file, ChangeKind.MOVED, Phrase(text))
        if not (found or is_told or is_drawn):
            yield Change(file, "", file, ChangeKind.MOVED, Phrase(N_("仅调整文件写法，内容不变")))


def _compare_whole(file: str, _old: bytes, _new: bytes) -> Iterator[Change]:
    yield Change(file, "", file, ChangeKind.CHANGED, Phrase(N_("文件 {file} 的内容有变化"), file=file))


_COMPARED: Mapping[str, Callable[[str, bytes, bytes], Iterator[Change]]] = {
    "bpmn": compare_markup,
    "dmn": compare_markup,
    "json": compare_form,
    "yaml": compare_promises,
}


def _file_said(file: str, raw: bytes) -> tuple[Phrase, str]:
    """Return what a file that came or went is called, and what is in it."""
    if _ending(file) == "json":
        return form_said(file, raw)
    told = Phrase(N_("文件“{file}”"), file=file)
    return told, promises_in(raw) if _ending(file) == "yaml" else ""


def _ending(file: str) -> str:
    return file.rpartition(".")[2]


def _place(file: str) -> tuple[int, str]:
    folder = next((place for place, name in enumerate(_FOLDERS) if file.startswith(name)), len(_FOLDERS))
    return folder, file
