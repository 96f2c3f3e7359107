"""Proves a bundle: every execution can finish and keeps every promise, or here is one that does not (``prove``)."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from time import monotonic, thread_time

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.expressions import names_in
from workflows.process.proof.applying import changed_promises, idle, promises_of, role_violations, without_acts
from workflows.process.proof.assumptions import Assumptions
from workflows.process.proof.certificate import Certificate, certificate_of, sha_of_certificate
from workflows.process.proof.keeping import broken, cut_off, events_seen, memories
from workflows.process.proof.labels import Memory
from workflows.process.proof.layout import TooManyError
from workflows.process.proof.living import living_facts
from workflows.process.proof.model import Model, bits_of
from workflows.process.proof.paths import Hop, Paths
from workflows.process.proof.promises import Pattern, Promise
from workflows.process.proof.replay import Replay
from workflows.process.proof.report import Counterexample, Kept, ProofReport, Verdict, Violation
from workflows.process.proof.search import explore
from workflows.process.proof.soundness import dead_paths, faults_of
from workflows.process.proof.space import Fault, Space
from workflows.process.proof.tracked import layout_for
from workflows.process.proof.unfolding import build
from workflows.process.proof.words import played, told, way_chosen
from workflows.vocabulary.wording import N_, Phrase, listed

MOST_SITUATIONS = 400_000
MOST_TOLD = 12
MOST_WAYS = 8

_BREACHES: Mapping[str, str] = {
    "double-token": N_("同一环节尚未办结又重复打开"),
    "no-way": N_("走到没有出路的网关"),
    "automatic-circle": N_("在没有人工环节的回路中空转"),
    "stuck": N_("停在无人能够办理之处"),
    "never-ends": N_("再也不能办结"),
}
_CURES: Mapping[str, str] = {
    "double-token": N_("请核对并行分支：并行分开的，用并行网关合并；排他分开的，用排他网关合并"),
    "no-way": N_("请为该网关指定默认流"),
    "automatic-circle": N_("请在回路中加入办理环节"),
    "stuck": N_("请核对合并处：每条进入并行合并的线都必须有人走到"),
    "never-ends": N_("请从该处画出通向结束的线"),
    "dead-step": N_("请画出通向该环节的线，或者删除该环节"),
}


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof with the space it rests on, for certificates, trial runs and benchmarks."""

    report: ProofReport
    space: Space[Memory] | None = None
    certificate: Certificate = field(default_factory=dict)


def prove(bundle: Bundle, *, statutory: Mapping[str, bytes], seconds: float = 10.0) -> ProofReport:
    """Return whether every execution of a bundle is sound and keeps every promise.

    ``statutory`` are the promise files shipped with the program. Beyond ``seconds`` of computing, or beyond 400 000
    situations, the verdict is ``undecided``, never ``proved``.
    """
    return prove_with_space(bundle, statutory=statutory, seconds=seconds).report


def prove_with_space(bundle: Bundle, *, statutory: Mapping[str, bytes], seconds: float = 10.0) -> Proved:
    """Return the proof together with everything that was explored."""
    with _uncollected():
        return _Prover(bundle, statutory, seconds).prove()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: it would look again and again at situations that no circle holds together."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            gc.enable()


class _Prover:
    def __init__(self, bundle: Bundle, statutory: Mapping[str, bytes], seconds: float) -> None:
        self._bundle, self._statutory = bundle, statutory
        self._begun = monotonic()
        self._until = thread_time() + seconds
        self._promises = promises_of(bundle, statutory)

    def prove(self) -> Proved:
        found = [
            *changed_promises(self._bundle, self._statutory),
            *without_acts(self._bundle, self._promises),
            *role_violations(self._bundle, self._promises),
        ]
        try:
            space = self._explored()
        except TooManyError as error:
            return Proved(self._broken_off(found, error.found))
        remembered = memories(space)
        missing = cut_off(space, remembered)
        wrong, paths = broken(space, remembered, missing), Paths(space, missing)
        soundness = list(self._unsound(space, paths))
        found += [*soundness, *self._breaches(space, paths, wrong), *self._idle(space, found)]
        if found:
            return Proved(self._report(Verdict.VIOLATED, found, space), space)
        certificate = certificate_of(space, remembered)
        return Proved(self._report(Verdict.PROVED, (), space, sha_of_certificate(certificate)), space, certificate)

    def _explored(self) -> Space[Memory]:
        layout = layout_for(self._bundle, self._promises)
        model = build(self._bundle, layout)
        memory = Memory(self._promises, layout)
        self._model, self._assumptions = model, Assumptions(model)
        return explore(model, living_facts(model, memory), memory, most=MOST_SITUATIONS, until=self._until)

    # -------------------------------------------------------------------------------------------- violations

    def _unsound(self, space: Space[Memory], paths: Paths) -> Iterator[Violation]:
        for fault in list(faults_of(space))[:MOST_TOLD]:
            hops = paths.to_fault(fault)
            element = self._element(space, fault, hops)
            way = way_chosen(hops, self._bundle, ())
            replay = Replay(space, hops, self._assumptions)
            yield self._violation(fault.code, _BREACHES[fault.code], _CURES[fault.code], element, replay, way)
        for path, element in [] if space.faults else list(dead_paths(space))[:MOST_TOLD]:
            text = Phrase(N_("环节“{label}”永远不会被走到"), label=self._bundle.node(element).label or path)
            yield Violation("dead-step", "", "", text, _CURES["dead-step"], self._file(element), element)

    def _breaches(self, space: Space[Memory], paths: Paths, wrong: int) -> Iterator[Violation]:
        for bit in list(bits_of(wrong))[:MOST_TOLD]:
            promise = space.memory.promises[bit.bit_length() - 1]
            replay = self._most_real(space, islice(paths.to_breach(bit), MOST_WAYS))
            hops = replay.hops
            element = hops[-1].move.path.rsplit("/", 1)[-1] if hops else ""
            cure = N_("请恢复原来的顺序，或者在此之前加入所要求的环节")
            # What is owed, or can come no more, shows behind the last act; what may not be done, with it.
            is_behind = bool(bit & (space.memory.owed | space.memory.possible))
            wanted = [event.act for event in (*promise.before, *promise.then)]
            way = way_chosen(hops if is_behind else hops[:-1], self._bundle, wanted)
            made = self._violation("promise", promise.breach, cure, element, replay, way)
            yield Violation(
                made.code, promise.id, promise.article, made.told, cure, made.file, made.element, made.counterexample
            )

    def _most_real(self, space: Space[Memory], ways: Iterator[tuple[Hop, ...]]) -> Replay:
        """Return the first way the engine goes too, else the shortest: what is left free may be taken two ways."""
        replays = (Replay(space, hops, self._assumptions) for hops in ways)
        first = next(replays, Replay(space, (), self._assumptions))
        return next((one for one in chain((first,), replays) if one.is_same), first)

    def _idle(self, space: Space[Memory], found: Sequence[Violation]) -> Iterator[Violation]:
        told_of = {one.promise for one in found}
        seen = events_seen(space)
        if space.faults:
            return
        for place, promise in enumerate(space.memory.promises):
            # What may never happen at all is kept by never happening.
            is_conditional = promise.pattern in {Pattern.ABSENCE, Pattern.POSSIBLE}
            if not seen >> place & 1 and promise.id not in told_of and not is_conditional:
                yield idle(promise)

    def _violation(self, code: str, breach: str, cure: str, element: str, replay: Replay, way: str) -> Violation:
        is_same, hops = replay.is_same, replay.hops
        steps = tuple(played(self._model, hop) for hop in hops)
        example = Counterexample(steps, dict(replay.assumed), is_same)
        sentence = told(breach, hops, replay.assumed, self._bundle, way=way)
        file = self._file(element)
        return Violation(code, "", "", sentence, cure, file, element if file else "", example)

    def _element(self, space: Space[Memory], fault: Fault, hops: Sequence[Hop]) -> str:
        if fault.at:
            return fault.at.rsplit("/", 1)[-1]
        state = space.states[fault.source]
        for name, bit in space.model.layout.places.items():
            if state & bit:
                return self._node_of(name.rsplit("/", 1)[-1].rstrip("~"))
        return hops[-1].move.path.rsplit("/", 1)[-1] if hops else ""

    def _node_of(self, name: str) -> str:
        for diagram in self._bundle.diagrams.values():
            if name in diagram.flows:
                return diagram.flows[name].target
        return name

    def _file(self, element: str) -> str:
        return self._bundle.diagrams[self._bundle.places[element]].file if element in self._bundle.places else ""

    # ------------------------------------------------------------------------------------------------ report

    def _report(
        self, verdict: Verdict, found: Sequence[Violation], space: Space[Memory], certificate: str = ""
    ) -> ProofReport:
        wrong = {one.promise for one in found}
        return ProofReport(
            verdict=verdict,
            violations=tuple(found),
            promises=tuple(_kept(one, is_kept=one.id not in wrong) for one in self._promises),
            states=len(space.states),
            steps=space.steps,
            seconds=monotonic() - self._begun,
            certificate=certificate,
            abstracted=_ABSTRACTED,
            free=tuple(_free(space.model)),
            note=_UNSOUND if space.faults else "",
        )

    def _broken_off(self, found: Sequence[Violation], space: object) -> ProofReport:
        """Return what is known of a space too wide to be explored: what breaks a promise there breaks it anyhow."""
        if not isinstance(space, Space):
            return self._undecided(found, ())
        wrong = broken(space, memories(space), ()) & ~space.memory.owed
        told = [*found, *self._breaches(space, Paths(space), wrong)]
        if told:
            return self._report(Verdict.VIOLATED, told, space)
        return self._undecided(found, space.states)

    def _undecided(self, found: Sequence[Violation], states: Sequence[int]) -> ProofReport:
        return ProofReport(
            verdict=Verdict.UNDECIDED,
            violations=tuple(found),
            promises=tuple(_kept(one, is_kept=False) for one in self._promises),
            states=len(states),
            steps=0,
            seconds=monotonic() - self._begun,
            note=self._where_to_split(states),
        )

    def _where_to_split(self, states: Sequence[int]) -> str:
        if not states:
            return N_("流程展开后过大，无法判定，不能公布。请减少部分之间的嵌套，或者减少一个网关同时判断的事实")
        standing: Counter[str] = Counter()
        for state in states[:: max(1, len(states) // 5000)]:
            for name, bit in self._model.layout.places.items():
                if state & bit:
                    standing[name.split("/", 1)[0].rstrip("~")] += 1
        busiest = self._node_of(standing.most_common(1)[0][0])
        label = self._bundle.node(busiest).label if busiest in self._bundle.places else busiest
        return Phrase(
            N_("情形超过 {count} 种，无法判定，不能公布。最多的一处在“{label}”，请把与它并行的环节改为先后办理"),
            count=len(states),
            label=label or busiest,
        )


def _kept(promise: Promise, *, is_kept: bool) -> Kept:
    return Kept(promise.id, promise.sentence, promise.article, promise.statutory, is_kept)


_UNSOUND = N_("流程本身有缺陷，承诺只核对到缺陷出现之处，更正后会重新核对全部情形")

_ABSTRACTED = (
    Phrase(N_("期限的天数不参与证明：期限何时届满都算一种情形；天数由期限表和办理时的规则保证")),
    Phrase(N_("数额只按条件和决策表中的分界区分；分界之间的数额视为相同")),
    Phrase(N_("办理时的检查一律不作为前提：凡是打开的环节都视为可以办结，法定行为只受其能够设定的事实要素限制")),
    Phrase(
        N_(
            "补充证据、撤回公示可以随时发生，陈述申辩和听证申请可以自告知书送达至作出决定之间随时登记；其他随时可办事项所写的事实要素可以取任一值"
        )
    ),
    Phrase(N_("人员是否为同一人不参与证明，由岗位分离和办理时的规则保证")),
    Phrase(N_("“总能办结”“没有走不到的环节”以未作限定的条件可以取任一值为前提")),
)


def _free(model: Model) -> Iterator[Phrase]:
    """Yield what was left free: inputs of tables and conditions that the proof does not follow."""
    facts, fields = model.bundle.facts, model.layout.fields
    for table in model.bundle.tables.values():
        names = [column.fact for column in table.inputs if column.fact not in fields]
        terms = listed(facts[name].term for name in dict.fromkeys(names))
        if names:
            yield Phrase(
                N_("决策表“{table}”的下列输入可以取任一值：{facts}"), table=table.label or table.decision, facts=terms
            )
    for diagram in model.bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.XOR, NodeKind.OR):
            trees = [flow.tree for flow in diagram.leaving[node.id] if flow.tree is not None]
            names = sorted({name for tree in trees for name in names_in(tree)} - fields.keys())
            if names:
                terms = listed(facts[name].term for name in names)
                yield Phrase(
                    N_("网关“{gateway}”的下列条件可以取任一值：{facts}"), gateway=node.label or node.id, facts=terms
                )
