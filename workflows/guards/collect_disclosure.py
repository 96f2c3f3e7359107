"""公示采集: the public text is gathered from the decision, personal data masked (处罚法48条1款、50条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.public_text import CREDIT_CLASSES, content_of, known_text, objections_to_text, text_fields
from workflows.rules.disclosure import objection_to_subject
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask for the public text, opened with what the decision says; numbers, amounts and days are the file's own."""
    known = {
        **known_text(desk),
        "credit_class": "general",
        "channels": N_("本机关公示网页、信用信息共享平台"),
        "redaction": N_("自然人姓名留姓，隐去公民身份号码、住址、电话和账号"),
    }
    return Form(
        (
            *text_fields(),
            Field("valid_until", N_("处罚有效期"), required=False, limit=100),
            Field("credit_class", N_("失信信息类别（决定公示期）"), Kind.CHOICE, options=CREDIT_CLASSES),
            Field("channels", N_("公示渠道"), limit=200),
            Field("redaction", N_("脱敏处理说明"), limit=500),
        )
    ).with_initial(known)


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to collect before there is a decision, or a text that shows personal data."""
    undecided = objection_to_subject(decision=str(desk.facts["decision"]), publishes_no_penalty=True)
    found = [undecided] if undecided is not None else []
    if answers is not None:
        found += objections_to_text(desk, content_of(desk, answers))
    return found
