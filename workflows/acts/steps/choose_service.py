"""选择送达方式: one attempt at service begins (处罚法61条)."""

from workflows.acts.step import Step
from workflows.guards.served import paper_to_serve
from workflows.records.services import Service
from workflows.rules.service import SERVICE_TERMS, ServiceWay


def perform(step: Step) -> None:
    """Write down the attempt; the guard has seen the paper."""
    paper = paper_to_serve(step.desk)
    if paper is None:
        message = f"no paper to serve at {step.site}"
        raise ValueError(message)
    way = ServiceWay(step.answers.text("way"))
    servers = step.answers.people("servers")
    step.dossier.add(
        Service(
            run_id=step.run_id,
            site=step.site,
            paper_id=paper.id,
            way=way.value,
            servers=list(servers),
            chosen_at=step.now,
            place=step.answers.text("place"),
            proof={
                "confirmation_signed": step.answers.flag("confirmation_signed"),
                "reason": step.answers.text("reason"),
            },
        )
    )
    step.signed_by(servers)
    step.set(service_way=way.value)
    step.summary = f"《{paper.title}》{paper.number}：{SERVICE_TERMS[way]}"
