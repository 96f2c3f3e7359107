"""密码: taken and compared exactly as typed, long and odd ones too; the fields hide them and let them be pasted."""

import re

import pytest

from tests.builders import ROOT, an_office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.acts.office.load_demo import DEMO_PASSWORD

FIELD = re.compile(r'<input[^>]*id="(?:password|present|new|again)"[^>]*>')


def changed_to(site: Website, password: str) -> int:
    posted = {"present": DEMO_PASSWORD, "new": password, "again": password}
    return site.browser("lin").post("/account/password", data=posted).status_code


def entered(site: Website, password: str) -> bool:
    return site.browser().post("/sign-in", data={"login": "lin", "password": password}).status_code in {302, 303}


@pytest.mark.parametrize(
    "password",
    [
        "正大光明" * 4 + "abcdef" * 10,
        " spaces before and after ",
        "ALL CAPITALS NO FIGURE",
        "竹影清风长街夜雨灯火",
        "é́'\"<>\\%00;--ok",
    ],
)
def test_long_and_odd_passwords_are_taken_as_they_are(password: str) -> None:
    site = a_website(an_office())

    assert changed_to(site, password) == 303
    assert entered(site, password)
    assert not entered(site, password.swapcase() if password.swapcase() != password else f"{password} ")
    assert not entered(site, password[:-1])


def test_the_fields_hide_help_and_take_what_is_pasted() -> None:
    pages = [ROOT / "webapp/templates/account" / name for name in ("sign_in.html", "password.html")]
    fields = [field for page in pages for field in FIELD.findall(page.read_text("utf-8"))]

    assert len(fields) == 4
    assert [field for field in fields if 'type="password"' not in field or 'autocomplete="' not in field] == []
    scripts = "".join(one.read_text("utf-8") for one in (ROOT / "webapp/assets/src").glob("*.js"))
    assert '"paste"' not in scripts
