"""An initial password waits a week for its first use; a published one is refused where there is the list of them."""

import hashlib
from pathlib import Path

import pytest

from tests.builders import an_office
from tests.webapp.office_on_the_web import a_website
from tests.webapp.test_administrators import opened
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.guards.leaked_passwords import objection_to_leaked

PUBLISHED = [f"竹影清风长街夜雨-{number}" for number in range(300)]


def lines_of(passwords: list[str]) -> bytes:
    """Return the list of these passwords as it is given out, line ends of Windows included."""
    digests = sorted(hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper() for one in passwords)
    return "".join(f"{digest}:{number + 1}\r\n" for number, digest in enumerate(digests)).encode()


@pytest.mark.parametrize(("day", "status"), [("2026-05-25", 303), ("2026-05-26", 401)])
def test_an_initial_password_nobody_used_for_a_week_is_worth_nothing(day: str, status: int) -> None:
    site = a_website(an_office())
    _, password = opened(site)
    site.office.at(day)

    answer = site.browser().post("/sign-in", data={"login": "tang", "password": password})
    wrong = site.browser().post("/sign-in", data={"login": "tang", "password": f"{password}!"})

    assert answer.status_code == status
    assert ("初始密码已超过 7 日未使用" in answer.text) is (status == 401)
    assert "初始密码" not in wrong.text


def test_a_password_once_changed_stays() -> None:
    site = a_website(an_office())
    site.office.at("2026-12-01")

    assert site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code == 303


def test_every_line_of_the_list_is_found_and_nothing_else(tmp_path: Path) -> None:
    leaked = tmp_path / "pwned.txt"
    for some in (PUBLISHED, PUBLISHED[:1], PUBLISHED[:2], []):
        leaked.write_bytes(lines_of(some))

        assert [one for one in some if objection_to_leaked(one, leaked) is None] == []
        assert [one for one in some if objection_to_leaked(f"{one} ", leaked) is not None] == []
    assert objection_to_leaked(PUBLISHED[0], None) is None


def test_a_leaked_password_is_not_taken(tmp_path: Path) -> None:
    leaked = tmp_path / "pwned.txt"
    leaked.write_bytes(lines_of(PUBLISHED))
    site = a_website(an_office(), FASHEN_LEAKED_PASSWORDS=str(leaked))
    client = site.browser("lin")

    answers = [
        client.post("/account/password", data={"present": DEMO_PASSWORD, "new": new, "again": new})
        for new in (PUBLISHED[7], "竹影清风长街夜雨-x7")
    ]

    assert [answer.status_code for answer in answers] == [422, 303]
    assert "已公开泄露" in answers[0].text
