"""Which records 笔录 an intended decision rests on, and which of them are defective (处罚法42条、46条)."""

from collections.abc import Mapping

from workflows.forms import SHANGHAI
from workflows.guards.desk import Desk
from workflows.guards.limited import as_warnings
from workflows.records.drafts import Draft
from workflows.records.evidence import Evidence, InvestigationRecord
from workflows.rules.evidence import RecordFacts, Signature, list_defects, objections_to_excluded
from workflows.vocabulary.wording import N_, Objection


def relied_evidence(desk: Desk, draft: Draft | None) -> list[Evidence]:
    """Return the evidence a draft lists, in the order of the file."""
    listed = draft.content["evidence"] if draft is not None else ()
    relied = set(listed) if isinstance(listed, list) else set()
    return [one for one in desk.dossier.evidence if one.id in relied]


def excluded_titles(desk: Desk, draft: Draft | None) -> list[str]:
    """Return the names of the evidence that a draft still lists although it was excluded."""
    listed = draft.content["evidence"] if draft is not None else ()
    relied = set(listed) if isinstance(listed, list) else set()
    return [one.name for one in desk.dossier.excluded_evidence if one.id in relied]


def relied_records(desk: Desk, draft: Draft | None) -> dict[int, str]:
    """Return the titles of the records behind the evidence a draft lists, by number."""
    titles = {one.id: one.title for one in desk.dossier.investigation_records}
    behind = {one.record_id for one in relied_evidence(desk, draft)}
    return {number: title for number, title in titles.items() if number in behind}


def defects_of(desk: Desk) -> Mapping[int, tuple[Objection, ...]]:
    """Return the defects of every defective record by its number: those flagged at entry and those found since."""
    records = desk.dossier.investigation_records
    found = list_defects(records=[_as_facts(desk, one) for one in records])
    return {one.id: found.get(one.id) or _flagged(one) for one in records if one.id in found or one.defects}


def warnings_of_reliance(desk: Desk, draft: Draft | None) -> tuple[Objection, ...]:
    """Tell every defect of the records a draft relies on, and what it lists though excluded; nothing is refused."""
    relied = relied_records(desk, draft)
    defects = [defect for number, found in defects_of(desk).items() if number in relied for defect in found]
    return (*defects, *as_warnings(objections_to_excluded(titles=excluded_titles(desk, draft))))


def _flagged(record: InvestigationRecord) -> tuple[Objection, ...]:
    text = N_("“{title}”登记时已标注程序缺陷，请重新制作或者从证据清单中剔除")
    return (Objection("record-flagged", text, {"title": record.title}, article="处罚法42条", warning=True),)


def _as_facts(desk: Desk, record: InvestigationRecord) -> RecordFacts:
    made_on = record.started_at.astimezone(SHANGHAI).date()
    return RecordFacts(
        id=record.id,
        title=record.title,
        signers=tuple(Signature(officer, made_on) for officer in desk.officers(record.signers)),
        started_at=record.started_at,
        ended_at=record.ended_at,
        place=record.place,
    )
