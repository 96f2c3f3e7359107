"""送审: the package is complete, every earlier finding is answered, the unit's head answers for it (58条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import reviewer_ids
from workflows.guards.packing import (
    WRITTEN,
    earlier_answers,
    enclosures_of,
    findings_to_answer,
    known_text,
    package_facts,
    supplied_of,
)
from workflows.guards.reliance import warnings_of_reliance
from workflows.rules.separation import objection_to_handler
from workflows.rules.submission import (
    MATERIAL_TERMS,
    list_required,
    objection_to_responsibility,
    objections_to_answers,
    objections_to_package,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Return the commitment, the head's responsibility and, from the second round, one row for every finding."""
    required = list_required(facts=package_facts(desk))
    written = tuple(
        Field(name, MATERIAL_TERMS[material], Kind.PARAGRAPH, required=False)
        for material, name in WRITTEN.items()
        if material in required
    )
    answered = (_responses(),) if findings_to_answer(desk) else ()
    return Form(
        (
            *answered,
            *written,
            Field("opinion", N_("承办机构意见"), Kind.PARAGRAPH, help=N_("对拟作决定的意见，随送审表送法制机构")),
            Field("committed", N_("承诺：所送材料真实、准确、完整，与案卷一致"), Kind.FLAG),
            Field("unit_head", N_("承办机构负责人"), Kind.PERSON, options=desk.holding(Role.UNIT_HEAD)),
            Field("unit_head_agreed", N_("承办机构负责人已审查同意送审，并对材料负责"), Kind.FLAG, required=False),
        )
    ).with_initial(_known(desk))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return what is missing from the package, unanswered or unsigned; defective records are only told."""
    draft = desk.dossier.last_draft()
    enclosed = enclosures_of(desk, answers)
    separation = objection_to_handler(person_id=desk.actor.id, reviewer_ids=reviewer_ids(desk.dossier))
    found: list[Objection | None] = [separation]
    found += objections_to_package(facts=package_facts(desk), supplied=supplied_of(enclosed))
    found += warnings_of_reliance(desk, draft)
    if answers is not None:
        given = {row.number("number"): row.text("response") for row in answers.rows("responses")}
        found += objections_to_answers(findings=findings_to_answer(desk), answers=given)
        found.append(objection_to_responsibility(unit_head_endorsed=answers.flag("unit_head_agreed")))
    return [one for one in found if one is not None]


def _responses() -> Field:
    return Field(
        "responses",
        N_("上轮审核意见逐条处理情况"),
        Kind.ROWS,
        least=1,
        columns=(
            Field("number", N_("序号"), Kind.NUMBER),
            Field("finding", N_("上轮审核意见"), Kind.PARAGRAPH, required=False),
            Field("response", N_("处理情况"), Kind.PARAGRAPH, required=False, help=N_("改了什么、依据在哪")),
        ),
    )


def _known(desk: Desk) -> dict[str, object]:
    endorsed = desk.dossier.last_step("endorse_report")
    before = earlier_answers(desk)
    known: dict[str, object] = {name: known_text(desk, material) for material, name in WRITTEN.items()}
    known["responses"] = tuple(
        Answers(number=number, finding=text, response=before.get(number, ""))
        for number, text in findings_to_answer(desk).items()
    )
    known["unit_head"] = endorsed.by_id if endorsed is not None else None
    known["opinion"] = N_("建议按拟定的决定书草案作出行政处罚决定，请予审核")
    return known
