"""What is searched for is words: no sign of a query language, no length and no pattern does anything but find less."""

import time

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import Application, a_key
from tests.webapp.office_on_the_web import Website, a_website

EVERYWHERE = ["/cases", "/cases/older", "/tasks", "/done", "/pool", "/public"]
WORDS = [
    *('"', "'", '"永宁', "永宁*", "%", "_", "%永%", "永_", "\\", "\\%", "[永]", "^永", "永$", ".*", "(a+)+$"),
    *(
        "永 OR 1",
        "永 AND 宁",
        "NOT 永",
        "NEAR(永 宁)",
        "case_texts:永",
        "永)(",
        "{永}",
        "-永",
        "+永",
        "永:*",
        "永 <-> 宁",
    ),
    *("'; DROP TABLE cases --", "&", "|", "!", "<->", "\ufffe", "\u200b", "永\u0301" * 40, "永" * 1000),
    *("a " * 500, "a" * 99 + "!", "﷽" * 100, "ﷺ" * 100),
]


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"), FASHEN_SEARCH_RATE="100000/minute")


@pytest.mark.parametrize("words", WORDS, ids=lambda one: ascii(one[:12]))
def test_no_words_break_or_hold_up_a_list(site: Website, words: str) -> None:
    he = site.browser("he")
    begun = time.process_time()

    statuses = {address: he.get(address, query_string={"q": words}).status_code for address in EVERYWHERE}

    assert statuses == dict.fromkeys(EVERYWHERE, 200)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("words", ["%", "_", "永_", "%宁", "[永]宁", "永.", "*", "永宁 OR 1"])
def test_no_sign_stands_for_another(site: Website, words: str) -> None:
    he = site.browser("he")

    assert "永宁" in he.get("/cases?q=永宁").text.partition("<tbody>")[2]
    assert (
        "永宁" not in he.get("/cases", query_string={"q": words}).text.partition("<tbody>")[2].partition("</tbody>")[0]
    )


def test_programs_search_within_the_same_limits(site: Website) -> None:
    reader = Application(site, a_key(site.office))

    assert {reader.get("/cases", q=words[:100]).status_code for words in WORDS} == {200}
    assert reader.get("/cases", q="永" * 101).status_code == 422


def test_what_is_asked_to_be_exported_may_be_as_long_as_it_likes(site: Website) -> None:
    he = site.browser("he")

    answer = he.post("/errands/lists", data={"what": "case-list.csv", "q": "永" * 100_000})
    site.office.work()

    assert answer.status_code == 303
    assert "已完成" in he.get("/errands").text
    assert "永" * 101 not in he.get("/errands").text
