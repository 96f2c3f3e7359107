"""Says conditions, cells and values in words: what an approver reads instead of ``fine >= 5000000``.

Everything is a ``Phrase`` or a marked word, so that pages can say it in English too. Facts are called by their terms,
amounts stand in 元, and every limit says whether it counts itself (含本数).
"""

from collections.abc import Mapping
from datetime import date

from workflows.process.expressions import All, Among, Any, Compare, Constant, Name, Not, Tree
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.value_terms import NO, YES, term_of
from workflows.vocabulary.wording import N_, Phrase, listed

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OF_AMOUNTS = {
    ">=": N_("{value}以上（含本数）"),
    ">": N_("超过{value}"),
    "<": N_("不足{value}"),
    "<=": N_("不超过{value}"),
}
_OF_DAYS = {
    ">=": N_("自{value}起（含当日）"),
    ">": N_("{value}之后（不含当日）"),
    "<": N_("{value}之前（不含当日）"),
    "<=": N_("至{value}止（含当日）"),
}
AND, OR = N_("{some}，且{more}"), N_("{some}，或者{more}")
ANYTHING = N_("不限")
_FEN = 100


def value_said(fact: Fact | None, value: FactValue) -> str:
    """Return one value: a term, an amount in 元, a day."""
    if fact is not None and fact.kind is FactKind.DAY:
        return day_said(int(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return amount_said(value)
    return term_of(fact, value)


def amount_said(fen: int) -> str:
    """Return an amount in 元, with 角 and 分 only where there are some: 5000000 分 -> 50,000元."""
    yuan, rest = divmod(fen, _FEN)
    return Phrase(N_("{amount}元"), amount=f"{yuan:,}.{rest:02d}" if rest else f"{yuan:,}")


def day_said(ordinal: int) -> str:
    """Return a day as papers print it; a number that is no day stays a number."""
    return date.fromordinal(ordinal).isoformat() if 0 < ordinal <= date.max.toordinal() else str(ordinal)


def condition_said(tree: Tree, facts: Mapping[str, Fact]) -> str:
    """Return a gateway's condition in words."""
    return _Condition(facts).said(tree)


def cell_said(tree: Tree, fact: Fact) -> str:
    """Return the test a cell makes of its fact, without naming the fact."""
    match tree:
        case All(()):
            return ANYTHING
        case Not(part):
            return Phrase(N_("除“{values}”以外"), values=cell_said(part, fact))
        case All(parts):
            return listed((cell_said(part, fact) for part in parts), AND)
        case Any(parts):
            return listed((cell_said(part, fact) for part in parts), OR)
        case Among(_, values):
            return listed(value_said(fact, value) for value in values)
        case Compare(sign, _, Constant(value)):
            return range_said(sign, value, fact)
    return str(tree)


def range_said(sign: str, value: FactValue, fact: Fact | None) -> str:
    """Return a comparison without its fact: 50,000元以上（含本数）."""
    said = value_said(fact, value)
    if sign == "==":
        return said
    if sign == "!=":
        return Phrase(N_("除“{values}”以外"), values=said)
    signs = _OF_DAYS if fact is not None and fact.kind is FactKind.DAY else _OF_AMOUNTS
    return Phrase(signs[sign], value=said)


def fact_term(name: str, facts: Mapping[str, Fact]) -> str:
    """Return what a fact is called; one that is not declared keeps its name."""
    return facts[name].term if name in facts else name


class _Condition:
    """Says one condition; what is denied is said by its opposite, never by 并非."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts

    def said(self, tree: Tree, *, denied: bool = False) -> str:
        match tree:
            case Not(part):
                return self.said(part, denied=not denied)
            case All(parts):
                return self._joined(parts, OR if denied else AND, denied=denied)
            case Any(parts):
                return self._joined(parts, AND if denied else OR, denied=denied)
            case Among(item, values):
                return self._among(item, values, denied=denied)
            case Compare(sign, left, right):
                return self._comparison(_OPPOSITE[sign] if denied else sign, left, right)
        return self._truth(tree, denied=denied)

    def _joined(self, parts: tuple[Tree, ...], how: str, *, denied: bool) -> str:
        if not parts:
            return YES if how == AND else NO
        return listed((self._inside(part, denied=denied) for part in parts), how)

    def _inside(self, part: Tree, *, denied: bool) -> str:
        said = self.said(part, denied=denied)
        inner = part.part if isinstance(part, Not) else part
        several = isinstance(inner, All | Any) and len(inner.parts) > 1
        return Phrase(N_("（{condition}）"), condition=said) if several else said

    def _among(self, item: Tree, values: tuple[FactValue, ...], *, denied: bool) -> str:
        fact = self._fact(item)
        if len(values) == 1:
            return self._comparison("!=" if denied else "==", item, Constant(values[0]))
        told = listed(Phrase(N_("“{value}”"), value=value_said(fact, value)) for value in values)
        text = N_("“{fact}”不为{values}中的任何一项") if denied else N_("“{fact}”为{values}之一")
        return Phrase(text, fact=self._atom(item), values=told)

    def _comparison(self, sign: str, left: Tree, right: Tree) -> str:
        if isinstance(left, Constant) and isinstance(right, Name):
            left, right, sign = right, left, _MIRRORED[sign]
        fact = self._fact(left)
        told = value_said(fact, right.value) if isinstance(right, Constant) else self._atom(right)
        if sign == "==":
            return Phrase(N_("“{fact}”为“{value}”"), fact=self._atom(left), value=told)
        if sign == "!=":
            return Phrase(N_("“{fact}”不为“{value}”"), fact=self._atom(left), value=told)
        signs = _OF_DAYS if fact is not None and fact.kind is FactKind.DAY else _OF_AMOUNTS
        return Phrase(N_("“{fact}”{test}"), fact=self._atom(left), test=Phrase(signs[sign], value=told))

    def _truth(self, tree: Tree, *, denied: bool) -> str:
        if isinstance(tree, Constant):
            return NO if bool(tree.value) == denied else YES
        return Phrase(N_("“{fact}”为否") if denied else N_("“{fact}”为是"), fact=self._atom(tree))

    def _atom(self, atom: Tree) -> str:
        if isinstance(atom, Name):
            return fact_term(atom.name, self._facts)
        return value_said(None, atom.value) if isinstance(atom, Constant) else str(atom)

    def _fact(self, atom: Tree) -> Fact | None:
        return self._facts.get(atom.name) if isinstance(atom, Name) else None
