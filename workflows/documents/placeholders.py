"""Which Jinja a template may hold: declared fields, loops over declared lists, ifs; nothing that calls or computes.

An allow-list over the syntax tree: whatever is not named here is refused, so a new Jinja feature is refused too.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, nodes

from workflows.documents.catalogue import FieldType, PaperField, PaperKind
from workflows.vocabulary.wording import N_

WORDS_FILTER = "大写"
LOOP_PARTS = frozenset({"index", "first", "last", "length"})
_DEEPEST = 2
_PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Const, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one placeholder: a code, the sentence, the words as they stand and the nearest right name."""

    code: str
    text: str
    quoted: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What names mean here: loop variables by the list they walk, and within how many loops; a name may recur."""

    loops: Mapping[str, PaperField]
    depth: int = 0


def faults_in(tree: nodes.Template, kind: PaperKind) -> tuple[Fault, ...]:
    """Return every fault of a parsed template, in order of appearance, each once."""
    return tuple(dict.fromkeys(_visit(tree, kind, _Scope({}))))


def names_used(tree: nodes.Template, kind: PaperKind) -> frozenset[str]:
    """Return the declared fields a sound template uses, list columns as ``list.column``."""
    return frozenset(_names(tree, kind, _Scope({})))


def parse(source: str) -> nodes.Template:
    """Return the syntax tree; raise jinja2.TemplateSyntaxError."""
    return Environment(autoescape=True).parse(source)


def _visit(node: nodes.Node, kind: PaperKind, scope: _Scope) -> Iterator[Fault]:
    if isinstance(node, nodes.For):
        yield from _visit_loop(node, kind, scope)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        yield from _visit_name(node, kind, scope)
    elif isinstance(node, nodes.Filter):
        yield from _visit_filter(node, kind, scope)
    elif isinstance(node, _PLAIN):
        for child in node.iter_child_nodes():
            yield from _visit_shown(node, child, kind, scope)
    else:
        yield Fault("forbidden", N_("模板只能填写字段、循环清单和判断条件，不能使用“{quoted}”"), written(node))


def _visit_shown(node: nodes.Node, child: nodes.Node, kind: PaperKind, scope: _Scope) -> Iterator[Fault]:
    """Visit a child; a list that is printed as a whole would print Python."""
    dotted = written(child)
    field = _resolve(dotted, kind, scope) if isinstance(child, nodes.Name | nodes.Getattr) else None
    if isinstance(node, nodes.Output | nodes.CondExpr) and field is not None and field.type in _NOT_PRINTED:
        yield Fault("not-printable", N_("“{quoted}”是清单或者勾选项，不能直接填写，请用循环或者判断"), dotted)
    elif isinstance(node, nodes.Compare) and (stray := _stray_choice(node, kind, scope)):
        yield Fault("unknown-choice", N_("“{quoted}”不是可选的值"), *stray)
    else:
        yield from _visit(child, kind, scope)


_NOT_PRINTED = frozenset({FieldType.ROWS, FieldType.FLAG})


def _stray_choice(node: nodes.Compare, kind: PaperKind, scope: _Scope) -> tuple[str, str] | None:
    field = _resolve(written(node.expr), kind, scope)
    given = node.ops[0].expr
    if field is None or field.type is not FieldType.CHOICE or not isinstance(given, nodes.Const):
        return None
    values = [value for value, _ in field.choices]
    return None if given.value in values else (str(given.value), _nearest(str(given.value), values))


def _visit_loop(node: nodes.For, kind: PaperKind, scope: _Scope) -> Iterator[Fault]:
    walked = written(node.iter)
    field = _resolve(walked, kind, scope)
    plain = isinstance(node.target, nodes.Name) and node.test is None and not node.recursive
    if field is None or field.type is not FieldType.ROWS or not isinstance(node.iter, nodes.Name | nodes.Getattr):
        lists = [one.name for one in kind.fields if one.type is FieldType.ROWS]
        yield Fault("unknown-list", N_("“{quoted}”不是可以循环的清单"), walked, _nearest(walked, lists))
        return
    if not plain or scope.depth >= _DEEPEST:
        yield Fault("forbidden", N_("循环只能写成“for 名称 in 清单”，且不得超过两层：“{quoted}”"), walked)
        return
    target = written(node.target)
    if kind.find_field(target) or target == "loop":
        yield Fault("name-taken", N_("循环名称“{quoted}”与字段重名，请换一个名称"), target)
    inner = _Scope({**scope.loops, target: field}, scope.depth + 1)
    for child in (*node.body, *node.else_):
        yield from _visit(child, kind, inner)


def _visit_filter(node: nodes.Filter, kind: PaperKind, scope: _Scope) -> Iterator[Fault]:
    bare = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    if node.node is None or node.name != WORDS_FILTER or not bare:
        yield Fault("forbidden", N_("模板中只能使用“|大写”，不能使用“{quoted}”"), f"|{node.name}", f"|{WORDS_FILTER}")
        return
    field = _resolve(written(node.node), kind, scope)
    if field is not None and field.type is not FieldType.MONEY:
        yield Fault("not-money", N_("“{quoted}”不是金额，不能使用“|大写”"), written(node.node))
    else:
        yield from _visit(node.node, kind, scope)


def _visit_name(node: nodes.Name | nodes.Getattr, kind: PaperKind, scope: _Scope) -> Iterator[Fault]:
    dotted = written(node)
    if _resolve(dotted, kind, scope) is None and not _is_loop_part(dotted, scope):
        nearest = _nearest_name(dotted, kind, scope)
        text = N_("未知字段“{quoted}”，是否“{nearest}”？") if nearest else N_("未知字段“{quoted}”")
        yield Fault("unknown-field", text, dotted, nearest)


def _is_loop_part(dotted: str, scope: _Scope) -> bool:
    return bool(scope.loops) and dotted in {f"loop.{part}" for part in LOOP_PARTS}


def _resolve(dotted: str, kind: PaperKind, scope: _Scope) -> PaperField | None:
    first, _, rest = dotted.partition(".")
    if first in scope.loops:
        return next((column for column in scope.loops[first].columns if column.name == rest), None)
    return kind.find_field(dotted)


def _nearest_name(dotted: str, kind: PaperKind, scope: _Scope) -> str:
    loops = {f"{name}.{column.name}": column.label for name, field in scope.loops.items() for column in field.columns}
    known = {**{field.name: field.label for field in kind.fields}, **loops}
    by_label = {label: name for name, label in known.items()}
    label = _nearest(dotted, list(by_label))
    return _nearest(dotted, list(known)) or by_label.get(label, "")


def _nearest(name: str, known: list[str]) -> str:
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.55)), "")


def written(node: nodes.Node) -> str:
    """Return how a node stands in the template, near enough to find it again."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Const():
            return str(node.value)
        case nodes.Filter():
            return f"{written(node.node) if node.node else ''}|{node.name}"
        case _:
            return _operation(node)


def _operation(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[{written(node.arg)}]"
    if isinstance(node, nodes.Call):
        return f"{written(node.node)}()"
    if isinstance(node, nodes.BinExpr):
        return f"{written(node.left)} {node.operator} {written(node.right)}"
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(node).__name__).lower()


def _names(node: nodes.Node, kind: PaperKind, scope: _Scope) -> Iterator[str]:
    if isinstance(node, nodes.For):
        walked, target = written(node.iter), written(node.target)
        field = _resolve(walked, kind, scope)
        if field is not None:
            yield walked
            inner = _Scope({**scope.loops, target: field})
            for child in (*node.body, *node.else_):
                yield from _names(child, kind, inner)
        return
    if isinstance(node, nodes.Name | nodes.Getattr):
        first, _, rest = written(node).partition(".")
        in_loop = first in scope.loops
        yield f"{scope.loops[first].name}.{rest}" if in_loop else written(node)
        return
    for child in node.iter_child_nodes():
        yield from _names(child, kind, scope)
