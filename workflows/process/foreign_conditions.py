"""What to write instead of a condition that cannot be read: other tools put theirs into ``${…}`` or behind ``=``."""

import re

from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import compile_condition
from workflows.vocabulary.wording import N_, Phrase

_WRAPPED = re.compile(r"[$#]\{(.*)\}\Z", re.DOTALL)
_SIGNS = ((r"&&", " and "), (r"\|\|", " or "), (r"!(?!=)", " not "), (r"(?<![=<>!])=(?!=)", " == "))


def cure_of(text: str) -> str:
    """Return the marked sentence with the cure of a condition; it shows the same condition rewritten where it can."""
    rewritten = _rewritten(text)
    if rewritten:
        return Phrase(N_("请写成 {condition}，并核对其中的事实要素"), condition=rewritten)
    return N_('请从事实要素及其取值中选择，例如 review == "pass" and not heard')


def _rewritten(text: str) -> str:
    """Return a condition of another tool in this system's words, empty when that cannot be done by signs alone."""
    wrapped = _WRAPPED.match(text.strip())
    rewritten = wrapped[1] if wrapped else text.strip().removeprefix("=")
    for foreign, own in _SIGNS:
        rewritten = re.sub(foreign, own, rewritten)
    rewritten = " ".join(rewritten.split())
    try:
        compile_condition(rewritten)
    except ExpressionError:
        return ""
    return rewritten if rewritten != text.strip() else ""
