"""Which promises a bundle must keep: those shipped with the program, unchanged, and what its own agency adds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.proof.promises import Pattern, Promise, read_promises
from workflows.process.proof.report import Violation
from workflows.vocabulary.acts import ACTS, CASE_ACTS
from workflows.vocabulary.wording import N_, Phrase

_AT_ANY_TIME = frozenset(act.id for act in CASE_ACTS)
FILE = "promises/"


def promises_of(bundle: Bundle, statutory: Mapping[str, bytes]) -> tuple[Promise, ...]:
    """Return the promises to prove of a bundle.

    A procedure that promises are made for must keep all of them. Of another flow those are proved whose acts it names.
    """
    shipped = read_promises(statutory, bundle.facts)
    own = read_promises(bundle.files, bundle.facts)
    if not any(name.startswith(FILE) for name in bundle.files):
        own = shipped
    fixed = {one.id: one for one in shipped if one.statutory}
    promises = (*fixed.values(), *(one for one in own if one.id not in fixed))
    if any(one.procedure == bundle.process for one in shipped):
        return tuple(one for one in promises if one.procedure == bundle.process)
    there, drawn = acts_in(bundle), acts_in(bundle) - _AT_ANY_TIME - {"any"}
    return tuple(
        one
        for one in promises
        if any(event.act in drawn for event in one.event)
        and (one.pattern is Pattern.POSSIBLE or {event.act for event in one.events} <= there)
    )


def changed_promises(bundle: Bundle, statutory: Mapping[str, bytes]) -> Iterator[Violation]:
    """Yield what a bundle has dropped or changed of the statutory promises; they are proved all the same."""
    if not any(name.startswith(FILE) for name in bundle.files):
        return
    own = {one.id: one for one in read_promises(bundle.files, bundle.facts)}
    for one in read_promises(statutory, bundle.facts):
        if not one.statutory or one.procedure != bundle.process:
            continue
        if one.id not in own:
            told = Phrase(N_("承诺文件缺少法定承诺“{promise}”（{id}）"), promise=one.sentence, id=one.id)
            yield _of("promise-missing", one, told, N_("请恢复该承诺；法定承诺不得停用"))
        elif replace(own[one.id], breach=one.breach) != one:
            told = Phrase(N_("法定承诺“{promise}”（{id}）被改动"), promise=one.sentence, id=one.id)
            yield _of("promise-changed", one, told, N_("请恢复原文；更严的要求请另加一条本机关承诺"))


def without_acts(bundle: Bundle, promises: Iterable[Promise]) -> Iterator[Violation]:
    """Yield the promises that speak of acts which no step of the bundle does; they would be kept by empty words."""
    there = acts_in(bundle)
    for one in promises:
        if one.pattern is Pattern.POSSIBLE:
            continue
        absent = [event.act for event in one.event if event.act not in there]
        for others in (one.before, one.then):
            if others and not any(event.act in there for event in others):
                absent += [event.act for event in others[:1]]
        if absent:
            told = Phrase(
                N_("承诺“{promise}”（{id}）所说的法定行为“{act}”在流程中没有对应环节"),
                promise=one.sentence,
                id=one.id,
                act=_term(absent[0]),
            )
            yield _of("promise-idle", one, told, N_("请恢复办理该行为的环节"))


def idle(promise: Promise) -> Violation:
    """Return the violation of a promise whose event can never happen."""
    told = Phrase(
        N_("承诺“{promise}”（{id}）约束的情形永远不会出现，无从证明"), promise=promise.sentence, id=promise.id
    )
    return _of("promise-idle", promise, told, N_("请检查通向该环节的条件；不应出现的，请恢复原来的路径"))


def role_violations(bundle: Bundle, promises: Iterable[Promise]) -> Iterator[Violation]:
    """Yield the promises about who may do what that the lanes break."""
    for one in promises:
        if one.pattern is Pattern.SEPARATION:
            before = {role for event in one.before for role, _ in _holders(bundle, event.act)}
            for event in one.event:
                for role, node in _holders(bundle, event.act):
                    if role in before:
                        told = Phrase(N_("按此流程，会出现{breach}的情形"), breach=one.breach)
                        cure = N_("请把该环节移到另一岗位的泳道")
                        yield replace(_of("promise", one, told, cure), file=_file(bundle, node), element=node)
        if one.pattern is Pattern.OWNER and not any(event.act in acts_in(bundle) for event in one.event):
            yield _of(
                "promise",
                one,
                Phrase(N_("按此流程，会出现{breach}的情形"), breach=one.breach),
                N_("请恢复办理该行为的环节"),
            )


def acts_in(bundle: Bundle) -> frozenset[str]:
    """Return every act that can be done in a bundle: by its tasks, at its sites, when messages come, at any time."""
    found = set(_AT_ANY_TIME) | {"any"}
    for diagram in bundle.diagrams.values():
        found |= {node.properties.get("act", "") for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL)}
    return frozenset(found - {""})


def _holders(bundle: Bundle, act: str) -> Iterator[tuple[str, str]]:
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            if node.properties.get("act") == act:
                lane = diagram.lane_of(node)
                yield node.properties.get("role") or (lane.properties.get("role", "") if lane else ""), node.id


def _of(code: str, promise: Promise, told: Phrase, cure: str) -> Violation:
    return Violation(code, promise.id, promise.article, told, cure, "", "")


def _file(bundle: Bundle, element: str) -> str:
    return bundle.diagrams[bundle.places[element]].file


def _term(act: str) -> str:
    return ACTS[act].term if act in ACTS else act
