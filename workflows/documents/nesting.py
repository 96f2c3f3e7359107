"""Loops and ifs of a template as they nest over paragraphs: what a name means at a place, and what is left open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError
from lxml import etree

from workflows.documents.catalogue import PaperKind
from workflows.documents.placeholders import Fault, faults_in, parse
from workflows.documents.places import Place
from workflows.vocabulary.wording import N_

_STATEMENT = re.compile(r"\{%(?P<prefix>[a-z]*)\s+(?P<keyword>\w+)\s*(?P<rest>.*?)\s*%\}", re.DOTALL)
_LOOP = re.compile(r"(?P<target>\w+)\s+in\s+.+", re.DOTALL)
_PREFIXES = frozenset({"", "p", "tr"})
_CLOSES = {"endfor": "for", "endif": "if"}
_CONTINUES = {"else": ("if", "for"), "elif": ("if",)}


@dataclass(frozen=True, slots=True)
class Tag:
    """One placeholder as written: ``keyword`` is empty for a value; ``prefix`` p or tr removes its paragraph or row."""

    text: str
    keyword: str = ""
    prefix: str = ""
    rest: str = ""

    @property
    def plain(self) -> str:
        """Return the Jinja without docxtpl's prefix."""
        return f"{{% {self.keyword} {self.rest} %}}" if self.keyword else self.text


@dataclass(frozen=True, slots=True)
class _Open:
    tag: Tag
    place: Place
    sound: bool


def read_tag(text: str) -> Tag:
    """Return what a placeholder says; one that cannot be read keeps its text alone."""
    match = _STATEMENT.fullmatch(text.replace("“", '"').replace("”", '"').replace("‘", "'").replace("’", "'"))
    return Tag(text, match["keyword"], match["prefix"], match["rest"]) if match else Tag(text)


class Loops:
    """The loops and ifs open at a place while reading a part."""

    def __init__(self, kind: PaperKind) -> None:
        """Begin a part with nothing open."""
        self._kind = kind
        self._open: list[_Open] = []

    def left_open(self) -> tuple[tuple[Tag, Place], ...]:
        """Return what was opened and never closed."""
        return tuple((one.tag, one.place) for one in self._open)

    def faults_at(self, tag: Tag, place: Place) -> tuple[Fault, ...]:
        """Return the faults of a tag where it stands, and open or close what it opens or closes."""
        if not tag.keyword and tag.text.startswith("{%"):
            return (Fault("syntax", N_("无法识别的控制标记“{quoted}”"), tag.text),)
        if tag.prefix not in _PREFIXES or re.match(r"\{\{(-|\+|(p|r|tr|tc)\s)|\{#", tag.text):
            text = N_("不能使用“{quoted}”，只能使用 {{{{ }}}}、{{% %}}、{{%p %}}、{{%tr %}}")
            return (Fault("forbidden", text, tag.text),)
        if tag.keyword in _CLOSES:
            return tuple(self._close(tag, place))
        if tag.keyword in _CONTINUES and not (self._open and self._open[-1].tag.keyword in _CONTINUES[tag.keyword]):
            return (Fault("unbalanced", N_("“{quoted}”没有对应的开始标记"), tag.text),)
        faults = tuple(self._judge(tag))
        if tag.keyword in _CLOSES.values():
            self._open.append(_Open(tag, place, not faults))
        return faults

    def _close(self, tag: Tag, place: Place) -> Iterator[Fault]:
        if not self._open or self._open[-1].tag.keyword != _CLOSES[tag.keyword]:
            yield Fault("unbalanced", N_("“{quoted}”没有对应的开始标记"), tag.text)
            return
        opened = self._open.pop()
        if opened.tag.prefix != tag.prefix or _container(opened.tag, opened.place) is not _container(tag, place):
            yield Fault("unbalanced", N_("“{quoted}”与开始标记不在同一段落、单元格或者表格，或者写法不同"), tag.text)

    def _judge(self, tag: Tag) -> Iterator[Fault]:
        loops = [one for one in self._open if one.tag.keyword == "for"]
        unsound = {_target(one.tag) for one in loops if not one.sound}
        source = "".join(one.tag.plain for one in loops if one.sound) + _completed(tag)
        source += "{% endfor %}" * sum(one.sound for one in loops)
        try:
            faults = faults_in(parse(source), self._kind)
        except TemplateSyntaxError:
            yield Fault("syntax", N_("占位符“{quoted}”语法错误"), tag.text)
            return
        # Names of a loop that is itself refused are not a second fault.
        known = unsound | {"loop"} if unsound else set[str]()
        yield from (fault for fault in faults if fault.quoted.split(".")[0] not in known)


def _completed(tag: Tag) -> str:
    """Return a tag made whole, so that it can be judged alone."""
    if tag.keyword == "for":
        return tag.plain + "{% endfor %}"
    if tag.keyword == "if":
        return tag.plain + "{% endif %}"
    if tag.keyword in _CONTINUES:
        return "{% if true %}" + tag.plain + "{% endif %}"
    return tag.plain


def _target(tag: Tag) -> str:
    match = _LOOP.fullmatch(tag.rest)
    return match["target"] if match else ""


def _container(tag: Tag, place: Place) -> etree._Element | None:
    """Return what start and end of a loop must share: the paragraph, the cell or body, or the table."""
    if tag.prefix == "tr":
        return place.table
    return place.box if tag.prefix == "p" else place.paragraph
