"""公告送达: the last resort, published on the day of the act; served thirty days later (民诉法95条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.served import chosen_service, failed_attempts, objection_to_paper, paper_to_serve
from workflows.guards.summaries import proposal_of
from workflows.records.services import Service
from workflows.rules.service import objection_to_public_notice
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask where the notice is published and what it says of the paper."""
    service = chosen_service(desk)
    return Form(
        (
            Field("servers", N_("送达人（至少两名）"), Kind.PEOPLE, options=desk.holding(Role.SERVER), least=2),
            Field("media", N_("公告媒体"), limit=200, help=N_("如本机关公告栏、门户网站、当事人住所地")),
            Field("gist", N_("文书要旨"), Kind.PARAGRAPH),
            Field("rights", N_("权利和期限提示"), Kind.PARAGRAPH, required=False),
            Field("is_published", N_("公告于今日在上述媒体发布，公告过程已音像记录"), Kind.FLAG),
        )
    ).with_initial({"servers": tuple(service.servers) if service else (), "gist": _gist(desk), "rights": _rights(desk)})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse a public notice before other ways failed, or of a paper that is not ready."""
    service = chosen_service(desk)
    found = [objection_to_paper(desk), _objection_to_choice(service)]
    if service is not None:
        reason = str(service.proof.get("reason") or "")
        found.append(objection_to_public_notice(attempts=failed_attempts(desk), reason=reason))
    return [one for one in found if one is not None]


def _objection_to_choice(service: Service | None) -> Objection | None:
    if service is not None and service.way == "public_notice":
        return None
    return Objection("public-notice-not-chosen", N_("尚未选择公告送达，请先选择送达方式"), article="民诉法95条")


def _gist(desk: Desk) -> str:
    """Return what the paper comes to, in one line, where the file says it."""
    paper, proposal = paper_to_serve(desk), proposal_of(desk.dossier.last_draft())
    if paper is None:
        return ""
    if paper.kind == "prior_notice":
        return f"本机关拟给予{proposal}，并告知陈述、申辩等权利"
    return f"本机关决定给予{proposal}" if paper.kind == "penalty_decision" else f"送达{paper.title}（{paper.number}）"


def _rights(desk: Desk) -> str:
    """Return the decision's paragraph on relief, counted from the day the notice takes effect."""
    paper = paper_to_serve(desk)
    relief = str(paper.fields.get("relief") or "") if paper is not None else ""
    return relief.replace("自收到本决定书之日起", "自公告期满视为送达之日起")
