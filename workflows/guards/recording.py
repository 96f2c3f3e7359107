"""What an interview and an inspection have in common: their making, their defects, the earlier one they replace."""

from workflows.forms import SHANGHAI, Answers, Field, Kind
from workflows.guards.collecting import objections_to_adding
from workflows.guards.desk import Desk
from workflows.guards.elements import ELEMENT_CHOICES
from workflows.guards.limited import objection_to_future
from workflows.guards.uploads import objection_to_file
from workflows.records.evidence import InvestigationRecord
from workflows.rules.evidence import objection_to_times
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


def making_fields(desk: Desk, kind: str) -> tuple[Field, ...]:
    """Return when, where and by whom the record was made; a single signature is told, never hidden."""
    officers = desk.holding(Role.HANDLER)
    replaced = tuple((str(one.id), _told_apart(desk, one)) for one in standing_records(desk, kind))
    again = (Field("replaces", N_("重新制作，代替"), Kind.CHOICE, required=False, options=replaced),)
    return (
        Field("started_at", N_("开始时间"), Kind.MOMENT),
        Field("ended_at", N_("结束时间"), Kind.MOMENT),
        Field("place", N_("地点"), limit=200),
        Field(
            "signers",
            N_("在笔录上签名的执法人员"),
            Kind.PEOPLE,
            options=officers,
            least=1,
            help=N_("如实填写；不足两人的如实登记并标注缺陷"),
        ),
        Field("recorder", N_("记录人"), Kind.PERSON, options=officers),
        *(again if replaced else ()),
    )


def proof_fields() -> tuple[Field, ...]:
    """Return what the record proves, where its recording lies, and its scanned file."""
    return (
        Field("proves", N_("证明的事项"), Kind.PARAGRAPH),
        Field("elements", N_("证明的要素"), Kind.CHOICES, options=ELEMENT_CHOICES),
        Field("refusal_note", N_("拒绝签名的情况"), required=False, limit=300),
        Field("file", N_("签名后的扫描件"), Kind.FILE, required=False),
    )


def known_making(desk: Desk) -> dict[str, object]:
    """Return what is known of a record about to be entered: its officers and today."""
    handlers = tuple(one.id for one in desk.dossier.handlers())
    return {"signers": handlers, "recorder": handlers[-1] if handlers else None}


def standing_records(desk: Desk, kind: str) -> list[InvestigationRecord]:
    """Return the records of a kind that no later one replaced."""
    return [one for one in desk.dossier.investigation_records if one.kind == kind and one.replaced_by is None]


def objections_to_recording(desk: Desk, answers: Answers | None) -> list[Objection]:
    """Refuse impossible times and what may not be collected any more; a defect refuses nothing here."""
    found: list[Objection | None] = [*objections_to_adding(desk)]
    if answers is not None:
        started_at, ended_at = answers.moment("started_at"), answers.moment("ended_at")
        found += [objection_to_future(one, now=desk.now, what=N_("笔录的时间")) for one in (started_at, ended_at)]
        found.append(objection_to_times(started_at=started_at, ended_at=ended_at))
        found.append(objection_to_file(desk, answers))
    return [one for one in found if one is not None]


def _told_apart(desk: Desk, record: InvestigationRecord) -> str:
    """Return a record's title with its number on file and its hour: two of one day and one person differ in these."""
    number = next((one.number for one in desk.dossier.evidence if one.record_id == record.id), None)
    started_at = record.started_at.astimezone(SHANGHAI)
    day = started_at.date().isoformat()
    title = record.title.replace(day, f"{day} {started_at:%H:%M}")
    return f"证{number} {title}" if number is not None else title
