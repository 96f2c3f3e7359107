"""陈述申辩复核: every argument is verified and answered; nobody fares worse for having spoken (处罚法45条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.answered import argument_rows, judged, open_rows
from workflows.guards.desk import Desk
from workflows.guards.endorsed import AS_SIGNED
from workflows.guards.noticed import arguments_of
from workflows.rules.defence import objections_to_review
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

CHANGES = (("keep", N_("维持拟处罚内容")), ("change", N_("变更拟处罚内容")))


def form(desk: Desk) -> Form:
    """Ask for an answer to every argument on file and the head of unit's signature."""
    return Form(
        (
            argument_rows(N_("陈述申辩意见（逐条复核）"), required=True),
            Field("outcome", N_("复核结论"), Kind.PARAGRAPH),
            Field("change", N_("是否变更拟处罚内容"), Kind.CHOICE, options=CHANGES),
            Field("opinion", N_("承办人意见"), Kind.PARAGRAPH),
            Field("unit_head", N_("签署的承办机构负责人"), Kind.PERSON, options=desk.holding(Role.UNIT_HEAD)),
            Field("unit_head_opinion", N_("承办机构负责人意见"), Kind.PARAGRAPH, help=AS_SIGNED),
        )
    ).with_initial({"arguments": open_rows(arguments_of(desk)), "change": "keep"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a review that leaves an argument of this round unanswered."""
    on_file = arguments_of(desk)
    if answers is None:
        return () if on_file else objections_to_review(arguments=())
    return objections_to_review(arguments=judged(answers, on_file=on_file))
