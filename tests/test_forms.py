"""What people type is understood exactly, or refused naming the field and the cure."""

import pytest

from workflows.forms import Answers, Field, Form, FormError, Kind, Posted
from workflows.vocabulary.wording import Objection

FORM = Form(
    (
        Field("decision", "批示", Kind.CHOICE, options=(("filed", "立案"), ("refused", "不予立案"))),
        Field("reason", "理由", Kind.PARAGRAPH, shown_when=("decision", ("refused",))),
        Field("fine", "罚款", Kind.MONEY, required=False),
        Field("on", "日期", Kind.DAY, required=False),
        Field(
            "officers",
            "办案人员",
            Kind.PEOPLE,
            required=False,
            least=2,
            options=(("1", "林静"), ("2", "赵宁"), ("3", "陈浩")),
        ),
        Field(
            "points",
            "逐条",
            Kind.ROWS,
            required=False,
            columns=(Field("text", "内容"), Field("paid", "金额", Kind.MONEY)),
        ),
    )
)


def read(**posted: str | list[str]) -> Answers:
    typed: Posted = {
        name.replace("__", "-"): [value] if isinstance(value, str) else value for name, value in posted.items()
    }
    return FORM.read(typed)


def faults(**posted: str | list[str]) -> dict[str, str]:
    with pytest.raises(FormError) as refused:
        read(**posted)
    return {name: objection.code for name, objection in refused.value.errors.items()}


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("50000", 5_000_000), ("46,800.50", 4_680_050), ("0.05", 5), ("0", 0), ("25，800", 2_580_000), ("５０", 5_000)],
)
def test_money_is_read_in_yuan_and_kept_in_fen(typed: str, fen: int) -> None:
    assert read(decision="filed", fine=typed).money("fine") == fen


@pytest.mark.parametrize(
    "typed", ["0.005", "1e9", "1_000", "+5", "五万", "1.", ".5", "nan", "-", "1,5", "1,0000", "12²", "1①"]
)
def test_money_that_could_be_misread_is_refused(typed: str) -> None:
    assert faults(decision="filed", fine=typed) == {"fine": "not-money"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5", "negative-money"),
        ("－46,800.50", "negative-money"),
        ("\u22125", "negative-money"),
        ("99999999999999", "money-too-large"),
        ("99,999,999,999,999.99", "money-too-large"),
    ],
)
def test_money_that_cannot_be_says_why(typed: str, code: str) -> None:
    assert faults(decision="filed", fine=typed) == {"fine": code}


def test_a_field_is_asked_only_for_the_answer_that_shows_it() -> None:
    assert faults(decision="refused") == {"reason": "missing"}
    assert "reason" not in read(decision="filed", reason="不该出现")


def test_what_was_not_offered_is_refused() -> None:
    assert faults(decision="approved") == {"decision": "not-offered"}


def test_too_few_people_are_refused_and_each_counts_once() -> None:
    assert faults(decision="filed", officers=["1", "1"]) == {"officers": "too-few-people"}
    assert read(decision="filed", officers=["1", "3"]).people("officers") == (1, 3)


def test_blank_rows_are_left_out_and_a_fault_names_its_row() -> None:
    rows = read(decision="filed", points__0__text="", points__3__text="缺合同", points__3__paid="1").rows("points")

    assert [row.as_json() for row in rows] == [{"text": "缺合同", "paid": 100}]
    assert faults(decision="filed", points__2__text="缺合同", points__2__paid="x") == {"points-2-paid": "not-money"}


def even(given: object, before: Answers) -> Objection | None:
    return Objection("odd", "不是双数") if (int(str(given)) + before.number("first")) % 2 else None


CHECKED = Form(
    (
        Field("first", "第一", Kind.NUMBER),
        Field("second", "第二", Kind.NUMBER, excused_by="unknown", check=even),
        Field("unknown", "无法查明", Kind.FLAG, required=False),
    )
)


def test_a_box_lets_an_answer_be_missing() -> None:
    with pytest.raises(FormError) as refused:
        CHECKED.read({"first": ["1"]})
    assert {name: one.code for name, one in refused.value.errors.items()} == {"second": "missing"}
    assert CHECKED.read({"first": ["1"], "unknown": ["yes"]}).get("second") is None


def test_an_answer_is_checked_with_those_before_it_even_where_it_might_be_missing() -> None:
    with pytest.raises(FormError) as refused:
        CHECKED.read({"first": ["1"], "second": ["2"], "unknown": ["yes"]})
    assert {name: one.code for name, one in refused.value.errors.items()} == {"second": "odd"}
    assert CHECKED.read({"first": ["1"], "second": ["3"]}).number("second") == 3


def test_every_fault_is_told_at_once() -> None:
    assert faults(decision="filed", fine="x", on="2026-02-30") == {"fine": "not-money", "on": "not-a-day"}


@pytest.mark.parametrize("given", ["0001-01-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_a_moment_beyond_the_calendar_is_told_and_no_failure(given: str) -> None:
    form = Form((Field("at", "时间", Kind.MOMENT),))

    with pytest.raises(FormError) as refused:
        form.read({"at": [given]})

    assert refused.value.errors["at"].code == "not-a-moment"
