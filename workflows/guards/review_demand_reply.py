"""催告申辩复核: what the party says to the demand is heard and answered before anything is enforced (强制法36条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.answered import argument_rows, judged
from workflows.guards.desk import Desk
from workflows.rules.defence import objections_to_review
from workflows.vocabulary.wording import N_, Objection

REPLIES = (("none", N_("当事人未提出陈述、申辩")), ("made", N_("当事人提出陈述、申辩")))


def form(_: Desk) -> Form:
    """Ask whether the party replied, and for an answer to every argument."""
    rows = argument_rows(N_("陈述、申辩意见逐条复核"), required=False)
    return Form(
        (
            Field("reply", N_("催告后的陈述、申辩"), Kind.CHOICE, options=REPLIES),
            rows,
            Field("conclusion", N_("复核结论"), Kind.PARAGRAPH),
        )
    ).with_initial({"reply": "none", "conclusion": N_("当事人经催告无正当理由仍不履行，建议申请人民法院强制执行")})


def objections(_: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to go on while an argument is unanswered."""
    if answers is None or answers.text("reply") != "made":
        return ()
    return objections_to_review(arguments=judged(answers, on_file=()))
