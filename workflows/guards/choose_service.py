"""选择送达方式: how a paper is to reach the party, and which two serve it (处罚法61条, 民诉法87—95条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.served import failed_attempts, objection_to_paper, paper_to_serve
from workflows.rules.service import (
    SERVICE_TERMS,
    Proof,
    objection_to_public_notice,
    objections_to_service,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection, Phrase

WAYS = tuple((way.value, term) for way, term in SERVICE_TERMS.items())


def form(desk: Desk) -> Form:
    """Ask for the way, the place and the servers."""
    paper = paper_to_serve(desk)
    return Form(
        (
            Field(
                "way",
                N_("送达方式"),
                Kind.CHOICE,
                options=WAYS,
                help=Phrase(N_("《{title}》{number}"), title=paper.title, number=paper.number) if paper else "",
            ),
            Field("servers", N_("送达人（至少两名）"), Kind.PEOPLE, options=desk.holding(Role.SERVER), least=2),
            Field("place", N_("送达地点（确认地址）"), limit=200),
            Field(
                "confirmation_signed",
                N_("当事人已签订送达地址及方式确认书，同意电子送达"),
                Kind.FLAG,
                required=False,
                shown_when=("way", ("electronic",)),
            ),
            Field(
                "reason",
                N_("公告送达的原因"),
                Kind.PARAGRAPH,
                shown_when=("way", ("public_notice",)),
                help=N_("受送达人下落不明或者其他方式无法送达的经过"),
            ),
        )
    ).with_initial({"place": desk.dossier.party.address, "servers": (desk.actor.id,), "way": "direct"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse while the paper is not rendered, and ways whose conditions are not met."""
    found = [one for one in (objection_to_paper(desk),) if one is not None]
    reason = answers.text("reason") if answers is not None else N_("待填写")
    public = objection_to_public_notice(attempts=failed_attempts(desk), reason=reason)
    found += only_when("way", "public_notice", (public,))
    if answers is not None and answers.text("way") == "electronic":
        found += _objections_to_electronic(desk, answers)
    return found


def _objections_to_electronic(desk: Desk, answers: Answers) -> Sequence[Objection]:
    proof = Proof(
        way="electronic",
        on=desk.today,
        server_ids=answers.people("servers"),
        confirmation_signed=answers.flag("confirmation_signed"),
    )
    return objections_to_service(proof=proof)
