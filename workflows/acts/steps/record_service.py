"""登记送达回证: the paper reached the party, or this way failed and another is to be chosen (民诉法87—94条)."""

from workflows.acts.serving import deliver, served_paper
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.served import chosen_service
from workflows.records.services import Service
from workflows.rules.service import SERVICE_TERMS, ServiceWay

PROOF = (
    "receiver",
    "receiver_relation",
    "tracking",
    "refusal",
    "witness",
    "recording_number",
    "electronic_proof",
)


def perform(step: Step) -> None:
    """Keep the proof and let the day of service take effect, or keep why the attempt failed."""
    service = chosen_service(step.desk)
    if service is None:
        message = "service under way"
        raise NotFoundError(message)
    service.servers = list(step.answers.people("servers"))
    step.signed_by(service.servers)
    if step.answers.text("result") == "failed":
        _fail(step, service)
        return
    day = step.answers.day("served_on")
    proof: dict[str, object] = {name: step.answers.text(name) for name in PROOF}
    deliver(step, service, on=day, proof={**proof, "has_video": step.answers.flag("has_video")})
    paper = served_paper(step, service)
    step.summary = f"《{paper.title}》{paper.number}已于{day.isoformat()}{SERVICE_TERMS[ServiceWay(service.way)]}"


def _fail(step: Step, service: Service) -> None:
    service.failure, service.entered_at = step.answers.text("failure"), step.now
    step.set(service_way="none")
    step.send_back(f"{SERVICE_TERMS[ServiceWay(service.way)]}未成：{service.failure}")
    step.summary = f"未能送达：{service.failure}"
