"""接收与材料审查: the reviewer takes the package and the clock starts, or sends it back naming all that is missing."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.reliance import warnings_of_reliance
from workflows.guards.reviewing import nothing_to_review, objections_to_reviewing, open_review
from workflows.rules.submission import objection_to_returning_materials
from workflows.vocabulary.wording import N_, Objection

RESULTS = (("accepted", N_("材料齐全，接收审核")), ("return_materials", N_("材料不齐，退回补齐")))


def form(_: Desk) -> Form:
    """Return the examination of the materials."""
    return Form(
        (
            Field("review", N_("材料审查结果"), Kind.CHOICE, options=RESULTS),
            Field(
                "missing",
                N_("需要补齐的材料"),
                Kind.PARAGRAPH,
                required=False,
                help=N_("每行一项，一次性列明"),
                shown_when=("review", ("return_materials",)),
            ),
            Field("note", N_("说明"), Kind.PARAGRAPH, required=False),
        )
    ).with_initial({"review": "accepted"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return why this person may not review the case, and a return without its list."""
    review = open_review(desk.dossier)
    if review is None:
        return (nothing_to_review(),)
    found: list[Objection | None] = [*objections_to_reviewing(desk, desk.actor.id, review)]
    found += warnings_of_reliance(desk, desk.dossier.last_draft())
    if answers is not None:
        found.append(objection_to_returning_materials(missing=missing_lines(answers)))
    return [one for one in found if one is not None]


def missing_lines(answers: Answers) -> list[str]:
    """Return the missing materials, one of each line."""
    return [line.strip() for line in answers.text("missing").splitlines() if line.strip()]
