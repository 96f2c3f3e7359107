"""The rail marks the room a page lies in, also on the pages deeper inside."""

import re

import pytest

from tests.webapp.flow_room import a_flow_room, in_force
from tests.webapp.office_on_the_web import Website


@pytest.fixture(name="room", scope="module")
def _room() -> tuple[Website, int]:
    return a_flow_room()


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/flows", "流程"),
        ("/flows/drafts/{draft}", "流程"),
        ("/flows/versions/{sha}", "流程"),
        ("/flows/papers", "文书模板"),
        ("/flows/papers/penalty_decision", "文书模板"),
        ("/people", "人员和证件"),
        ("/notices", ""),
    ],
)
def test_the_innermost_room_is_marked_and_no_other(room: tuple[Website, int], address: str, marked: str) -> None:
    site, draft = room
    page = site.browser("du").get(address.format(draft=draft, sha=in_force(site.office))).text
    rail = page.partition('class="rail')[2].partition("</nav>")[0]

    found = re.findall(r"<a [^>]*aria-current[^>]*>(.*?)</a>", rail, re.DOTALL)

    assert [re.sub(r"<[^>]+>|\s+", "", one) for one in found] == ([marked] if marked else [])
