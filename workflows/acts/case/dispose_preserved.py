"""先行登记保存处理: the decision is issued; the clock of this preservation alone stops (处罚法56条)."""

from typing import cast

from workflows.acts.papers import issue, named
from workflows.acts.step import Step
from workflows.guards.dispose_preserved import DISPOSALS, chosen_preservation
from workflows.records.measures import Preservation

PARTS = ("specification", "quantity")


def perform(step: Step) -> None:
    """Write the decision to its preservation."""
    row = chosen_preservation(step.desk, step.answers)
    paper = issue(step, "preservation_disposal", _fields(step, row))
    row.disposed_on, row.disposal = step.today, step.answers.text("disposal")
    row.disposal_reason, row.disposal_paper_id = step.answers.text("reason"), paper.id
    step.subject_id = row.id
    step.signed_by(step.answers.people("officers"))
    step.summary = f"{paper.number}，{row.disposal[:80]}"


def _fields(step: Step, row: Preservation) -> dict[str, object]:
    notice = next((one for one in step.dossier.papers if one.id == row.paper_id), None)
    kept = {str(one["name"]): one for one in cast("list[dict[str, object]]", row.items)}
    items = [
        {
            **{part: one.text(part) or kept.get(one.text("name"), {}).get(part) or "—" for part in PARTS},
            "name": one.text("name"),
            "disposal": dict(DISPOSALS)[one.text("disposal")],
            "remark": one.text("remark"),
        }
        for one in step.answers.rows("items")
    ]
    return {
        "notice_number": notice.number if notice else "",
        "preserved_on": row.preserved_on,
        "reason": step.answers.text("reason"),
        "disposal": step.answers.text("disposal"),
        "items": items,
        "officers": [named(step.dossier.staff[one]) for one in step.answers.people("officers")],
    }
