"""One change between two versions, and the few ways in which changes are said."""

from dataclasses import dataclass
from enum import StrEnum

from workflows.vocabulary.wording import N_, Phrase


class ChangeKind(StrEnum):
    """What became of an element; drawings are coloured by it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words: where it is, what became of the element, and what was there before.

    ``file`` is the file of the new version, or of the old one for what was removed; ``element`` the id that a drawing
    marks, empty for what belongs to a file as a whole; ``label`` what people call it. ``moved`` means that only the
    place in the drawing, the file or the order changed.
    """

    file: str
    element: str
    label: str
    kind: ChangeKind
    what: str


NOTHING = N_("（空）")


def from_to(subject: str, what: str, old: str, new: str) -> Phrase:
    """Say what was replaced: 环节“送审”的岗位由“承办人”改为“法制审核人员”."""
    before, after = old or NOTHING, new or NOTHING
    if "“" in before + after:
        text = N_("{subject}的{what}由「{old}」改为「{new}」")
        return Phrase(text, subject=subject, what=what, old=before, new=after)
    return Phrase(N_("{subject}的{what}由“{old}”改为“{new}”"), subject=subject, what=what, old=before, new=after)


def added(file: str, element: str, subject: str, detail: str = "", *, label: str = "") -> Change:
    """Return the change of something new, with what it says."""
    what = Phrase(N_("新增{subject}"), subject=subject)
    return Change(file, element, label or subject, ChangeKind.ADDED, _with(what, detail))


def removed(file: str, element: str, subject: str, detail: str = "", *, label: str = "") -> Change:
    """Return the change of something that is no longer there, with what it said."""
    what = Phrase(N_("删除{subject}"), subject=subject)
    return Change(file, element, label or subject, ChangeKind.REMOVED, _with(what, detail))


def _with(what: Phrase, detail: str) -> Phrase:
    return Phrase(N_("{what}：{detail}"), what=what, detail=detail) if detail else what
