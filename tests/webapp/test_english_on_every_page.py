"""In English every page says in English whatever is not the case itself, and marks what is as Chinese."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from sqlalchemy import MetaData, select

from tests.builders import ROOT, Office, an_office
from tests.webapp.office_on_the_web import NAMES, Website, a_website
from workflows.lawbook import Lawbook
from workflows.records.fence import EVERYWHERE, narrowed
from workflows.vocabulary.acts import CASE_ACTS

HAN = re.compile(r"[\u3400-\u9fff]")
BETWEEN = re.compile(r"[\s、；，。：:;（）()《》“”·—]+")
CITATION = re.compile(r"\d(条|款|项)$")
SPOKEN_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-confirm", "data-unsaved", "data-failed")
VOID = frozenset({"meta", "link", "input", "br", "img", "hr", "use"})
# Where the words of records and papers stand, whole sentences of them: what was typed, or what will be printed.
RECORDED = frozenset({"textarea", "title"})
# What the tables keep of labels and sentences that pages say themselves.
NOT_TYPED = frozenset(
    {
        *("open_tasks.label", "withdrawn_tasks.label", "finished_steps.summary", "papers.title", "papers.fields"),
        *("reviews.package", "reviews.items", "reviews.missing", "investigation_records.defects"),
    }
)
LAWS = tuple(one.source.law for one in Lawbook.load(ROOT / "bpmn" / "law").statutes)
NAMES_ITSELF = frozenset({"中文"})
WALK = [
    "verify_source",
    "approve_filing",
    "assign_officers",
    "investigate",
    "report_findings",
    "endorse_report",
    "decide_route",
    "issue_notice",
    "choose_service",
    "record_service",
    "await_statement",
    "finalise_draft",
    "submit_review",
    "accept_review",
    "examine_case",
    "sign_opinion",
    "deliberate",
    "decide_penalty",
    "collect_disclosure",
    "examine_disclosure",
    "record_performance",
    "publish_disclosure",
    "close_case",
    "archive_case",
]
ANYTIME = [one.id for one in CASE_ACTS if not one.id.endswith("_task") and one.id != "withdraw_disclosure"]
LISTS = ["/tasks", "/pool", "/cases", "/cases/new", "/people", "/calendar", "/public", "/cases/1?overview=1"]
RECORDS = ["/done", "/journal/cases/1"]


@dataclass(frozen=True)
class Text:
    """A text with Chinese in it, and whether an element around it says that it is Chinese."""

    words: str
    is_marked: bool


class Reader(HTMLParser):
    """Reads a page and keeps every text with Chinese in it."""

    def __init__(self) -> None:
        super().__init__()
        self.around = list[tuple[str, str]]()
        self.found = list[Text]()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.around.append((tag, given.get("lang") or ""))
        for name in SPOKEN_ATTRIBUTES:
            self._keep(given.get(name) or "")
        if tag in VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not RECORDED & {tag for tag, _ in self.around}:
            self._keep(data)

    def _keep(self, text: str) -> None:
        if HAN.search(text):
            self.found.append(Text(" ".join(text.split()), any(lang == "zh-CN" for _, lang in self.around)))


@dataclass(frozen=True)
class Seen:
    """What was Chinese on every page of the walk, and every word of the case."""

    pages: Mapping[str, Sequence[Text]]
    case: frozenset[str]


@pytest.fixture(name="seen", scope="module")
def _seen() -> Seen:
    office = an_office()
    office.a_case()
    site, pages = a_website(office), dict[str, Sequence[Text]]()
    for act in WALK:
        office.walk_to(act)
        pages[act] = _read(site, office.usual_holder(act), site.address(act))
        if act == "sign_opinion":
            pages |= {one: _read(site, office.usual_holder(one), site.address(one)) for one in ANYTIME}
            pages |= {path: _read(site, "林静", path) for path in (*LISTS, *RECORDS)}
    return Seen(pages, frozenset(_words_of(office)))


@pytest.mark.parametrize("page", [*WALK, *ANYTIME, *LISTS, *RECORDS])
def test_no_chinese_stands_on_an_english_page_without_saying_so(seen: Seen, page: str) -> None:
    assert [one.words for one in seen.pages[page] if not one.is_marked] == []


@pytest.mark.parametrize("page", [*WALK, *ANYTIME, *LISTS])
def test_what_is_chinese_on_an_english_page_is_the_case_itself(seen: Seen, page: str) -> None:
    pieces = [piece for one in seen.pages[page] if one.is_marked for piece in _pieces(one.words)]

    assert [piece for piece in pieces if not _is_of_the_case(piece, seen.case)] == []


def test_the_shipped_diagram_is_drawn_in_english_and_stays_a_diagram() -> None:
    office = an_office()
    office.a_case()
    site = a_website(office)
    client = site.browser("lin")
    chinese = client.get("/cases/1/diagram/penalty_ordinary").text
    client.post("/language", data={"language": "en"})

    english = client.get("/cases/1/diagram/penalty_ordinary").text

    assert 'name="法制审核"' in chinese
    assert 'name="Legal review"' in english
    assert re.findall(r'(?:name|value)="[^"]*[\u3400-\u9fff][^"]*"', english) == []
    assert re.findall(r'\bid="([^"]*)"', english) == re.findall(r'\bid="([^"]*)"', chinese)


def test_a_list_of_tasks_leaves_the_house_in_english_too() -> None:
    office = an_office()
    office.a_case()
    client = a_website(office).browser("lin")
    client.post("/language", data={"language": "en"})

    assert "Verify the lead" in client.get("/tasks.csv").text


def _read(site: Website, person: str, address: str) -> Sequence[Text]:
    client = site.browser(next(login for login, name in NAMES.items() if name == person))
    client.post("/language", data={"language": "en"})
    answer = client.get(address)
    assert answer.status_code == 200, address
    reader = Reader()
    reader.feed(answer.text)
    return reader.found


def _words_of(office: Office) -> Iterator[str]:
    """Yield every word that people typed, with the names of agency, units, people and what they do there."""
    tables = MetaData()
    # The search indexes hold pairs of what stands elsewhere, and cannot be read row by row.
    tables.reflect(office.archive.engine, only=lambda name, _: not name.startswith(("case_words", "legacy_words")))
    with narrowed(office.archive.engine, EVERYWHERE).connect() as connection:
        for table in tables.sorted_tables:
            kept = [one for one in table.columns if f"{table.name}.{one.name}" not in NOT_TYPED]
            for row in connection.execute(select(*kept)):
                yield from (piece for value in row for text in _texts(value) for piece in _pieces(text))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))


def _pieces(text: str) -> list[str]:
    return [piece for piece in BETWEEN.split(text) if HAN.search(piece)]


def _is_of_the_case(piece: str, case: frozenset[str]) -> bool:
    is_citation = piece.startswith(LAWS) or CITATION.search(piece) is not None
    return is_citation or piece in case | NAMES_ITSELF or re.fullmatch(r"证\d+|[\d,.]+元", piece) is not None
