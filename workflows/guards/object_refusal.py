"""对不予立案的异议: reconsideration by the police within 3 days, or supervision by the procuratorate (310号令9条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.rules.referral import objection_to_objecting
from workflows.vocabulary.wording import N_, Objection

DECISIONS = (("yes", N_("提出异议")), ("no", N_("没有异议，由本机关依法处理")))
WAYS = (("reconsideration", N_("提请作出决定的公安机关复议")), ("supervision", N_("建议人民检察院进行立案监督")))
_YES = ("objected", ("yes",))


def form(_: Desk) -> Form:
    """Ask whether the agency objects, and how."""
    return Form(
        (
            Field("objected", N_("对不予立案决定"), Kind.CHOICE, options=DECISIONS),
            Field("way", N_("异议方式"), Kind.CHOICE, options=WAYS, required=False, shown_when=_YES),
            Field("reason", N_("理由"), Kind.PARAGRAPH),
        )
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an objection to anything but a refusal, without its way, or to the police after three days."""
    clock = desk.dossier.clock("objection_3d")
    objection = objection_to_objecting(
        police=str(desk.facts["police"]),
        today=desk.today,
        due_on=clock.due_on if clock is not None else desk.today,
        way=answers.text("way") if answers is not None else "supervision",
    )
    return only_when("objected", "yes", (objection,))
