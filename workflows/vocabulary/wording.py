"""How a sentence for people is marked, and the reason why an act may not be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Self


def N_(text: str) -> str:  # noqa: N802 -- the gettext marker's customary name
    """Mark a Chinese sentence for translation; the border resolves it (design decision 12)."""
    return text


class Phrase(str):
    """A Chinese text that remembers the marked sentence and the words it was made of.

    It is an ordinary text everywhere; the border takes it apart and says sentence and marked words in English.
    """

    __slots__ = ("params", "sentence")
    sentence: str
    params: Mapping[str, str | int]

    def __new__(cls, sentence: str, **params: str | int) -> Self:
        """Fill the places of a sentence marked with N_."""
        phrase = super().__new__(cls, sentence.format(**params))
        phrase.sentence, phrase.params = sentence, params
        return phrase


IN_A_SENTENCE = N_("{some}、{more}")
LINE_BY_LINE = "{some}\n{more}"


def listed(parts: Iterable[str], how: str = IN_A_SENTENCE) -> str:
    """Return parts one after another, each of them still a phrase: 罚款、没收款."""
    first, *others = [*parts] or [""]
    return reduce(lambda some, more: Phrase(how, some=some, more=more), others, first)


@dataclass(frozen=True, slots=True)
class Objection:
    """不得为之的理由: why an act may not be done, for tests (``code``) and for people (``text``).

    ``text`` is a marked Chinese message with ``{name}`` places filled from ``params``; ``article`` names the
    provision; ``when`` limits the objection to one answer of the form, for example ``("conclusion", "pass")``;
    ``warning`` marks what is only told, never refused.
    """

    code: str
    text: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    article: str = ""
    when: tuple[str, str] | None = None
    warning: bool = False

    def in_chinese(self) -> str:
        """Return the sentence with its places filled, followed by the article in brackets."""
        sentence = self.text.format(**self.params)
        return f"{sentence}（{self.article}）" if self.article else sentence

    def applies_to(self, answers: Mapping[str, object]) -> bool:
        """Say whether the objection refuses an act done with these answers."""
        if self.warning:
            return False
        return self.when is None or str(answers.get(self.when[0], "")) == self.when[1]
