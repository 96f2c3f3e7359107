"""The elements 构成要件 of a violation that evidence must prove, and which of them the file proves (处罚法40条)."""

from collections.abc import Sequence

from workflows.guards.desk import Desk
from workflows.records.evidence import Evidence
from workflows.rules.evidence import objections_to_proof
from workflows.vocabulary.wording import N_, Objection

ELEMENT_TERMS: dict[str, str] = {
    "subject": N_("主体"),
    "conduct": N_("违法行为"),
    "result": N_("危害后果"),
    "amount": N_("违法所得或者涉案金额"),
    "circumstance": N_("情节"),
}
ELEMENT_CHOICES = tuple(ELEMENT_TERMS.items())
USUAL = ("subject", "conduct", "result", "amount")
NEVER_WITHOUT = ("subject", "conduct")


def join_elements(elements: Sequence[str]) -> str:
    """Return elements as one column of evidence holds them."""
    return ",".join(elements)


def elements_of(evidence: Evidence) -> tuple[str, ...]:
    """Return the elements that a piece of evidence is to prove."""
    return tuple(one for one in evidence.element.split(",") if one)


def objections_to_unproven(desk: Desk, elements: Sequence[str]) -> list[Objection]:
    """Return every element that no evidence on file proves, and the elements no violation is without."""
    text = N_("任何违法行为都须证明“{element}”，请将其列入应当证明的要素")
    found = [
        Objection("element-left-out", text, {"element": ELEMENT_TERMS[one]}, article="处罚法40条")
        for one in NEVER_WITHOUT
        if one not in elements
    ]
    proven = {ELEMENT_TERMS[one] for one in _proven(desk)}
    found += objections_to_proof(elements=[ELEMENT_TERMS[one] for one in elements], proven=proven)
    return found


def warnings_of_unproven(desk: Desk, elements: Sequence[str]) -> list[Objection]:
    """Tell every element without evidence that this violation may be without; then it need not be proven."""
    text = N_("“{element}”尚无证据证明：本案没有该要素的，在“本案应当证明的要素”中不勾选；否则请补充调查")
    open_ones = [one for one in elements if one not in NEVER_WITHOUT and one not in _proven(desk)]
    return [
        Objection("element-open", text, {"element": ELEMENT_TERMS[one]}, article="处罚法40条", warning=True)
        for one in open_ones
    ]


def _proven(desk: Desk) -> set[str]:
    return {one for row in desk.dossier.evidence for one in elements_of(row) if one in ELEMENT_TERMS}
