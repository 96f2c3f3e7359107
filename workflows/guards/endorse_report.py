"""承办机构负责人审查: the report is endorsed, or goes back to be investigated further (处罚法57条1款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.reliance import warnings_of_reliance
from workflows.guards.suspended import objection_to_suspended
from workflows.vocabulary.wording import N_, Objection

BACK = "back"
ENDORSEMENTS = (("endorsed", N_("同意报机关负责人审查")), (BACK, N_("退回补充调查")))


def form(_: Desk) -> Form:
    """Ask for the unit head's opinion, and what is missing when the report goes back."""
    back = ("endorsement", (BACK,))
    points = (
        Field("problem", N_("存在的问题"), limit=500),
        Field("suggestion", N_("补查要求"), required=False, limit=500),
    )
    return Form(
        (
            Field("endorsement", N_("审查结果"), Kind.CHOICE, options=ENDORSEMENTS),
            Field("points", N_("退回的问题（逐条）"), Kind.ROWS, least=1, columns=points, shown_when=back),
            Field("opinion", N_("审查意见"), Kind.PARAGRAPH),
        )
    ).with_initial({"opinion": N_("同意承办人意见")})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse to judge a report that is not there; tell every defective record it relies on."""
    found = [objection_to_suspended(desk), *warnings_of_reliance(desk, desk.dossier.last_draft())]
    if desk.dossier.last_step("report_findings") is None:
        found.append(Objection("no-report", N_("调查终结报告尚未提交，不能审查"), article="处罚法57条1款"))
    return [one for one in found if one is not None]
