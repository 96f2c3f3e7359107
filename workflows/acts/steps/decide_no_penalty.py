"""作出不予行政处罚决定: a written decision with its ground and the education given, to be served (33条3款、57条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.drafting import paper_evidence
from workflows.acts.history import credentials_shown, days_of, investigation_text, standing_orders, statement_text
from workflows.acts.papers import issue, signed
from workflows.acts.step import Step
from workflows.guards.decide_no_penalty import GROUND_ARTICLES, NOT_MADE_OUT
from workflows.guards.decide_penalty import relief_text
from workflows.rules.decision import NO_PENALTY_TERMS


def perform(step: Step) -> None:
    """Issue the decision; the period for the case stops and that for its service begins."""
    step.set(decision="no_penalty")
    step.dossier.case.decided_on = step.today
    paper = issue(step, "no_penalty_decision", _fields(step))
    start_clock(step, "service_7wd")
    step.summary = f"{paper.number}：{NO_PENALTY_TERMS[step.answers.text('ground')]}"


def _fields(step: Step) -> dict[str, object]:
    answers, draft = step.answers, step.dossier.last_draft()
    ground = answers.text("ground")
    heard = step.desk.facts["statement"] != "none"
    days = days_of(step)
    return {
        "investigation": investigation_text(step),
        "facts": answers.text("facts"),
        "violated_provision": answers.text("violated"),
        "evidence": _evidence(step),
        "statement": statement_text(step, draft) if heard and draft is not None else "",
        "review_passed_on": days["review_passed_on"],
        "deliberated_on": days["deliberated_on"],
        "ground": f"{GROUND_ARTICLES[ground]}（{NO_PENALTY_TERMS[ground]}）",
        "ground_reason": answers.text("reasons"),
        "is_unproven": ground == NOT_MADE_OUT,
        "must_educate": ground.startswith("33"),
        "education": answers.text("education"),
        "correction": "" if ground == NOT_MADE_OUT else standing_orders(step),
        "credentials_shown": credentials_shown(step),
        "relief": relief_text(step.desk, "no_penalty"),
        "leader": signed(step, step.actor.id, answers.text("opinion")),
    }


def _evidence(step: Step) -> list[dict[str, object]]:
    """Return the evidence of the report; before any report, all that was collected, or what the verification found."""
    draft = step.dossier.last_draft()
    listed = paper_evidence(step, draft) if draft is not None else []
    collected: list[dict[str, object]] = [{"name": one.name, "proves": one.proves} for one in step.dossier.evidence]
    verified = step.dossier.last_step("verify_source")
    findings = str(verified.answers.get("findings", "")) if verified is not None else ""
    return listed or collected or [{"name": "线索核查材料", "proves": findings or "本案线索的核查情况"}]
