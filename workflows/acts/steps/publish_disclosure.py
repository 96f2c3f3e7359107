"""公示发布: the text is on the portal from this moment until its period ends, or goes back (处罚法48条1款)."""

from datetime import date

from workflows.acts.disclosing import disclosure_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.public_text import text_to_publish
from workflows.guards.publish_disclosure import CORRECT


def perform(step: Step) -> None:
    """Publish, with the day on which it is to come down, and issue the form; or send the text back."""
    if step.answers.text("verdict") == CORRECT:
        step.set(disclosure_review="none")
        point = {"item": "公示文本", "problem": step.answers.text("correction"), "basis": "", "suggestion": ""}
        step.send_back("公示文本有误，退回重新采集", [point])
        step.summary = f"公示文本有误：{step.answers.text('correction')[:80]}"
        return
    row = step.dossier.disclosures[-1]
    content = text_to_publish(step.desk)
    until = str(content["disclosed_until"])
    row.content = {**content, "channels": step.answers.text("channels")}
    row.published_by, row.published_at, row.published_on = step.actor.id, step.now, step.today
    row.ends_on = date.fromisoformat(until)
    row.paper_id = issue(step, "disclosure_form", disclosure_fields(step, row)).id
    step.set(disclosure="published")
    step.summary = f"{row.content['number']}已公示，至{until}"
