"""调查取证 (阶段完成): two officers conclude it; every element is proven, or nothing was found (处罚法40、42条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.elements import (
    ELEMENT_CHOICES,
    NEVER_WITHOUT,
    USUAL,
    objections_to_unproven,
    warnings_of_unproven,
)
from workflows.guards.limited import only_when
from workflows.guards.officers import known_officers, officer_choices
from workflows.guards.reliance import defects_of
from workflows.guards.suspended import objection_to_suspended
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.wording import N_, Objection

VIOLATION = "violation"
FINDINGS = (
    (VIOLATION, N_("违法事实清楚、证据充分")),
    ("no_violation", N_("违法事实不能成立或者证据不足")),
    ("elsewhere", N_("应当移送、撤销立案或者终止调查")),
)


def form(desk: Desk) -> Form:
    """Ask who concludes the investigation and what it showed."""
    return Form(
        (
            Field("officers", N_("调查人员（至少两名执法人员）"), Kind.PEOPLE, options=officer_choices(desk), least=2),
            Field("finding", N_("调查结果"), Kind.CHOICE, options=FINDINGS),
            Field(
                "elements",
                N_("本案应当证明的要素"),
                Kind.CHOICES,
                options=ELEMENT_CHOICES,
                help=N_("每一要素至少须有一份证据；本案没有的要素不勾选"),
            ),
            Field("summary", N_("调查经过和结果"), Kind.PARAGRAPH),
        )
    ).with_initial({"officers": known_officers(desk), "elements": USUAL})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a conclusion without two officers or without proof; tell every defective record.

    Before the form is filled only what no answer can cure stands against a violation: an element may be unticked.
    """
    found = [objection_to_suspended(desk), *_standing_defects(desk)]
    if answers is None:
        found += only_when("finding", VIOLATION, objections_to_unproven(desk, NEVER_WITHOUT))
        found += only_when("finding", VIOLATION, warnings_of_unproven(desk, USUAL))
    else:
        found += objections_to_team(officers=desk.officers(answers.people("officers")), day=desk.today)
        found += only_when("finding", VIOLATION, objections_to_unproven(desk, answers.choices("elements")))
    return [one for one in found if one is not None]


def _standing_defects(desk: Desk) -> list[Objection]:
    """Return the defects of the records that no later one replaced; they are told, never refused."""
    replaced = {one.id for one in desk.dossier.investigation_records if one.replaced_by is not None}
    return [one for number, found in defects_of(desk).items() if number not in replaced for one in found]
