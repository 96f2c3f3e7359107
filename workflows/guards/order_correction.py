"""责令改正: what is wrong is to be put right at once or within a time (处罚法28条1款); no penalty in itself."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.vocabulary.wording import N_, Objection

MOST_DAYS = 365


def form(desk: Desk) -> Form:
    """Ask what is wrong, what is to be done and until when."""
    return Form(
        (
            Field("facts", N_("违法行为"), Kind.PARAGRAPH),
            Field("violated", N_("违反的条款"), limit=300),
            Field("order_basis", N_("责令改正的依据"), limit=300),
            Field("requirements", N_("改正的内容和要求"), Kind.PARAGRAPH),
            Field("days", N_("改正期限（日）"), Kind.NUMBER, required=False, help=N_("不填为立即改正")),
            Field("recheck", N_("复查安排"), required=False, limit=300),
            Field("consequence", N_("逾期不改正的后果"), required=False, limit=300),
        )
    ).with_initial({"violated": desk.matter.violated, "order_basis": N_("处罚法28条1款")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a second order while the first has not been verified, and a time without measure."""
    found = list[Objection]()
    if desk.facts["correction"] == "ordered":
        text = N_("已经责令改正且尚未复查，请先办理改正复查")
        found.append(Objection("already-ordered", text, article="处罚法28条1款"))
    if answers is not None and answers.number("days") > MOST_DAYS:
        text = N_("改正期限不得超过{most}日，请核对")
        found.append(Objection("correction-too-long", text, {"most": MOST_DAYS}, article="处罚法28条1款"))
    return found
