"""Every paper of the example case: our rendering, the same in its limited process, against bare docxtpl.

Run: python -m benchmarks.papers   (prints a table; docs/performance.md quotes it)
Bare docxtpl is given the template and the words as we would print them; it checks nothing and repeats nothing.
"""

import io
import statistics
import time
from collections.abc import Callable
from functools import partial

from docxtpl import DocxTemplate

from tests.builders import an_office
from workflows.documents.formatting import written_fields
from workflows.documents.limited import render_limited
from workflows.documents.render import render
from workflows.documents.sandbox import PaperEnvironment
from workflows.documents.template import fields_used
from workflows.guards.template import template_by

ROUNDS = 5


def median_of(work: Callable[[], object]) -> float:
    """Return the median milliseconds of doing a thing."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Walk the example case and render each of its papers three ways."""
    office = an_office()
    office.a_case()
    while acts := office.open_acts():
        office.do(acts[0])
    figures = []
    for paper in {one.kind: one for one in office.dossier().papers}.values():
        kind = office.means.papers[paper.kind]
        template, fields = template_by(paper.template_sha, kind, means=office.means), dict(paper.fields)
        words = written_fields(kind, fields, fields_used(template, kind))

        def stock(template: bytes = template, words: dict[str, object] = dict(words)) -> None:  # noqa: B006 -- bound now
            bare = DocxTemplate(io.BytesIO(template))
            bare.render(words, PaperEnvironment(), autoescape=True)
            bare.save(io.BytesIO())

        floor = median_of(stock)
        ours = median_of(partial(render, template, kind, fields))
        limited = median_of(partial(render_limited, template, kind, fields))
        figures.append((floor, ours, limited))
        print(
            f"{kind.name:24} {floor:7.1f} {ours:7.1f} {limited:7.1f} ms  {ours / floor:5.2f} x {limited / floor:5.2f} x"
        )
    floor, ours, limited = (statistics.median(column) for column in zip(*figures, strict=True))
    print(f"{'median':24} {floor:7.1f} {ours:7.1f} {limited:7.1f} ms  {ours / floor:5.2f} x {limited / floor:5.2f} x")


if __name__ == "__main__":
    main()
