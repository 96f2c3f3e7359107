"""陈述申辩复核: what became of each argument is put on file and into the review paper (处罚法45条)."""

from workflows.acts.papers import handled, issue, signed
from workflows.acts.step import Step
from workflows.guards.answered import ADOPTION_TERMS, judged
from workflows.guards.noticed import FORM_TERMS, STATEMENT, arguments_of, get_notice, received
from workflows.guards.review_defence import CHANGES
from workflows.rules.defence import outcome_of


def perform(step: Step) -> None:
    """Keep the answers with the statements and set the outcome."""
    outcome = outcome_of(arguments=judged(step.answers, on_file=arguments_of(step.desk)))
    for statement in received(step.desk, STATEMENT):
        statement.answers = [row.as_json() for row in step.answers.rows("arguments")]
    step.set(defence=outcome)
    step.signed_by([step.answers.person("unit_head")])
    issue(step, "defence_review", _fields(step))
    step.summary = step.answers.text("outcome")


def _fields(step: Step) -> dict[str, object]:
    notice, made = get_notice(step.desk), received(step.desk, STATEMENT)
    told = next(one for one in step.dossier.papers if one.id == notice.paper_id)
    return {
        "notice_number": told.number,
        "notice_served_on": notice.served_on,
        "received_on": made[-1].received_on,
        "way": "、".join(dict.fromkeys(FORM_TERMS[one.form] for one in made)),
        "speaker": "、".join(dict.fromkeys(one.speaker for one in made)),
        "arguments": [
            {
                "claim": row.text("claim"),
                "verification": row.text("verification"),
                "adopted": ADOPTION_TERMS[row.text("adopted")],
                "reason": row.text("reason"),
            }
            for row in step.answers.rows("arguments")
        ],
        "outcome": step.answers.text("outcome"),
        "change": dict(CHANGES)[step.answers.text("change")],
        "handlers": handled(step, [step.actor.id], step.answers.text("opinion")),
        "unit_head": signed(step, step.answers.person("unit_head"), step.answers.text("unit_head_opinion")),
    }
