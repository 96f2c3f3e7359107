"""延期分期缴纳审批: time for a fine that the party cannot pay at once, on its own request (处罚法66条2款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.owing import in_words, plan_of, unpaid_of
from workflows.guards.record_performance import plan_rows
from workflows.records.runs import StepRow
from workflows.rules.execution import Instalment, Owed, objections_to_instalments
from workflows.vocabulary.wording import N_, Objection, Phrase

DECISIONS = (("approved", N_("同意延期或者分期缴纳")), ("refused", N_("不同意，按原期限缴纳")))
_APPROVED = ("approval", ("approved",))


def form(desk: Desk) -> Form:
    """Ask for the leader's decision, opened with what the party asked for."""
    asked = request_of(desk)
    plan = tuple(Answers(amount=amount, due_on=day) for amount, day in plan_of(asked)) if asked is not None else ()
    unpaid = in_words(Owed(fine=unpaid_of(desk).fine))
    return Form(
        (
            Field(
                "approval",
                N_("批示"),
                Kind.CHOICE,
                options=DECISIONS,
                help=Phrase(N_("未缴：{unpaid}"), unpaid=unpaid),
            ),
            Field("hardship", N_("经济困难情况"), Kind.PARAGRAPH, required=False, shown_when=_APPROVED),
            plan_rows(N_("批准的缴款计划（只限罚款）"), shown_when=_APPROVED),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial(
        {"hardship": asked.answers.get("hardship", "") if asked else "", "plan": plan, "opinion": N_("同意")}
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a plan nobody asked for, without hardship, for another amount than the fine unpaid, or out of order."""
    if answers is None:
        return ()
    plan = tuple(Instalment(row.money("amount"), row.day("due_on")) for row in answers.rows("plan"))
    found = objections_to_instalments(
        requested_by_party=request_of(desk) is not None,
        hardship=answers.text("hardship"),
        fine=unpaid_of(desk).fine,
        plan=plan,
        today=desk.today,
    )
    return only_when("approval", "approved", found)


def request_of(desk: Desk) -> StepRow | None:
    """Return the party's request as registered, or None when the last word on performance was another."""
    last = desk.dossier.last_step("record_performance")
    return last if last is not None and last.facts.get("performance") == "instalments" else None
