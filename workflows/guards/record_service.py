"""登记送达回证: what proves that the paper reached the party, as its way demands (民诉法87—94条)."""

from collections.abc import Mapping, Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future, only_when
from workflows.guards.served import chosen_service, failed_attempts, objection_to_paper, paper_to_serve
from workflows.records.services import Service
from workflows.rules.service import (
    Proof,
    objection_to_day,
    objections_to_service,
    warning_of_late_service,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

RESULTS = (("delivered", N_("已送达")), ("failed", N_("未能送达")))
DELIVERED = ("result", ("delivered",))

_RECEIVER = (
    Field("receiver", N_("收件人（签收人）"), required=False, shown_when=DELIVERED, limit=50),
    Field("receiver_relation", N_("代收人与受送达人的关系"), required=False, shown_when=DELIVERED, limit=50),
)
_OF_WAY: Mapping[str, tuple[Field, ...]] = {
    "direct": _RECEIVER,
    "entrusted": _RECEIVER,
    "forwarded": _RECEIVER,
    "mail": (*_RECEIVER, Field("tracking", N_("邮寄单号及妥投情况"), shown_when=DELIVERED, limit=100)),
    "left": (
        Field("refusal", N_("拒收事由和留置情况"), Kind.PARAGRAPH, required=False, shown_when=DELIVERED),
        Field("witness", N_("见证人及单位"), required=False, shown_when=DELIVERED, limit=100),
        Field("has_video", N_("已拍照、录像记录送达过程"), Kind.FLAG, required=False, shown_when=DELIVERED),
        Field("recording_number", N_("音像记录编号"), required=False, shown_when=DELIVERED, limit=100),
    ),
    "electronic": (Field("electronic_proof", N_("电子送达系统回执"), shown_when=DELIVERED, limit=200),),
}


def form(desk: Desk) -> Form:
    """Ask for the result and for the proof of the chosen way."""
    service = chosen_service(desk)
    way = service.way if service else "direct"
    servers = tuple(service.servers) if service else ()
    return Form(
        (
            Field("result", N_("送达结果"), Kind.CHOICE, options=RESULTS),
            Field("servers", N_("送达人（至少两名）"), Kind.PEOPLE, options=desk.holding(Role.SERVER), least=2),
            Field("served_on", N_("签收（视为送达）日期"), Kind.DAY, shown_when=DELIVERED),
            *_OF_WAY.get(way, _RECEIVER),
            Field("failure", N_("未能送达的原因和经过"), Kind.PARAGRAPH, shown_when=("result", ("failed",))),
        )
    ).with_initial({"servers": servers, "served_on": desk.today, "result": "delivered"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to call a paper served without its proof."""
    service, paper = chosen_service(desk), paper_to_serve(desk)
    found = [one for one in (objection_to_paper(desk), _objection_to_choice(service)) if one is not None]
    if answers is None or service is None or paper is None or answers.text("result") != "delivered":
        return found
    proof = proof_of(service, answers)
    checks = [
        *objections_to_service(proof=proof, attempts=failed_attempts(desk)),
        objection_to_future(proof.on, now=desk.now, what=N_("送达日期")),
        objection_to_day(proof=proof, made_on=paper.issued_on, today=desk.today),
        _warning_of_lateness(desk, proof),
    ]
    return [*found, *only_when("result", "delivered", checks)]


def proof_of(service: Service, answers: Answers) -> Proof:
    """Return what was entered as the rules of service ask it."""
    return Proof(
        way=service.way,
        on=answers.day("served_on"),
        server_ids=answers.people("servers"),
        receiver=answers.text("receiver"),
        refusal=answers.text("refusal"),
        witness=answers.text("witness"),
        has_video=answers.flag("has_video"),
        confirmation_signed=bool(service.proof.get("confirmation_signed")),
        reason=str(service.proof.get("reason") or ""),
    )


def _objection_to_choice(service: Service | None) -> Objection | None:
    if service is not None:
        return None
    return Objection("service-not-chosen", N_("尚未选择送达方式，请先选择送达方式"), article="处罚法61条")


def _warning_of_lateness(desk: Desk, proof: Proof) -> Objection | None:
    clock = desk.dossier.clock("service_7wd")
    site = desk.task.site if desk.task else ""
    if clock is None or site not in {"serve_decision", "serve_no_penalty"}:
        return None
    return warning_of_late_service(on=proof.on, due_on=clock.due_on)
