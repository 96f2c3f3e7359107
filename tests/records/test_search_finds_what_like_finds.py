"""案件查询: the index of pairs finds what LIKE would find, in random Chinese and at any length of word."""

import random
from collections.abc import Sequence
from typing import TypeVar

import pytest
from sqlalchemy import inspect, select

from tests.builders import Office, an_office
from workflows.records.agencies import Agency
from workflows.records.bigrams import normalised
from workflows.records.case_words import WINDOW, CaseText, case_texts, find_hits, forget_texts, write_texts
from workflows.records.cases import Case
from workflows.records.keyset import FIRST, Turn
from workflows.records.schema import Record
from workflows.records.transaction import Records

SEED = 20261122
CASES = 300
WORDS = 300
EVERYTHING = 10_000

# Few characters, so that words cross one another; signs at which tokenizers like to cut; both widths and cases.
LETTERS = "听证食品安全处罚决定张李王三四﹒·-—〔〕()（）0123ABcdＡｂ１２'\"*^:.,，。%_\\+~@#"


def random_text(chance: random.Random, longest: int) -> str:
    """Return runs of characters between blanks."""
    letters = [LETTERS, LETTERS, "0123-AB年号"]
    runs = (
        "".join(chance.choices(chance.choice(letters), k=chance.randint(1, 12)))
        for _ in range(chance.randint(1, longest))
    )
    return chance.choice(" 　\n").join(runs)


def random_words(chance: random.Random, texts: Sequence[str]) -> str:
    """Return a word cut out of a text, and sometimes a second one or one that stands nowhere."""
    words = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        run = chance.choice(chance.choice(texts).split())
        begin, length = chance.randrange(len(run)), chance.choice((1, 2, 2, 3, 4, 6, 12))
        words.append(run[begin : begin + length])
    if chance.random() < 0.1:
        words.append(random_text(chance, 1))
    return " ".join(words)


def like(records: Records, agency_id: int, words: str) -> list[int]:
    """Return what LIKE finds, newest first."""
    query = select(case_texts.c.case_id).where(case_texts.c.agency_id == agency_id)
    for word in normalised(words).split():
        query = query.where(case_texts.c.text.contains(word, autoescape=True))
    return list(records.session.scalars(query.order_by(case_texts.c.case_id.desc())))


Row = TypeVar("Row", bound=Record)


def another(row: Row, **changes: object) -> Row:
    """Return a copy of a row, with changes."""
    names = [one.key for one in inspect(type(row)).column_attrs if one.key != "id"]
    return type(row)(**{**{name: getattr(row, name) for name in names}, **changes})


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    """Return an office with random cases of two agencies in its index, a third of them written twice."""
    chance, office = random.Random(SEED), an_office()  # noqa: S311 -- a repeatable test
    office.a_case()
    with office.archive.transaction() as records:
        first = records.get(Case, office.case_id)
        elsewhere = records.add(another(records.get(Agency, 1), code="1", uscc="1")).id
        cases = [
            records.add(another(first, number=f"{number}", agency_id=chance.choice((1, elsewhere))))
            for number in range(CASES)
        ]
        for kept in (cases, cases[::3]):
            texts = [[random_text(chance, 6), random_text(chance, 3)] for _ in kept]
            given = zip(kept, texts, strict=True)
            write_texts(records.session, [CaseText(case.id, case.agency_id, text) for case, text in given])
    return office


@pytest.mark.parametrize("window", [0, 20, WINDOW])
def test_the_index_finds_what_like_finds(office: Office, window: int) -> None:
    chance, found = random.Random(SEED + window), 0  # noqa: S311 -- a repeatable test
    with office.archive.reading() as records:
        texts = list(records.session.scalars(select(case_texts.c.text)))
        for _ in range(WORDS):
            words, agency_id = random_words(chance, texts), chance.choice((1, 2))
            expected = like(records, agency_id, words)
            hits = find_hits(records.session, agency_id, words, turn=FIRST, limit=EVERYTHING, window=window)
            assert hits == expected, words
            found += len(hits)

    assert found > WORDS


@pytest.mark.parametrize("window", [0, 10, WINDOW])
def test_pages_of_hits_are_the_whole_in_pieces(office: Office, window: int) -> None:
    with office.archive.reading() as records:
        whole = like(records, 1, "食")
        hits = find_hits(records.session, 1, "食", turn=FIRST, limit=7, window=window)
        while len(hits) < len(whole):
            hits += find_hits(records.session, 1, "食", turn=Turn((hits[-1],)), limit=7, window=window)
        back = find_hits(records.session, 1, "食", turn=Turn((whole[10],), is_back=True), limit=4, window=window)

    assert len(whole) > 20
    assert hits == whole
    assert back == whole[6:10][::-1]


def test_what_is_forgotten_is_found_no_longer(office: Office) -> None:
    with office.archive.rehearsal() as records:
        hits = find_hits(records.session, 1, "证", turn=FIRST, limit=EVERYTHING)
        forget_texts(records.session, hits[:3])

        assert len(hits) > 3
        assert find_hits(records.session, 1, "证", turn=FIRST, limit=EVERYTHING) == hits[3:]
        write_texts(records.session, [CaseText(hits[0], 1, ["别的"], code="91530000MA6K000001")])
        assert find_hits(records.session, 1, "别的", turn=FIRST, limit=9) == hits[:1]
        assert find_hits(records.session, 1, "91530000ma6k000001", turn=FIRST, limit=9) == hits[:1]
        assert find_hits(records.session, 1, "91530000MA6K00000", turn=FIRST, limit=9) == []
