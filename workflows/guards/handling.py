"""Who handled a case 承办、调查 and who reviewed it 审核: one reading of the file for every separation of duties."""

from workflows.records.dossier import Dossier

# Whoever did or signed one of these handled the case (path.md PO-24, PO-25).
HANDLING = (
    "verify_source",
    "investigate",
    "report_findings",
    "issue_notice",
    "finalise_draft",
    "amend_draft",
    "add_evidence",
    "record_interview",
    "record_inspection",
    "dispose_preserved",
)
# Here a unit head signs too, and the head's responsibility is no handling: only who did the act counts.
_HANDLING_ALONE = frozenset({"submit_review", "review_defence"})

REVIEWING = ("accept_review", "examine_case", "sign_opinion", "confirm_edit")


def handler_ids(dossier: Dossier) -> set[int]:
    """Return all who handled or investigated the case, whether or not they are still bound to it."""
    alone = {by_id for act, by_id, _ in dossier.signers if act in _HANDLING_ALONE}
    keepers = {one for row in dossier.preservations for one in row.officers}
    return dossier.persons_of(*HANDLING) | alone | keepers | {one.id for one in dossier.handlers()}


def reviewer_ids(dossier: Dossier) -> set[int]:
    """Return all who reviewed the case: took the package, judged the items, signed or confirmed."""
    named = {person for one in dossier.reviews for person in (one.reviewer_id, one.signed_by) if person}
    return named | dossier.persons_of(*REVIEWING)


def recused_ids(dossier: Dossier) -> set[int]:
    """Return whose recusal 回避 was granted."""
    return {one.person_id for one in dossier.recusals if one.decision == "granted"}
