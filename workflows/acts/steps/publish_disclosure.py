"""公示发布: the text is on the portal from this moment until its period ends (处罚法48条1款)."""

from datetime import date

from workflows.acts.disclosing import disclosure_fields
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.public_text import disclosed_until


def perform(step: Step) -> None:
    """Publish, with the day on which it is to come down, and issue the form."""
    row = step.dossier.disclosures[-1]
    until = disclosed_until(step.desk, str(row.content["credit_class"]))
    row.content = {**row.content, "channels": step.answers.text("channels"), "disclosed_until": until}
    row.published_by, row.published_at, row.published_on = step.actor.id, step.now, step.today
    row.ends_on = date.fromisoformat(until)
    row.paper_id = issue(step, "disclosure_form", disclosure_fields(step, row)).id
    step.set(disclosure="published")
    step.summary = f"{row.content['number']}已公示，至{until}"
