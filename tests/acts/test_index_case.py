"""The search index follows its cases: written by the job, written anew by the command, without anybody's numbers."""

import pytest
from sqlalchemy import select

from tests.builders import Office, an_office
from workflows.acts.index_case import rebuild_index
from workflows.records.case_words import case_texts, clear_texts, find_hits
from workflows.records.keyset import FIRST


def hits(office: Office, words: str) -> list[int]:
    with office.archive.reading() as records:
        return find_hits(records.session, 1, words, turn=FIRST, limit=99, window=0)


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    office = an_office()
    for name in ("甲养老院", "乙养老院", "丙养老院"):
        office.a_case(party_name=name)
    return office


def test_a_rebuilt_index_knows_every_case_again(office: Office) -> None:
    with office.archive.transaction() as records:
        clear_texts(records.session)
    assert hits(office, "养老院") == []

    last, rounds = 0, 0
    while True:
        with office.archive.transaction() as records:
            last = rebuild_index(last, records=records, many=2)
        if not last:
            break
        rounds += 1

    assert rounds == 2
    assert hits(office, "养老院") == [3, 2, 1]
    assert hits(office, "乙养老") == [2]


def test_neither_numbers_of_people_nor_the_informant_are_in_the_index() -> None:
    office = an_office()
    office.a_case(
        summary="证件539921198003150012，电话13912345678", informant_name="何某某", informant_phone="13800000009"
    )
    with office.archive.reading() as records:
        text = records.session.scalars(select(case_texts.c.text)).one()

    assert "5399**********0012" in text
    assert not [one for one in ("539921198003150012", "13912345678", "何某某", "13800000009") if one in text]


def test_a_party_is_found_by_its_whole_code_alone(office: Office) -> None:
    assert hits(office, "91539921MAY00A1K6X") == [3, 2, 1]
    assert hits(office, "91539921may00a1k6x 甲") == [1]
    assert hits(office, "91539921MAY00A1K6") == []
