"""逐项审核: the seven items of 118号文 and the eighth, judged one by one, with what the machine already found."""

from collections.abc import Mapping, Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.machine_findings import machine_findings
from workflows.guards.reviewing import (
    item_key,
    item_titles,
    judged_items,
    nothing_to_review,
    objections_to_reviewing,
    open_review,
)
from workflows.lawbook import ReviewItem
from workflows.rules.review import ItemJudgement, objections_to_items
from workflows.vocabulary.wording import LINE_BY_LINE, N_, Objection, Phrase, listed

RESULTS = (("conforms", N_("符合")), ("problem", N_("存在问题")))
METHODS = (
    ("papers", N_("书面审核")),
    ("file", N_("调阅案卷")),
    ("asked", N_("询问承办人")),
    ("consultation", N_("会商")),
    ("experts", N_("专家论证")),
    ("lawyers", N_("公职律师、法律顾问协助")),
)
PARTS = ("result", "problem", "basis", "suggestion")


def form(desk: Desk) -> Form:
    """Return one group of questions for every item in force today, then methods and the argued issues."""
    items = tuple(field for item in desk.law.review_items(on=desk.today) for field in _fields(item))
    return Form(
        (
            *items,
            Field("methods", N_("审核方式"), Kind.CHOICES, options=METHODS),
            Field("key_issues", N_("重点问题论证"), Kind.PARAGRAPH, help=N_("法律适用、裁量、证据链")),
        )
    ).with_initial({"methods": ("papers",), **_found_before(desk), **_judged_before(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return why this person may not review, what the machine found, and every item left unjudged."""
    review = open_review(desk.dossier)
    if review is None:
        return (nothing_to_review(),)
    found = objections_to_reviewing(desk, desk.actor.id, review)
    found += [warning for warnings in machine_findings(desk).values() for warning in warnings]
    if answers is not None:
        found += objections_to_items(judgements=judgements_in(desk, answers))
    return found


def judgements_in(desk: Desk, answers: Answers) -> tuple[ItemJudgement, ...]:
    """Return the answers as the rules judge them."""
    return tuple(
        ItemJudgement(
            item,
            has_problem=given == "problem" if (given := answers.text(f"{item}_result")) else None,
            problem=answers.text(f"{item}_problem"),
        )
        for item in item_titles(desk.law, desk.today)
    )


def items_in(desk: Desk, answers: Answers) -> list[object]:
    """Return the judged items as the review keeps them: key, title, result, problem, basis, suggestion."""
    return [
        {"item": item, "label": title, **{part: answers.text(f"{item}_{part}") for part in PARTS}}
        for item, title in item_titles(desk.law, desk.today).items()
    ]


def _fields(item: ReviewItem) -> tuple[Field, ...]:
    key = item_key(item.number, item.id)
    questions = [Phrase(N_("{text}（{article}）"), text=one.text, article=one.citation) for one in item.questions]
    title = Phrase("{number}. {title}", number=item.number, title=item.title)
    told = listed(questions, LINE_BY_LINE)
    wrong = (f"{key}_result", ("problem",))
    return (
        Field(f"{key}_result", title, Kind.CHOICE, options=RESULTS, help=told),
        Field(f"{key}_problem", N_("问题描述"), Kind.PARAGRAPH, required=False, shown_when=wrong),
        Field(f"{key}_basis", N_("依据"), required=False, shown_when=wrong, limit=300),
        Field(f"{key}_suggestion", N_("修改建议"), Kind.PARAGRAPH, required=False, shown_when=wrong),
    )


def _found_before(desk: Desk) -> Mapping[str, object]:
    """Open every item the machine has something on as a problem, told in words the reviewer may change."""
    known = dict[str, object]()
    for item, warnings in machine_findings(desk).items():
        known[f"{item}_result"] = "problem"
        known[f"{item}_problem"] = "\n".join(one.in_chinese() for one in warnings)
        known[f"{item}_basis"] = "、".join(dict.fromkeys(one.article for one in warnings if one.article))
    return known


def _judged_before(desk: Desk) -> Mapping[str, object]:
    """Return what the same review already judged, when the legal head sent it back to be examined again."""
    review = open_review(desk.dossier)
    if review is None or not review.items:
        return {}
    return {f"{one['item']}_{part}": one[part] for one in judged_items(review) for part in PARTS}
