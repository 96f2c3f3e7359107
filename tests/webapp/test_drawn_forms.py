from datetime import UTC, date, datetime

from werkzeug.datastructures import MultiDict

from webapp.drawn_forms import BLANK_ROWS, draw, general
from workflows.forms import Field, Form, FormError, Kind
from workflows.vocabulary.wording import Objection

CONCLUSION = Field("conclusion", "审核结论", Kind.CHOICE, options=(("pass", "通过"), ("back", "退回")))
FACTS = Field("facts", "事实", Kind.ROWS, columns=(Field("fact", "事实"), Field("fine", "罚款", Kind.MONEY)), least=1)
DEFECT = Objection("defect", "证据有缺陷", when=("conclusion", "pass"))
UNSERVED = Objection("unserved", "尚未送达")


def test_an_objection_against_one_answer_stands_beside_that_answer_alone() -> None:
    drawn = draw(Form((CONCLUSION,)), objections=(DEFECT, UNSERVED))

    assert [option.objections for option in drawn.fields[0].options] == [(DEFECT,), ()]
    assert [option.is_refused for option in drawn.fields[0].options] == [True, False]


def test_a_warning_is_shown_and_refuses_nothing() -> None:
    warning = Objection("defect", "证据有缺陷", when=("conclusion", "pass"), warning=True)

    option = draw(Form((CONCLUSION,)), objections=(warning,)).fields[0].options[0]

    assert (option.objections, option.is_refused) == ((warning,), False)


def test_general_objections_are_those_against_the_whole_act() -> None:
    assert general((DEFECT, UNSERVED)) == (UNSERVED,)


def test_every_kind_opens_with_its_initial_value_as_the_browser_posts_it() -> None:
    form = Form(
        (
            Field("fine", "罚款", Kind.MONEY),
            Field("on", "日期", Kind.DAY),
            Field("at", "时间", Kind.MOMENT),
            Field("sure", "确认", Kind.FLAG),
            Field("members", "成员", Kind.PEOPLE, options=(("3", "林"), ("4", "王"))),
            Field("copies", "份数", Kind.NUMBER),
        ),
        {
            "fine": 5_000_050,
            "on": date(2026, 5, 20),
            "at": datetime(2026, 5, 20, 1, 30, tzinfo=UTC),
            "sure": True,
            "members": (4,),
            "copies": 2,
        },
    )

    shown = {one.name: one.values for one in draw(form).fields}

    assert shown == {
        "fine": ("50000.50",),
        "on": ("2026-05-20",),
        "at": ("2026-05-20T09:30",),
        "sure": ("yes",),
        "members": ("4",),
        "copies": ("2",),
    }


def test_what_a_form_shows_can_be_read_back_unchanged() -> None:
    at = datetime(2026, 5, 20, 1, 30, tzinfo=UTC)
    initial = {"fine": 5_000_050, "on": date(2026, 5, 20), "at": at, "sure": True}
    fields = (
        Field("fine", "罚款", Kind.MONEY),
        Field("on", "日期", Kind.DAY),
        Field("at", "时间", Kind.MOMENT),
        Field("sure", "确认", Kind.FLAG),
    )
    form = Form(fields, initial)

    posted = {one.name: one.values for one in draw(form).fields}

    assert form.read(posted) == initial


def test_what_was_typed_survives_a_refusal() -> None:
    form = Form((CONCLUSION, FACTS), {"conclusion": "pass"})
    posted = MultiDict([("conclusion", "back"), ("facts-3-fact", "照片"), ("facts-3-fine", "不是钱")])
    try:
        form.read(posted.to_dict(flat=False))
    except FormError as error:
        errors = error.errors
    else:
        errors = {}

    drawn = draw(form, posted=posted, errors=errors)

    assert [option.value for option in drawn.fields[0].options if option.is_chosen] == ["back"]
    assert [column.value for column in drawn.fields[1].rows[3]] == ["照片", "不是钱"]
    assert [(one.name, one.label, one.row) for one in drawn.errors] == [("facts-3-fine", "罚款", 4)]


def test_blank_rows_are_offered_to_those_without_javascript() -> None:
    drawn = draw(Form((FACTS,), {"facts": [{"fact": "照片", "fine": 100}]}))

    assert [[column.value for column in row] for row in drawn.fields[0].rows] == [["照片", "1"]] + [
        ["", ""]
    ] * BLANK_ROWS


def test_a_dependent_column_depends_on_its_own_row() -> None:
    columns = (
        Field("kind", "种类", Kind.CHOICE, options=(("a", "甲"), ("b", "乙"))),
        Field("more", "说明", shown_when=("kind", ("b",))),
    )

    row = draw(Form((Field("things", "物品", Kind.ROWS, columns=columns),))).fields[0].rows[0]

    assert (row[1].shown_by, row[1].shown_for) == ("things-0-kind", ("b",))
