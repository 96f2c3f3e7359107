"""What a gateway's condition and a table's cell may say: two notations, one tree, no ``eval``.

Gateways speak a small subset of Python (``review in ["pass", "pass_edit"]``, ``fine >= 5000000 and not heard``),
table cells speak S-FEEL unary tests (``> 100``, ``[1..5]``, ``"a","b"``, ``not("a")``, ``-``; see ``cells.py``).
Both become the same tree, which the engine, the tables, the editor and the prover evaluate alike. There is no
arithmetic: money is compared with constants only, so that a proof can cut amounts at these constants.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from workflows.process.expression_limits import MAX_DEPTH, MAX_NODES, ExpressionError, checked_number, checked_size
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, a whole number (money in 分) or a truth."""

    value: FactValue


@dataclass(frozen=True, slots=True)
class Name:
    """A fact of the run, ``review`` or ``form.Step.field``."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values and one of ``== != < <= > >=`` between them."""

    sign: str
    left: "Constant | Name"
    right: "Constant | Name"


@dataclass(frozen=True, slots=True)
class Among:
    """A value that is one of several constants."""

    item: "Constant | Name"
    values: tuple[FactValue, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no part at all always holds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Tree", ...]


Tree: TypeAlias = Constant | Name | Compare | Among | Not | All | Any
Atom: TypeAlias = Constant | Name

_SIGNS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_PYTHON_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_WORDS: dict[str, bool] = {"true": True, "false": False}


def holds(tree: Tree, facts: Mapping[str, FactValue]) -> bool:
    """Say whether ``tree`` is true of ``facts``; ExpressionError when a fact is missing or of another kind."""
    if isinstance(tree, Compare):
        return _compares(tree.sign, _value(tree.left, facts), _value(tree.right, facts))
    if isinstance(tree, Among):
        value = _value(tree.item, facts)
        return any(_same(value, other) for other in tree.values)
    if isinstance(tree, Not):
        return not holds(tree.part, facts)
    if isinstance(tree, All):
        return all(holds(part, facts) for part in tree.parts)
    if isinstance(tree, Any):
        return any(holds(part, facts) for part in tree.parts)
    return _truth(tree, _value(tree, facts))


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield ``tree`` and everything inside it."""
    yield tree
    match tree:
        case Compare(_, left, right):
            yield left
            yield right
        case Among(item, _):
            yield item
        case Not(part):
            yield from walk(part)
        case All(parts) | Any(parts):
            for each in parts:
                yield from walk(each)
        case _:
            return


def names_in(tree: Tree) -> frozenset[str]:
    """Return the facts an expression reads."""
    return frozenset(part.name for part in walk(tree) if isinstance(part, Name))


def constants_in(tree: Tree) -> dict[str, frozenset[FactValue]]:
    """Return, for each fact an expression reads, the constants it is compared with."""
    found: dict[str, set[FactValue]] = {name: set() for name in names_in(tree)}
    for part in walk(tree):
        match part:
            case Compare(_, Name(name), Constant(value)) | Compare(_, Constant(value), Name(name)):
                found[name].add(value)
            case Among(Name(name), values):
                found[name].update(values)
            case _:
                continue
    return {name: frozenset(values) for name, values in found.items()}


def compile_condition(text: str) -> Tree:
    """Read a gateway's condition into a tree; ExpressionError says what it may not contain."""
    return _compiled(text)


@lru_cache(maxsize=4096)
def _compiled(text: str) -> Tree:
    text = checked_size(text)
    try:
        root = ast.parse(text, mode="eval").body
        size = sum(1 for _ in ast.walk(root))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(
            N_('“{text}”不是完整的条件；请使用半角符号，例如 review == "pass" and not heard'), text=text[:60]
        ) from error
    if size > MAX_NODES * 2:
        raise ExpressionError(N_("表达式的成分超过 {limit} 个，请改用决策表"), limit=MAX_NODES)
    tree = _read(root, 0)
    if sum(1 for _ in walk(tree)) > MAX_NODES:
        raise ExpressionError(N_("表达式的成分超过 {limit} 个，请改用决策表"), limit=MAX_NODES)
    return tree


def _read(node: ast.expr, depth: int) -> Tree:
    if depth > MAX_DEPTH:
        raise ExpressionError(N_("表达式的嵌套超过 {limit} 层，请改用决策表"), limit=MAX_DEPTH)
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return All(tuple(_read(value, depth + 1) for value in values))
        case ast.BoolOp(values=values):
            return Any(tuple(_read(value, depth + 1) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_read(operand, depth + 1))
        case ast.Compare():
            return _read_comparison(node)
    return _read_atom(node)


def _read_comparison(node: ast.Compare) -> Tree:
    pairs: list[Tree] = []
    left = node.left
    for sign, right in zip(node.ops, node.comparators, strict=True):
        pairs.append(_read_pair(left, sign, right))
        left = right
    return pairs[0] if len(pairs) == 1 else All(tuple(pairs))


def _read_pair(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Tree:
    if isinstance(sign, ast.In | ast.NotIn):
        if not isinstance(right, ast.List | ast.Tuple | ast.Set):
            raise ExpressionError(N_('in 之后须是方括号中的若干取值，例如 review in ["pass", "pass_edit"]'))
        among = Among(_read_atom(left), tuple(_read_constant(value) for value in right.elts))
        return among if isinstance(sign, ast.In) else Not(among)
    if type(sign) not in _PYTHON_SIGNS:
        raise ExpressionError(N_("不支持 is 比较，请使用 == 或者 !="))
    return Compare(_PYTHON_SIGNS[type(sign)], _read_atom(left), _read_atom(right))


def _read_constant(node: ast.expr) -> FactValue:
    atom = _read_atom(node)
    if not isinstance(atom, Constant):
        raise ExpressionError(N_("方括号中只能写取值，不能写事实要素“{name}”"), name=atom.name)
    return atom.value


def _read_atom(node: ast.expr) -> Atom:
    match node:
        case ast.Constant(value=bool(truth)):
            return Constant(truth)
        case ast.Constant(value=int(number)):
            return Constant(checked_number(number))
        case ast.Constant(value=str(text)):
            return Constant(text)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))) if not isinstance(number, bool):
            return Constant(-checked_number(number))
        case ast.Name(id=word) if word in _WORDS:
            return Constant(_WORDS[word])
        case ast.Name() | ast.Attribute():
            return Name(_dotted(node))
    raise ExpressionError(
        N_("“{text}”不能写在条件中：只能用事实要素、取值、比较、in、and、or、not；不支持算术、函数和下标"),
        text=ast.unparse(node)[:60],
    )


def _dotted(node: ast.expr) -> str:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or (parts and node.id != "form"):
        raise ExpressionError(N_("带点的名称只能是自定义表单的字段：form.环节.字段"))
    parts.append(node.id)
    return ".".join(reversed(parts))


def _value(atom: Tree, facts: Mapping[str, FactValue]) -> FactValue:
    if isinstance(atom, Constant):
        return atom.value
    if isinstance(atom, Name):
        if atom.name not in facts:
            raise ExpressionError(N_("没有名为“{name}”的事实要素"), name=atom.name)
        return facts[atom.name]
    return holds(atom, facts)


def _truth(tree: Tree, value: FactValue) -> bool:
    if not isinstance(value, bool):
        shown = tree.name if isinstance(tree, Name) else repr(value)
        raise ExpressionError(N_("“{name}”不是真假值，请写明与何值比较"), name=shown)
    return value


def _same(left: FactValue, right: FactValue) -> bool:
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _compares(sign: str, left: FactValue, right: FactValue) -> bool:
    if sign in {"==", "!="}:
        return _same(left, right) == (sign == "==")
    if not _is_number(left) or not _is_number(right):
        raise ExpressionError(
            N_("只有数字可以比较大小：{left} {sign} {right}"), left=str(left), sign=sign, right=str(right)
        )
    return _SIGNS[sign](int(left), int(right))


def _is_number(value: FactValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
