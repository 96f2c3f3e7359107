"""What the rail, the top bar and the phone's tab bar show; the account room fills it for the person."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One way to a page: a marked label, its address, an icon of ``static/icons/sprite.svg`` and how much waits there.

    ``is_current`` marks the page that is shown; ``is_tab`` puts the link into the phone's tab bar too.
    """

    label: str
    url: str
    icon: str = ""
    count: int = 0
    is_current: bool = False
    is_tab: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Links under one marked heading of the rail."""

    label: str
    links: tuple[Link, ...]


def tabs(nav: Sequence[Section]) -> tuple[Link, ...]:
    """Return the links that stand in the phone's tab bar, five at most."""
    return tuple(link for section in nav for link in section.links if link.is_tab)[:5]
