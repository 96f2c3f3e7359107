"""What a cell of a decision table may say (S-FEEL unary tests), read into the tree of ``expressions.py``."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workflows.process.expression_limits import MAX_NODES, ExpressionError, checked_number, checked_size
from workflows.process.expressions import All, Among, Any, Compare, Constant, Name, Not, Tree
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?\d+)(?P<range>\.\.)?(?!\.?\d)|(?P<word>[A-Za-z_][\w.]*)"""
    r"""|(?P<sign><=|>=|!=|<|>|=)|(?P<dots>\.\.)|(?P<mark>[()\[\],-]))"""
)
_WORDS: dict[str, bool] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str


def compile_cell(text: str, name: str, *, of_days: bool = False) -> Tree:
    """Read the test a cell makes of the fact ``name``; an empty cell and ``-`` hold always.

    ``of_days`` tells that the fact is a day: its constants are ``date("2026-01-31")``, in the tree a proleptic ordinal.
    """
    return _compiled(text.strip(), name, of_days=of_days)


def compile_value(text: str) -> FactValue:
    """Read an output cell: exactly one text in half-width quotes, whole number, true or false."""
    reader = _Reader(_pieces(checked_size(text)), Name("?"), of_days=False)
    value = reader.constant()
    reader.expect_end()
    return value


@lru_cache(maxsize=4096)
def _compiled(text: str, name: str, *, of_days: bool) -> Tree:
    if text in {"", "-"}:
        return All(())
    reader = _Reader(_pieces(checked_size(text)), Name(name), of_days=of_days)
    tree = reader.tests()
    reader.expect_end()
    return tree


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise _unreadable(text[place:])
        groups = {kind: text for kind, text in found.groupdict().items() if text}
        pieces.extend(_Piece("dots" if kind == "range" else kind, text) for kind, text in groups.items())
        place = found.end()
    if len(pieces) > MAX_NODES * 2:
        raise ExpressionError(N_("单元格的成分超过 {limit} 个，请拆成几行"), limit=MAX_NODES)
    return pieces


def _unreadable(rest: str) -> ExpressionError:
    return ExpressionError(
        N_(
            '不能识别“{text}”：文字加半角双引号（"pass"），金额写整数（分），'
            "范围写 [1..5]，多个值用半角逗号，此外可用 not(...) 和 -"
        ),
        text=rest.strip()[:40],
    )


class _Reader:
    """Reads the pieces of one cell from left to right."""

    def __init__(self, pieces: list[_Piece], subject: Name, *, of_days: bool) -> None:
        self._pieces = pieces
        self._subject = subject
        self._of_days = of_days
        self._place = 0

    def tests(self) -> Tree:
        """Read the whole cell: ``not(...)`` or tests between commas."""
        if self._next() == _Piece("word", "not"):
            self._take()
            self._expect("(")
            inner = self._alternatives()
            self._expect(")")
            return Not(inner)
        return self._alternatives()

    def expect_end(self) -> None:
        """Refuse anything that is left over."""
        if self._next().kind != "end":
            raise _unreadable("".join(piece.text for piece in self._pieces[self._place :]))

    def constant(self) -> FactValue:
        """Read one value."""
        if self._of_days:
            return self._day()
        piece = self._take()
        if piece.kind == "text":
            return _unquoted(piece.text)
        if piece.kind == "number":
            return checked_number(int(piece.text))
        if piece.kind == "word" and piece.text in _WORDS:
            return _WORDS[piece.text]
        if piece.kind == "word":
            raise ExpressionError(N_('“{text}”须加半角双引号："{text}"'), text=piece.text)
        raise _unreadable(piece.text or N_("（到此为止）"))

    def _day(self) -> int:
        """Read ``date("2026-01-31")``, as dmn-js writes a day."""
        pieces = [self._take() for _ in range(4)]
        if [piece.text for piece in pieces[:2]] + [pieces[3].text] != ["date", "(", ")"] or pieces[2].kind != "text":
            raise ExpressionError(N_('日期须写成 date("2026-01-31")'))
        text = _unquoted(pieces[2].text)
        try:
            return date.fromisoformat(text).toordinal()
        except ValueError as error:
            raise ExpressionError(N_('没有“{day}”这一天，日期须写成 date("2026-01-31")'), day=text[:20]) from error

    def _alternatives(self) -> Tree:
        tests = [self._test()]
        while self._next() == _Piece("mark", ","):
            self._take()
            tests.append(self._test())
        if all(isinstance(test, Among) for test in tests):
            return Among(self._subject, tuple(value for test in tests for value in _values(test)))
        return tests[0] if len(tests) == 1 else Any(tuple(tests))

    def _test(self) -> Tree:
        piece = self._next()
        if piece.kind == "sign":
            self._take()
            sign = "==" if piece.text == "=" else piece.text
            return Compare(sign, self._subject, Constant(self._ordered(sign)))
        if piece.kind == "mark" and piece.text in {"[", "]", "("}:
            return self._interval()
        return Among(self._subject, (self.constant(),))

    def _ordered(self, sign: str) -> FactValue:
        value = self.constant()
        if sign in {"==", "!="} or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise ExpressionError(N_("只有数字可以比较大小：{sign} {value}"), sign=sign, value=str(value))

    def _interval(self) -> Tree:
        opening = self._take().text
        low = Constant(self._ordered(">="))
        if self._take().kind != "dots":
            raise ExpressionError(N_("范围须写成 [1..5]、(1..5] 或者 ]1..5["))
        high = Constant(self._ordered("<="))
        closing = self._take().text
        if closing not in {"]", ")", "["} or int(low.value) > int(high.value):
            raise ExpressionError(N_("范围须写成 [1..5]、(1..5] 或者 ]1..5[，并且从小到大"))
        return All(
            (
                Compare(">=" if opening == "[" else ">", self._subject, low),
                Compare("<=" if closing == "]" else "<", self._subject, high),
            )
        )

    def _next(self) -> _Piece:
        return self._pieces[self._place] if self._place < len(self._pieces) else _Piece("end", "")

    def _take(self) -> _Piece:
        piece = self._next()
        self._place += 1
        return piece

    def _expect(self, mark: str) -> None:
        if self._take() != _Piece("mark", mark):
            raise ExpressionError(N_('not 之后须有一对括号：not("a","b")'))


def _values(test: Tree) -> tuple[FactValue, ...]:
    return test.values if isinstance(test, Among) else ()


def _unquoted(text: str) -> str:
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")
