"""组成移送专案组: two officers verify the suspicion of a crime and report in writing (310号令5条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.endorsed import known_endorsement, unit_head_fields
from workflows.guards.summaries import facts_of
from workflows.rules.referral import objections_to_referral_team
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask for the team and its written report, opened with what the investigation found."""
    return Form(
        (
            Field("team", N_("专案组成员（至少两名）"), Kind.PEOPLE, options=desk.case_officer_choices(), least=2),
            Field("report", N_("案件基本情况和涉嫌犯罪事实"), Kind.PARAGRAPH, required=False),
            Field("suspected_crime", N_("涉嫌罪名"), limit=200),
            Field("crime_provision", N_("刑法条款和立案追诉标准"), limit=500),
            Field("evidence_summary", N_("主要证据"), Kind.PARAGRAPH),
            Field("property_status", N_("涉案物品情况"), Kind.PARAGRAPH),
            Field("police_body", N_("拟移送的公安机关"), limit=100),
            Field("team_opinion", N_("专案组意见"), Kind.PARAGRAPH, limit=500),
            *unit_head_fields(desk),
        )
    ).with_initial(_known(desk))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse fewer than two qualified officers, or no written report."""
    if answers is None:
        return ()
    team = desk.officers(answers.people("team"))
    return objections_to_referral_team(officers=team, day=desk.today, report=answers.text("report"))


def _known(desk: Desk) -> dict[str, object]:
    kept = [item for one in desk.dossier.preservations for item in one.items]
    return {
        **known_endorsement(desk),
        "team": tuple(one.id for one in desk.dossier.handlers()),
        "report": facts_of(desk.dossier.last_draft()),
        "police_body": desk.dossier.agency.police,
        "evidence_summary": "；".join(one.name for one in desk.dossier.evidence),
        "property_status": N_("先行登记保存物品见清单") if kept else N_("没有涉案物品"),
        "team_opinion": N_("当事人的行为涉嫌犯罪，建议移送公安机关"),
        "unit_head_opinion": N_("同意专案组意见"),
    }
