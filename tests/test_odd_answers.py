"""Whatever is typed where a number, an amount or a day is asked is that number, or refused naming the field."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.forms import Field, Form, FormError, Kind

KINDS = (Kind.NUMBER, Kind.MONEY, Kind.DAY, Kind.MOMENT, Kind.PERSON, Kind.PEOPLE, Kind.CHOICE, Kind.CHOICES, Kind.FLAG)
NEARLY = st.text("0123456789０１２²½①一.,，-+eE_ \t：:年月日元万TZinfa\x00/", max_size=24)


@settings(max_examples=400, deadline=1000, database=None)
@given(st.sampled_from(KINDS), st.lists(st.one_of(st.text(max_size=30), NEARLY), max_size=3))
def test_anything_typed_is_an_answer_or_a_named_fault(kind: Kind, typed: list[str]) -> None:
    form = Form((Field("field", "字段", kind, options=(("1", "甲"), ("2", "乙"))),))

    answer, faults = read(form, typed)

    assert set(faults) <= {"field"}
    assert all(faults.values())
    assert faults or answer is None or isinstance(answer, int | str | bool | date | tuple | list)


def read(form: Form, typed: list[str]) -> tuple[object, dict[str, str]]:
    """Return the answer to the one field of a form, or what is said against it."""
    try:
        return form.read({"field": typed}).get("field"), {}
    except FormError as refused:
        return None, {name: one.in_chinese() for name, one in refused.errors.items()}


@settings(max_examples=300, deadline=1000, database=None)
@given(NEARLY)
def test_an_amount_is_what_its_figures_say(typed: str) -> None:
    fen, faults = read(Form((Field("field", "罚款", Kind.MONEY),)), [typed])

    if not faults:
        figures = int("".join(str(int(one)) for one in typed if one.isdecimal() or one.isdigit()))
        assert isinstance(fen, int)
        assert fen in {figures, figures * 10, figures * 100}
