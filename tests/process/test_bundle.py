"""A bundle: known by its contents, read once, refused as a whole."""

import threading
from collections.abc import Mapping

import pytest

from tests.process.drawing import Drawing, dmn
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle, sha_of
from workflows.process.run import Run


def a_drawing(process: str, *, calls: str = "", asks: str = "") -> bytes:
    drawing = Drawing(process)
    way = [drawing.start(f"{process}_start"), drawing.task(f"{process}_task")]
    if calls:
        way.append(drawing.call(f"{process}_call", calls))
    if asks:
        way.append(drawing.table(f"{process}_table", asks))
    drawing.line(*way, drawing.end(f"{process}_end"))
    return drawing.xml()


def a_table(decision: str = "d") -> bytes:
    return dmn(decision, inputs=["fine"], outputs=["heard"], rules=[])


P, Q = a_drawing("p"), a_drawing("q")


def the_refusal(files: Mapping[str, bytes], process: str = "p") -> str:
    with pytest.raises(BrokenDiagramError) as caught:
        Bundle.from_files(files, process=process)
    return caught.value.objection.in_chinese()


def test_the_same_files_are_the_same_bundle_read_once() -> None:
    files = {"p.bpmn": a_drawing("p", calls="q"), "q.bpmn": a_drawing("q")}
    bundle = Bundle.from_files(files, process="p")

    assert Bundle.from_files(dict(reversed(files.items())), process="p") is bundle
    assert Bundle.from_files(files, process="q") is not bundle
    assert bundle.sha == sha_of(files)


def test_every_byte_and_every_name_counts() -> None:
    shas = {
        sha_of(files)
        for files in (
            {"a": b"x"}, {"a": b"y"}, {"b": b"x"}, {"a": b"x", "b": b""}, {"ax": b""}, {"a": b"", "x": b""}, {},
        )
    }  # fmt: skip

    assert len(shas) == 7


def test_a_bundle_cannot_be_changed() -> None:
    files = {"p.bpmn": a_drawing("p")}
    bundle = Bundle.from_files(files, process="p")
    files["q.bpmn"] = b""

    assert set(bundle.files) == {"p.bpmn"}
    for part in (bundle.files, bundle.diagrams, bundle.tables, bundle.facts, bundle.specs):
        assert not hasattr(part, "__setitem__")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "没有编号为 p 的流程"),
        ({"p.bpmn": a_drawing("p", calls="gone")}, "p.bpmn · p_call：没有编号为 gone 的部分"),
        ({"p.bpmn": a_drawing("p", asks="gone")}, "p.bpmn · p_table：没有编号为 gone 的决策表"),
        ({"p.bpmn": P, "r.bpmn": P}, "r.bpmn · p：流程编号 p 与 p.bpmn 的相同"),
        ({"p.bpmn": P, "q.bpmn": Q.replace(b"q_task", b"p_task")}, "q.bpmn · p_task：编号 p_task 在 p.bpmn 中已经用过"),
        ({"p.bpmn": P, "q.bpmn": Q.replace(b"q_task", b"p")}, "q.bpmn · p：编号 p 在 p.bpmn 中已经用过"),
        ({"p.bpmn": a_drawing("p", calls="p")}, "部分之间循环调用（p → p）"),
        (
            {f"{one}.bpmn": a_drawing(one, calls=other) for one, other in ("pq", "qr", "rq")},
            "部分之间循环调用（p → q → r → q）",
        ),
        ({"p.bpmn": P, "a.dmn": a_table(), "b.dmn": a_table()}, "b.dmn · d：决策编号 d 与 a.dmn 的相同"),
        ({"p.bpmn": P, "a.dmn": b"<x/>"}, "a.dmn：不是 DMN 决策表"),
    ],
    ids=["none", "call", "decision", "process", "node", "process-node", "self", "circle", "table", "no-table"],
)  # fmt: skip
def test_files_that_do_not_fit_together_are_refused(files: dict[str, bytes], words: str) -> None:
    assert words in the_refusal(files)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (None, "p.bpmn · t：没有名为“f”的表单"),
        (b"{", "不是完整的 JSON"),
        (b"[]", "没有 properties"),
        (b"{}", "没有 properties"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(form: bytes | None, words: str) -> None:
    drawing = Drawing("p")
    drawing.line(drawing.start(), drawing.task("t", act="form", form="f"), drawing.end())
    files = {"p.bpmn": drawing.xml()} | ({} if form is None else {"forms/f.json": form})

    assert words in the_refusal(files)


def test_many_threads_share_one_reading_and_many_runs() -> None:
    files = {"p.bpmn": a_drawing("p", calls="q"), "q.bpmn": a_drawing("q"), "extra.txt": b"threads"}
    bundles: list[Bundle] = []
    finished: list[bool] = []

    def work() -> None:
        bundle = Bundle.from_files(files, process="p")
        bundles.append(bundle)
        for _ in range(25):
            run = Run.start(bundle, {})
            while run.open_tasks():
                run = Run.resume(bundle, run.save(), run.facts)
                run.complete(run.open_tasks()[0].id, {})
            finished.append(run.finished)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(bundle) for bundle in bundles}) == 1
    assert finished == [True] * 200


def test_parts_may_be_called_twenty_deep_and_no_deeper() -> None:
    def chain(length: int) -> dict[str, bytes]:
        last = {f"n{length}.bpmn": a_drawing(f"n{length}")}
        return {f"n{n}.bpmn": a_drawing(f"n{n}", calls=f"n{n + 1}") for n in range(length)} | last

    assert len(Bundle.from_files(chain(20), process="n0").diagrams) == 21
    assert the_refusal(chain(21), "n0") == "n0.bpmn · n0_call：部分套部分超过 20 层。请减少层次"
    assert "部分套部分超过 20 层" in the_refusal(chain(200), "n0")


def test_all_files_together_have_at_most_a_thousand_nodes() -> None:
    files = {f"p{n}.bpmn": a_drawing(f"p{n}") for n in range(334)}

    assert "环节合计超过 1000 个" in the_refusal(files, "p0")
