"""How large an expression may be, and the error that says why it cannot be read."""

from workflows.vocabulary.wording import N_, Objection

MAX_LENGTH = 500
MAX_NODES = 80
MAX_DEPTH = 12
MAX_BITS = 128


class ExpressionError(ValueError):
    """An expression cannot be read or evaluated; readers of files add where it stands."""

    def __init__(self, text: str, /, **params: str | int) -> None:
        """Keep what is wrong as a marked Chinese sentence with its places."""
        self.objection = Objection("expression", text, params)
        super().__init__(self.objection.in_chinese())


def checked_size(text: str) -> str:
    """Return ``text`` without outer blanks; ExpressionError when it is empty or longer than ``MAX_LENGTH``."""
    text = text.strip()
    if not text:
        raise ExpressionError(N_("表达式为空"))
    if len(text) > MAX_LENGTH:
        raise ExpressionError(N_("表达式超过 {limit} 个字符，请改用决策表"), limit=MAX_LENGTH)
    return text


def checked_number(value: int) -> int:
    """Return ``value``; ExpressionError when it needs more than ``MAX_BITS`` bits."""
    if value.bit_length() > MAX_BITS:
        raise ExpressionError(N_("数字过大，不得超过 {bits} 位二进制数"), bits=MAX_BITS)
    return value
