"""公示发布: an examined text is published, by default not before the decision was served (处罚法48条1款, 118号文)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.public_text import (
    disclosed_until,
    is_minor,
    last_disclosure,
    objection_to_uncollected,
    objections_to_text,
)
from workflows.rules.disclosure import (
    objection_to_publishing_before_service,
    objection_to_subject,
    objection_to_unexamined,
    warning_of_late_disclosure,
)
from workflows.vocabulary.wording import N_, Objection, Phrase

PUBLISH, CORRECT = "publish", "correct"
VERDICTS = (
    (PUBLISH, N_("公示网页将显示的内容与审查同意的内容一致，予以发布")),
    (CORRECT, N_("内容有误，退回重新采集")),
)


def form(desk: Desk) -> Form:
    """Ask whether it reads as it was examined, and where it is published; told until when it stays."""
    row = last_disclosure(desk)
    until = disclosed_until(desk, str(row.content["credit_class"])) if row is not None else ""
    return Form(
        (
            Field("verdict", N_("核对结果"), Kind.CHOICE, options=VERDICTS),
            Field(
                "channels",
                N_("公示渠道"),
                limit=200,
                help=Phrase(N_("公示截止期 {until}"), until=until),
                shown_when=("verdict", (PUBLISH,)),
            ),
            Field("correction", N_("有误之处"), Kind.PARAGRAPH, limit=500, shown_when=("verdict", (CORRECT,))),
        )
    ).with_initial({"channels": row.content.get("channels", "") if row is not None else ""})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse to publish what was not examined, a minor's decision, personal data, anything before service."""
    row, facts, clock = last_disclosure(desk), desk.facts, desk.dossier.clock("disclosure_7wd")
    found = [
        objection_to_uncollected(desk),
        objection_to_unexamined(disclosure_review=str(facts["disclosure_review"])),
        objection_to_subject(decision=str(facts["decision"]), party_is_minor=is_minor(desk)),
        objection_to_publishing_before_service(
            decision_served=bool(facts["decision_served"]),
            by_public_notice=_is_served_by_notice(desk),
            publish_after_service=desk.law.profile(on=desk.today).publish_after_service,
        ),
        warning_of_late_disclosure(on=desk.today, due_on=clock.due_on) if clock is not None else None,
        *(objections_to_text(desk, row.content) if row is not None else ()),
    ]
    return only_when("verdict", PUBLISH, [one for one in found if one is not None])


def _is_served_by_notice(desk: Desk) -> bool:
    """Say whether the decision's public notice 公告送达 has been published."""
    return any(
        one.site == "serve_decision" and one.way == "public_notice" and one.published_on is not None
        for one in desk.dossier.services
    )
