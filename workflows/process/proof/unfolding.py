"""Unfolds a bundle into its model: every diagram once for each call of it, every node as steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Flow, Node, NodeKind
from workflows.process.jump import stranding_join
from workflows.process.proof.choices import choice_ways, inclusive_ways
from workflows.process.proof.layout import Layout, TooManyError
from workflows.process.proof.model import Catcher, Model, Step, TaskPlace, Way
from workflows.process.proof.outcomes import task_ways
from workflows.process.proof.tables_abstract import ways_of

# Told when the case is registered, before its first step.
AT_REGISTRATION = frozenset({"party_kind", "category", "level", "domain"})
MOST_PLACES = 3000
MOST_INCLUSIVE = 8


@dataclass(frozen=True, slots=True)
class Call:
    """Where an unfolded diagram stands: its prefix, the act and the stage of its call, and how deep it is.

    ``out`` is put when the part is done, ``unarm`` cleared. ``around`` are the events that do not interrupt of all
    calls around, which wait anew when the case is sent back inside; ``is_strand`` says that one token alone, put there,
    could never pass a join behind one of these calls.
    """

    prefix: str = ""
    site: str = ""
    stage: str = ""
    depth: int = 0
    out: int = 0
    unarm: int = 0
    around: int = 0
    is_strand: bool = False


def build(bundle: Bundle, layout: Layout) -> Model:
    """Return the model of a bundle over the tracked facts of ``layout``."""
    model = Model(bundle, layout)
    procedure = _Unfolder(model, bundle.diagrams[bundle.process], Call())
    procedure.unfold()
    model.starts = tuple(_starts(procedure.first(), layout))
    for catchers in model.catchers.values():
        catchers.sort(key=lambda one: one.depth)
    return model


def _starts(first: int, layout: Layout) -> Iterator[int]:
    """Yield every state a case can begin in: what it is may be any, everything else is as it always begins."""
    begun = [field for name, field in layout.fields.items() if name not in AT_REGISTRATION]
    told = [set(layout.fields[name].codes) for name in sorted(AT_REGISTRATION) if name in layout.fields]
    for row in product(*told):
        yield first | sum(field.code(field.values[0]) for field in begun) | sum(row)


class _Unfolder:
    """Adds the steps of one diagram as it stands at one call."""

    def __init__(self, model: Model, diagram: Diagram, call: Call) -> None:
        self._model, self._diagram, self._call = model, diagram, call
        self._regions: dict[str, int] = {}

    def first(self) -> int:
        """Return the places a token stands on at the beginning."""
        return self._puts(self._diagram.leaving[self._diagram.start.id])

    def unfold(self) -> int:
        """Add every step; return all places inside, those of called parts included."""
        inside = 0
        for node in self._diagram.nodes.values():
            inside |= self._mark(node)
        for node in self._diagram.of_kind(NodeKind.CALL):
            inside |= self._call_part(node)
        for node in self._diagram.nodes.values():
            self._node(node, inside)
        for events in self._diagram.boundary.values():
            for event in events:
                self._boundary(event)
        return inside

    # ------------------------------------------------------------------------------------------------ places

    def _mark(self, node: Node) -> int:
        """Return where a token may wait for a node: on each flow into a join, else at the node."""
        if node.kind is NodeKind.START:
            return 0
        if node.kind is NodeKind.BOUNDARY:
            return 0 if node.interrupting else self._armed(node)
        if is_join(self._diagram, node):
            return sum(self._place(flow.id) for flow in self._diagram.entering[node.id])
        return self._place(node.id)

    def _place(self, name: str) -> int:
        return self._model.layout.place(self._call.prefix + name)

    def _armed(self, event: Node) -> int:
        """Return the place of an event that does not interrupt: it can fire once while its host is at work."""
        return self._place(f"{event.id}~")

    def _armed_at(self, host: str) -> int:
        return sum(self._armed(event) for event in self._diagram.boundary.get(host, ()) if not event.interrupting)

    def _puts(self, flows: tuple[Flow, ...]) -> int:
        put = 0
        for flow in flows:
            target = self._diagram.nodes[flow.target]
            put |= self._place(flow.id if is_join(self._diagram, target) else target.id) | self._armed_at(target.id)
        return put

    def _leaving(self, node: Node) -> int:
        return self._puts(self._diagram.leaving[node.id])

    # ------------------------------------------------------------------------------------------------- nodes

    def _call_part(self, node: Node) -> int:
        part = self._model.bundle.diagrams[node.called]
        if len(self._model.layout.places) > MOST_PLACES:
            raise TooManyError
        inner = Call(
            prefix=f"{self._call.prefix}{node.id}/",
            site=node.properties.get("act") or self._call.site,
            stage=node.properties.get("stage") or self._call.stage,
            depth=self._call.depth + 1,
            out=self._leaving(node),
            unarm=self._armed_at(node.id),
            around=self._call.around | self._armed_at(node.id),
            is_strand=self._strands(node),
        )
        unfolder = _Unfolder(self._model, part, inner)
        self._regions[node.id] = unfolder.unfold()
        here = self._place(node.id)
        self._automatic(node, needs=here, ways=(Way(here, unfolder.first(), alone=self._regions[node.id]),))
        self._target(node, here)
        return self._regions[node.id]

    def _node(self, node: Node, inside: int) -> None:
        if node.kind is NodeKind.TASK:
            self._task(node)
        elif node.kind is NodeKind.TABLE:
            self._table(node)
        elif node.kind is NodeKind.XOR:
            here = self._place(node.id)
            reads, ways = choice_ways(self._model, self._diagram, node, here, self._puts)
            self._add(node, here, 0, reads, ways)
        elif node.kind is NodeKind.AND:
            self._automatic(node, needs=self._mark(node), ways=(Way(self._mark(node), self._leaving(node)),))
        elif node.kind is NodeKind.OR:
            self._inclusive(node)
        elif node.kind is NodeKind.END:
            self._end(node, inside)
        elif node.kind is NodeKind.CATCH:
            here = self._place(node.id)
            self._catch(node, needs=here, active=here, clear=here, put=self._leaving(node))

    def _task(self, node: Node) -> None:
        here = self._place(node.id)
        gone = here | self._armed_at(node.id)
        place = TaskPlace(
            path=self._call.prefix + node.id,
            node=node,
            file=self._diagram.file,
            part=self._diagram.process,
            stage=node.properties.get("stage") or self._call.stage,
            site=self._call.site,
        )
        self._model.tasks[here] = place
        ways = tuple(task_ways(self._model, place, clear=gone, put=self._leaving(node)))
        self._model.human.append(Step(node, place.path, here, 0, 0, {0: ways}, "task"))
        for target in node.returns:
            if target not in self._diagram.nodes or self._strands(self._diagram.nodes[target]):
                continue
            # Every token is withdrawn, wherever it stands.
            back = Way(-1, self._place(target) | self._armed_at(target) | self._call.around, flow=target)
            self._model.human.append(Step(node, place.path, here, 0, 0, {0: (back,)}, "return"))
        self._target(node, here)

    def _table(self, node: Node) -> None:
        here, put = self._place(node.id), self._leaving(node)
        layout = self._model.layout
        if node.called not in self._model.tables:
            table = self._model.bundle.tables[node.called]
            asked = {column.fact for one in self._model.bundle.tables.values() for column in one.inputs}
            self._model.tables[node.called] = ways_of(table, self._model.bundle.facts, layout, asked)
        reads, answers = self._model.tables[node.called]
        ways: dict[int, tuple[Way, ...]] = {}
        for bits, found in answers.items():
            written = [(layout.written(answer.decided), answer) for answer in found]
            ways[bits] = tuple(
                Way(here | cleared, put | values, answer.decided, assumed=answer.assumed)
                for (cleared, values), answer in written
            )
        self._add(node, here, 0, reads, ways)
        self._target(node, here)

    def _inclusive(self, node: Node) -> None:
        for needs, forbids in self._filled(node):
            reads, ways = inclusive_ways(self._model, self._diagram, node, needs, self._puts)
            self._add(node, needs, forbids, reads, ways)

    def _filled(self, node: Node) -> Iterator[tuple[int, int]]:
        """Yield (places taken, places that must be empty) of each way an inclusive join may fire (BPMN 13.4.3)."""
        if not is_join(self._diagram, node):
            yield self._place(node.id), 0
            return
        flows = self._diagram.entering[node.id]
        if len(flows) > MOST_INCLUSIVE:
            raise TooManyError
        reach = {bit: _inputs_reached(self._diagram, node, name) for name, bit in self._waiting_places().items()}
        for chosen in range(1, 1 << len(flows)):
            present = frozenset(flow.id for place, flow in enumerate(flows) if chosen >> place & 1)
            needs = sum(self._place(flow.id) for flow in flows if flow.id in present)
            forbids = sum(self._place(flow.id) for flow in flows if flow.id not in present)
            if forbids:
                for bit, reached in reach.items():
                    if reached - present and not reached & present:
                        forbids |= bit
            yield needs, forbids

    def _waiting_places(self) -> dict[str, int]:
        """Return the places of a token by the node or flow it stands on; a call's with all inside it."""
        found: dict[str, int] = {}
        for node in self._diagram.nodes.values():
            if node.kind in {NodeKind.START, NodeKind.BOUNDARY}:
                continue
            if is_join(self._diagram, node):
                found |= {flow.id: self._place(flow.id) for flow in self._diagram.entering[node.id]}
            else:
                found[node.id] = self._place(node.id) | self._regions.get(node.id, 0)
        return found

    def _end(self, node: Node, inside: int) -> None:
        here = self._place(node.id)
        clear = inside if node.terminates else here
        way = Way(clear, 0, inside=inside & ~clear, leave=self._call.out, unarm=self._call.unarm)
        self._automatic(node, needs=here, ways=(way,))

    # ------------------------------------------------------------------------------------------------ events

    def _boundary(self, event: Node) -> None:
        host = event.attached_to
        region = self._regions.get(host, 0) | self._place(host)
        if event.interrupting:
            clear = region | self._armed_at(host)
            self._catch(event, needs=0, active=region, clear=clear, put=self._leaving(event))
        else:
            armed = self._armed(event)
            self._catch(event, needs=armed, active=region, clear=armed, put=self._leaving(event))

    def _catch(self, node: Node, *, needs: int, active: int, clear: int, put: int) -> None:
        call = self._call
        catcher = Catcher(node, call.prefix + node.id, needs, active, clear, put, call.depth, call.site)
        self._model.catchers.setdefault(node.message, []).append(catcher)

    # ----------------------------------------------------------------------------------------------- adding

    def _automatic(self, node: Node, *, needs: int, ways: tuple[Way, ...]) -> None:
        self._add(node, needs, 0, 0, {0: ways})

    def _add(self, node: Node, needs: int, forbids: int, reads: int, ways: Mapping[int, tuple[Way, ...]]) -> None:
        step = Step(node, self._call.prefix + node.id, needs, forbids, reads, ways, "automatic")
        self._model.automatic.append(step)

    def _target(self, node: Node, here: int) -> None:
        places = self._model.targets.setdefault(node.id, [])
        if not self._strands(node):
            places.append(here | self._armed_at(node.id) | self._call.around)

    def _strands(self, node: Node) -> bool:
        return self._call.is_strand or stranding_join(self._diagram, node) is not None


def is_join(diagram: Diagram, node: Node) -> bool:
    """Say whether a node waits for several flows, so that each of them is a place of its own."""
    return node.kind in {NodeKind.AND, NodeKind.OR} and len(diagram.entering[node.id]) > 1


def _inputs_reached(diagram: Diagram, join: Node, place: str) -> frozenset[str]:
    """Return the flows into ``join`` that a token at ``place`` (a node, or a flow into a join) can reach before it."""
    start = diagram.flows[place].target if place in diagram.flows else place
    if start == join.id:
        return frozenset()
    reached, seen, waiting = set[str](), {start}, [start]
    while waiting:
        node_id = waiting.pop()
        events = diagram.boundary.get(node_id, ())
        for flow in (*diagram.leaving[node_id], *(flow for event in events for flow in diagram.leaving[event.id])):
            if flow.target == join.id:
                reached.add(flow.id)
            elif flow.target not in seen:
                seen.add(flow.target)
                waiting.append(flow.target)
    return frozenset(reached)
