"""Issuing a paper: it takes its number, freezes its fields and template, and is rendered right after by a job."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from workflows.acts.step import Step
from workflows.documents.catalogue import FieldType, PaperField
from workflows.documents.formatting import written_fields
from workflows.documents.numbering import number_text
from workflows.events import PaperIssued
from workflows.guards import summaries
from workflows.guards.register_source import SOURCES
from workflows.guards.template import find_needs
from workflows.records.chain import sha_of
from workflows.records.papers import Paper, take_number
from workflows.records.staff import Colleague
from workflows.rules.days import with_days_in_words
from workflows.vocabulary.wording import N_

PARTY_KINDS = {"citizen": N_("公民"), "sole_trader": N_("个体工商户"), "organisation": N_("法人或者其他组织")}
UNKNOWN_CODE = "未查明"


def issue(step: Step, kind_id: str, fields: Mapping[str, object]) -> Paper:
    """Issue a paper of a kind with its own fields; what the case already knows is filled in."""
    kind = step.means.papers[kind_id]
    number = _take_number(step, kind.series)
    filled = {**common_fields(step), **fields, "paper": {"number": number, "issued_on": step.today.isoformat()}}
    plain = _plain(_in_words(step, kind.fields, filled))
    agency_id = step.dossier.run.agency_id
    sha, used = find_needs(step.today, kind, agency_id=agency_id, records=step.records, means=step.means)
    written_fields(kind, plain, used)
    paper = step.dossier.add(
        Paper(
            case_id=step.case_id,
            run_id=step.run_id,
            kind=kind_id,
            title=kind.name,
            number=number,
            fields=plain,
            fields_sha=sha_of(plain),
            template_sha=sha,
            issued_on=step.today,
            issued_at=step.now,
            issued_by=step.actor.name,
        )
    )
    step.records.jobs.enqueue("render", key=f"render:{paper.id}", arguments={"paper_id": paper.id}, now=step.now)
    step.note(PaperIssued(paper.id, kind_id, number, paper.fields_sha, paper.template_sha, paper.title))
    step.papers.append(paper)
    return paper


def common_fields(step: Step) -> dict[str, object]:
    """Return what every paper may use: agency, case, party, officers."""
    agency, case, party = step.dossier.agency, step.dossier.case, step.dossier.party
    return {
        "agency": {
            "name": agency.name,
            "short_name": agency.short_name,
            "address": agency.address,
            "phone": agency.phone,
            "contact": agency.contact,
            "reconsideration_body": agency.reconsideration_body,
            "court": agency.court,
            "bank": agency.bank,
            "bank_account": agency.bank_account,
        },
        "case": {
            "number": case.number,
            "title": case.title,
            "cause": case.cause,
            "source": _source(case.source_kind, case.source_detail),
            "filed_on": case.filed_on,
        },
        "party": {
            "kind_label": PARTY_KINDS[party.kind],
            "is_citizen": party.kind == "citizen",
            "is_sole_trader": party.kind == "sole_trader",
            "name": party.name,
            "code": party.code or UNKNOWN_CODE,
            "legal_rep": party.legal_rep,
            "address": party.address,
            "phone": party.phone,
        },
        "officers": [named(one) for one in step.dossier.handlers()],
    }


def named(colleague: Colleague) -> dict[str, str]:
    """Return a person as papers name officers: name and credential number."""
    return {"name": colleague.name, "credential": colleague.credential_number()}


def signed(step: Step, person_id: int, opinion: str) -> dict[str, object]:
    """Return a signature block: name, opinion, day."""
    return {"name": step.desk.name_of(person_id), "opinion": opinion, "signed_on": step.today.isoformat()}


def handled(step: Step, person_ids: Iterable[int], opinion: str, *, on: date | None = None) -> dict[str, object]:
    """Return the handlers' block 承办人意见: those who gave the opinion, named with their credentials, and its day."""
    staff = step.dossier.staff
    names = [named(staff[one]) for one in person_ids if one in staff]
    return {
        "opinion": opinion,
        "signed_on": on or step.today,
        "names": "、".join(f"{one['name']}（执法证号{one['credential']}）" for one in names),
    }


def approval_of_period(step: Step, matter: str, article: str, *, ground: str = "") -> dict[str, object]:
    """Return what the leader approved about 办案期限: 中止、恢复 or 延长, on which provision, why, from when."""
    return {
        "matter": matter,
        "ground": ground,
        "provision": article,
        "reason": step.answers.text("reason"),
        "since": step.today,
        "leader": signed(step, step.actor.id, "同意"),
    }


def cited(step: Step, text: str) -> str:
    """Return a text with the provisions it cites written out: 《中华人民共和国行政处罚法》第五十八条."""
    return summaries.cited(step.desk, text)


def _source(kind: str, detail: str) -> str:
    term = dict(SOURCES).get(kind, kind).replace(" ", "")
    return f"{term}（{detail}）" if detail else term


_PROSE = frozenset({FieldType.SENTENCES, FieldType.PHRASE, FieldType.PROVISION})
_WORDED = _PROSE | {FieldType.ROWS}


def _in_words(step: Step, fields: Iterable[PaperField], filled: Mapping[str, object]) -> dict[str, object]:
    """Return the values as a paper words them: days in prose and provisions written out, those in rows too."""
    made = dict(filled)
    for field in fields:
        if field.type not in _WORDED:
            continue
        first, _, rest = field.name.partition(".")
        value = made.get(first)
        if rest and isinstance(value, Mapping):
            made[first] = _in_words(step, [replace(field, name=rest)], value)
        elif field.type is FieldType.ROWS and isinstance(value, list | tuple):
            made[first] = [_in_words(step, field.columns, row) for row in value]
        elif field.type in _PROSE and isinstance(value, str):
            worded = with_days_in_words(value)
            made[first] = cited(step, worded) if field.type is FieldType.PROVISION else worded
    return made


def _take_number(step: Step, series: str) -> str:
    if not series:
        return ""
    agency, year = step.dossier.agency, step.today.year
    sequence = take_number(step.records.session, agency_id=agency.id, code=series, year=year)
    return number_text(agency.short_name, series, year, sequence)


def _plain(value: object) -> dict[str, object]:
    made = _plain_value(value)
    if not isinstance(made, dict):
        message = "a paper's fields are a mapping"
        raise TypeError(message)
    return made


def _plain_value(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain_value(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_value(part) for part in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
