"""公告送达: published today; from tomorrow the thirty days run (民诉法95条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue
from workflows.acts.serving import served_paper
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.served import chosen_service


def perform(step: Step) -> None:
    """Issue the announcement and start its thirty days."""
    service = chosen_service(step.desk)
    if service is None:
        message = "service under way"
        raise NotFoundError(message)
    paper, media = served_paper(step, service), step.answers.text("media")
    clock = start_clock(step, "public_notice_30d")
    service.published_on, service.servers = step.today, list(step.answers.people("servers"))
    service.proof = {**service.proof, "media": media}
    announcement = issue(
        step,
        "service_announcement",
        {
            "document_name": paper.title,
            "document_number": paper.number,
            "gist": step.answers.text("gist"),
            "reason": service.proof["reason"],
            "announcement_days": clock.length,
            "media": media,
            "rights": step.answers.text("rights"),
        },
    )
    step.signed_by(service.servers)
    step.summary = f"{announcement.number}，{clock.due_on.isoformat()}视为送达"
