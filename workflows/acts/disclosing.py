"""行政执法信息公示表: what the form of a disclosure prints, published or not (处罚法48条、50条)."""

from datetime import datetime

from workflows.acts.step import Step
from workflows.guards.limited import day_of
from workflows.records.outcomes import Disclosure

_SAME = ("facts", "licence", "valid_until", "disclosed_until", "channels", "redaction", "legal_rep", "remark")


def disclosure_fields(step: Step, row: Disclosure) -> dict[str, object]:
    """Return the form's fields: the text as examined, and who collected, examined and published it."""
    content, examined = row.content, row.examination or {}
    clock = step.dossier.clock("disclosure_7wd")
    return {
        **{name: content.get(name) for name in _SAME},
        "decision_number": content["number"],
        "decision_on": content["decided_on"],
        "party_name": content["party"],
        "party_code": content["code"],
        "violation_kind": content["violation"],
        "penalty_provision": content["basis"],
        "penalty_kinds": content["kinds"],
        "penalty_content": content["penalty"],
        "fine": content["fine"] or None,
        "confiscation": content["confiscation"] or None,
        "agency_code": content["agency_code"],
        "due_on": clock.due_on if clock is not None else step.today,
        "collector": _by(step, row.collected_by, row.collected_at),
        "examiner": {**_by(step, row.examined_by, row.examined_at), "opinion": examined.get("opinion")},
        "publisher": {
            "name": step.desk.name_of(row.published_by) if row.published_by else None,
            "published_at": row.published_at,
        },
    }


def _by(step: Step, person_id: int | None, at: datetime | None) -> dict[str, object]:
    """Return name and day of a signature that was given, blanks for one that was not."""
    return {"name": step.desk.name_of(person_id or 0) or None, "signed_on": day_of(at) if at is not None else None}
