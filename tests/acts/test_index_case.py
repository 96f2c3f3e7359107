"""The search index follows its cases: written by the job, written anew by the command, without anybody's numbers."""

import pytest
from sqlalchemy import select

from tests.acts.test_import_cases import ROW, a_csv, bring
from tests.builders import Office, an_office
from workflows.acts.index_case import empty_older_index, index_older_piece, rebuild_index
from workflows.questions.legacy_cases import list_legacy
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


def older_numbers(office: Office, words: str) -> list[str]:
    with office.archive.reading() as records:
        return [one.number for one in list_legacy(words, records=records, actor=office.actor("何敏")).lines]


def test_older_cases_are_found_by_pairs_of_characters_once_the_worker_has_written_them() -> None:
    office = an_office()
    numbers = {"甲": "甲养老院", "乙": "乙养老院", "丙": "丙殡仪馆"}
    bring(office, a_csv(*({**ROW, "案号": f"{key}〔2019〕7号", "当事人": name} for key, name in numbers.items())))
    assert older_numbers(office, "养老") == []

    office.work()

    assert sorted(older_numbers(office, "养老")) == ["乙〔2019〕7号", "甲〔2019〕7号"]
    assert older_numbers(office, "养老 乙") == ["乙〔2019〕7号"]
    assert older_numbers(office, "老养") == []
    assert older_numbers(office, "丙〔2019〕") == ["丙〔2019〕7号"]
    assert len(older_numbers(office, "殡")) == 3
    assert len(older_numbers(office, str(ROW["证件号码"]).lower())) == 3
    assert older_numbers(office, str(ROW["证件号码"])[:-1]) == []
    assert older_numbers(office, "%") == []


def test_the_index_of_older_cases_is_written_anew_in_pieces() -> None:
    office = an_office()
    bring(office, a_csv(ROW))
    office.work()
    with office.archive.transaction() as records:
        assert empty_older_index(records=records) == 1, "so many are to be written again"
    assert older_numbers(office, "殡葬") == []

    rounds: list[int] = []
    while not rounds or rounds[-1]:
        with office.archive.transaction() as records:
            rounds.append(index_older_piece(records=records))

    assert rounds == [1, 0]
    assert older_numbers(office, "殡葬") == [ROW["案号"]]
