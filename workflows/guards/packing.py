"""The package 送审材料 as the dossier holds it: what is due, what lies there, and the frozen list that is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.forms import Answers
from workflows.guards.desk import Desk
from workflows.guards.reliance import relied_evidence
from workflows.guards.reviewing import signed_review, stored_findings
from workflows.records.papers import Paper
from workflows.records.reviews import Review
from workflows.rules.evidence import EvidenceKind
from workflows.rules.review import PASSING
from workflows.rules.submission import MATERIAL_TERMS, Material, PackageFacts, list_required

# The materials that are papers of the case, by their kind.
_PAPERS = {
    Material.REPORT: "findings_report",
    Material.FILING_APPROVAL: "filing_approval",
    Material.NOTICE: "prior_notice",
    Material.NOTICE_SERVICE: "service_receipt",
    Material.DEFENCE_REVIEW: "defence_review",
    Material.HEARING_RECORD: "hearing_record",
    Material.HEARING_REPORT: "hearing_report",
}
# What the handler may still write into the submission when the report did not say it; the field of form and report.
WRITTEN = {Material.ECONOMIC_IMPACT: "business_impact", Material.CRIME_ASSESSMENT: "crime_assessment"}

_HALTING = frozenset({"halt_business", "close_business"})


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One line of the package: a material, whether it lies there, and the hash of what was sent."""

    material: Material
    is_present: bool
    paper_id: int | None = None
    fingerprint: str = ""

    @property
    def term(self) -> str:
        """Return the material's name."""
        return MATERIAL_TERMS[self.material]


def package_facts(desk: Desk) -> PackageFacts:
    """Return what makes conditional materials due, from the dossier alone."""
    dossier, facts = desk.dossier, desk.facts
    relied = relied_evidence(desk, dossier.last_draft())
    threshold = getattr(desk.law.profile(on=desk.today), f"catalogue_threshold_{facts['party_kind']}")
    draft = dossier.last_draft()
    kinds = {str(row["kind"]) for row in draft.content["penalties"]} if draft else set()  # type: ignore[attr-defined]
    return PackageFacts(
        round=round_of(desk),
        noticed=bool(dossier.notices),
        statement_made=_has_statement(desk),
        heard=bool(facts["heard"]),
        tested=any(one.kind == EvidenceKind.EXPERT_OPINION for one in relied),
        is_enterprise=dossier.party.is_enterprise,
        is_large_amount=int(facts["penalty_total"]) >= int(threshold),
        halts_business=bool(kinds & _HALTING),
        crime_suspected=dossier.last_step("suspect_crime") is not None,
    )


def enclosures_of(desk: Desk, answers: Answers | None) -> tuple[Enclosure, ...]:
    """Return every material that is due with whether it lies there; ``answers`` None: as the form will open."""
    required = list_required(facts=package_facts(desk))
    return tuple(_enclosure(desk, answers, one) for one in required)


def supplied_of(enclosures: Sequence[Enclosure]) -> frozenset[Material]:
    """Return the materials that lie there."""
    return frozenset(one.material for one in enclosures if one.is_present)


def frozen_package(desk: Desk, enclosures: Sequence[Enclosure]) -> list[object]:
    """Return what was sent, for ever: the materials with their hashes, then the evidence with its hashes."""
    materials: list[object] = [
        {
            "material": one.material.value,
            "name": one.term,
            "present": one.is_present,
            "paper_id": one.paper_id,
            "fingerprint": one.fingerprint,
        }
        for one in enclosures
    ]
    evidence: list[object] = [
        {"evidence_id": one.id, "number": one.number, "name": one.name, "proves": one.proves, "sha": one.file_sha}
        for one in relied_evidence(desk, desk.dossier.last_draft())
    ]
    return [*materials, *evidence]


def round_of(desk: Desk) -> int:
    """Return the round of review that a submission now belongs to, from 1; a second review 复审 is none of its own."""
    return 1 + sum(1 for one in desk.dossier.reviews if one.signed_at is not None and not one.is_rereview)


def findings_to_answer(desk: Desk) -> Mapping[int, str]:
    """Return the findings of the round before by number; those of an opinion that passed need no answer."""
    last = signed_review(desk.dossier)
    if last is None or last.conclusion in PASSING:
        return {}
    return {number: one["text"] for number, one in enumerate(stored_findings(last), start=1)}


def earlier_answers(desk: Desk) -> Mapping[int, str]:
    """Return what this round's package already answered when it came back for missing materials."""
    last = desk.dossier.last_review()
    if last is None or not last.missing:
        return {}
    return {int(str(one["number"])): str(one["response"]) for one in last.responses}  # type: ignore[index]


def known_text(desk: Desk, material: Material) -> str:
    """Return what the investigation report already says on a material that is a text."""
    report = desk.dossier.last_paper("findings_report")
    return str(report.fields.get(WRITTEN[material]) or "") if report is not None else ""


def missing_of(review: Review) -> list[str]:
    """Return the materials a package was sent back for."""
    return [str(one) for one in review.missing or ()]


def _has_statement(desk: Desk) -> bool:
    notice = desk.dossier.last_notice()
    return notice is not None and any(
        one.notice_id == notice.id and one.kind == "statement" for one in desk.dossier.statements
    )


def _enclosure(desk: Desk, answers: Answers | None, material: Material) -> Enclosure:
    dossier, draft = desk.dossier, desk.dossier.last_draft()
    if material in _PAPERS:
        paper = dossier.last_paper(_PAPERS[material])
        present = paper is not None and _belongs(desk, material)
        return Enclosure(material, present, paper.id if paper else None, _sha(desk, paper))
    if material in WRITTEN:
        text = answers.text(WRITTEN[material]) if answers is not None else known_text(desk, material)
        return Enclosure(material, bool(text.strip()))
    if material is Material.DRAFT:
        return Enclosure(material, draft is not None, fingerprint=draft.content_hash if draft else "")
    if material is Material.EVIDENCE_LIST:
        return Enclosure(material, bool(relied_evidence(desk, draft)))
    # The application and the note of corrections are this form itself; statements and test reports made themselves due.
    return Enclosure(material, is_present=True)


def _belongs(desk: Desk, material: Material) -> bool:
    """Say whether the paper found is that of the present round: an old receipt does not prove a new notice."""
    notice = desk.dossier.last_notice()
    return material is not Material.NOTICE_SERVICE or (notice is not None and notice.served_on is not None)


def _sha(desk: Desk, paper: Paper | None) -> str:
    if paper is None:
        return ""
    rendered = desk.dossier.paper_files.get(paper.id)
    return rendered.sha if rendered is not None else paper.fields_sha
