"""What conditions and tables ask is set by something: an act drawn here or possible at any time, or a table."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.expressions import names_in
from workflows.process.findings import Finding
from workflows.process.written_facts import WrittenFacts
from workflows.vocabulary.acts import CASE_ACTS
from workflows.vocabulary.effects import outcomes_of
from workflows.vocabulary.facts import FactKind
from workflows.vocabulary.wording import N_, Objection


def facts_never_set(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each question whose answer is the same in every case, because nothing ever sets the fact."""
    known = _set_somewhere(bundle)
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            for name in sorted(names_in(flow.tree) - known if flow.tree is not None else ()):
                yield from _of_fact(bundle, diagram.file, flow.id, name)
    for table in bundle.tables.values():
        for name in dict.fromkeys(column.fact for column in table.inputs):
            if name not in known:
                yield from _of_fact(bundle, table.file, table.decision, name)


def _set_somewhere(bundle: Bundle) -> set[str]:
    written = WrittenFacts(bundle)
    found = {name for act in CASE_ACTS for outcome in outcomes_of(act.id) for name in outcome.writes}
    for diagram in bundle.diagrams.values():
        found.update(written.of_nodes(diagram, diagram.nodes))
    return found


def _of_fact(bundle: Bundle, file: str, element: str, name: str) -> Iterator[Finding]:
    """Days are set by the system; facts there are none of have a check of their own."""
    fact = bundle.facts.get(name)
    if fact is not None and fact.kind is not FactKind.DAY:
        message = Objection("fact-never-set", N_("没有任何环节会填写“{fact}”"), {"fact": fact.term}, warning=True)
        yield Finding(file, element, message, N_("请画上填写它的行为，或者改用其他事实要素"))
