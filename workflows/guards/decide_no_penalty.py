"""作出不予行政处罚决定: on one of the law's grounds, with reasons and with education (处罚法30、31、33、57条)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.reviewing import objection_to_review_passed
from workflows.guards.summaries import basis_of, facts_of
from workflows.guards.suspended import objection_to_suspended
from workflows.rules.decision import NO_PENALTY_TERMS, objections_to_no_penalty
from workflows.vocabulary.wording import N_, Objection

NOT_MADE_OUT = "57-1-3"
GROUND_ARTICLES: dict[str, str] = {
    "30": N_("《中华人民共和国行政处罚法》第三十条"),
    "31": N_("《中华人民共和国行政处罚法》第三十一条"),
    "33-1a": N_("《中华人民共和国行政处罚法》第三十三条第一款"),
    "33-1b": N_("《中华人民共和国行政处罚法》第三十三条第一款"),
    "33-2": N_("《中华人民共和国行政处罚法》第三十三条第二款"),
    "57-1-3": N_("《中华人民共和国行政处罚法》第五十七条第一款第三项"),
}


def form(desk: Desk) -> Form:
    """Return ground, facts, reasons and education, opened with what the report found."""
    draft = desk.dossier.last_draft()
    violation = tuple(ground for ground in NO_PENALTY_TERMS if ground != NOT_MADE_OUT)
    made_out = desk.facts["route"] != "not_made_out"
    grounds = tuple((ground, term) for ground, term in NO_PENALTY_TERMS.items() if (ground in violation) == made_out)
    return Form(
        (
            Field("ground", N_("不予处罚的法定事由"), Kind.CHOICE, options=grounds),
            Field("facts", N_("查明的事实"), Kind.PARAGRAPH),
            Field("violated", N_("违反的条款"), required=False, shown_when=("ground", violation), limit=500),
            Field("reasons", N_("符合该事由的事实和理由"), Kind.PARAGRAPH, required=False),
            Field("education", N_("教育的内容"), Kind.PARAGRAPH, required=False, shown_when=("ground", violation)),
            Field("opinion", N_("签发意见"), Kind.PARAGRAPH),
        )
    ).with_initial({"facts": facts_of(draft), "violated": basis_of(draft)["violated"], "opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return why the decision may not be taken: no ground, no reasons, no education, or already decided."""
    suspended = objection_to_suspended(desk)
    found = [suspended] if suspended is not None else []
    if answers is None:
        decided = objections_to_no_penalty(
            route="", ground="30", reasons="-", educated=True, decision=str(desk.facts["decision"])
        )
        found += [one for one in decided if one.code == "already-decided"]
    else:
        found += objections_to_no_penalty(
            route=str(desk.facts["route"]),
            ground=answers.text("ground"),
            reasons=answers.text("reasons"),
            educated=bool(answers.text("education").strip()),
            decision=str(desk.facts["decision"]),
        )
    return [*found, *_warning_of_unreviewed(desk)]


def _warning_of_unreviewed(desk: Desk) -> Sequence[Objection]:
    """Tell where the agency's rules ask for a review of this decision too; its diagram orders it (市监52条, L)."""
    if not desk.law.profile(on=desk.today).no_penalty_review:
        return ()
    unpassed = objection_to_review_passed(desk)
    return (replace(unpassed, warning=True, when=None),) if unpassed is not None else ()
