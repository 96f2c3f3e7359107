"""The intended decision 拟决定: its questions, its canonical content, and how the rules see it (design decision 8)."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import cast

import orjson

from workflows.forms import Answers, Field, Kind
from workflows.guards.desk import Desk
from workflows.records.drafts import Draft as DraftRow
from workflows.rules.penalties import PENALTY_TERMS, Draft, Penalty, PenaltyKind
from workflows.vocabulary.wording import N_, Phrase

PENALTY_CHOICES = tuple((kind.value, term) for kind, term in PENALTY_TERMS.items())
MONEY_KINDS = (PenaltyKind.FINE.value, PenaltyKind.CONFISCATE_INCOME.value, PenaltyKind.CONFISCATE_GOODS.value)
PERIOD_KINDS = (
    PenaltyKind.SUSPEND_LICENCE.value,
    PenaltyKind.RESTRICT_BUSINESS.value,
    PenaltyKind.HALT_BUSINESS.value,
    PenaltyKind.BAR_FROM_TRADE.value,
    PenaltyKind.DETENTION.value,
)


def draft_fields(desk: Desk) -> tuple[Field, ...]:
    """Return the questions that make an intended decision; report, draft and amended draft ask the same."""
    return (
        Field(
            "facts", N_("查明的违法事实"), Kind.PARAGRAPH, help=N_("每行写一项事实：时间、地点、主体、行为、金额、后果")
        ),
        Field("evidence", N_("据以认定的证据"), Kind.CHOICES, options=desk.evidence_choices()),
        Field("violated", N_("违反的条款"), limit=500),
        Field("penalty_basis", N_("处罚依据"), limit=500),
        Field(
            "penalties",
            N_("拟处罚内容"),
            Kind.ROWS,
            least=1,
            columns=(
                Field("kind", N_("种类"), Kind.CHOICE, options=PENALTY_CHOICES),
                Field("amount", N_("金额（元）"), Kind.MONEY, shown_when=("kind", MONEY_KINDS)),
                Field("days", N_("期限（日）"), Kind.NUMBER, required=False, shown_when=("kind", PERIOD_KINDS)),
                Field("detail", N_("说明"), required=False, limit=200),
            ),
        ),
        Field("benchmark", N_("裁量基准档次"), options=_benchmark_choices(desk), kind=Kind.CHOICE),
        Field("discretion", N_("裁量说理"), Kind.PARAGRAPH, help=N_("情节、档次、幅度如何得出")),
    )


def known_draft(draft: DraftRow | None) -> dict[str, object]:
    """Return the last intended decision as the answers a form opens with."""
    if draft is None:
        return {}
    basis = cast("Mapping[str, str]", draft.content["basis"])
    return {
        "facts": "\n".join(cast("list[str]", draft.content["facts"])),
        "evidence": tuple(str(one) for one in cast("list[int]", draft.content["evidence"])),
        "violated": basis["violated"],
        "penalty_basis": basis["penalty"],
        "penalties": tuple(Answers(row) for row in cast("list[dict[str, object]]", draft.content["penalties"])),
        "benchmark": draft.content["benchmark"],
        "discretion": draft.wording["discretion"],
    }


def content_of(desk: Desk, answers: Answers) -> dict[str, object]:
    """Return the content that gates: party, facts, evidence list, basis, kinds, amounts, periods, benchmark step."""
    party = desk.dossier.party
    return {
        "party": {"kind": party.kind, "name": party.name, "code": party.code},
        "facts": [line.strip() for line in answers.text("facts").splitlines() if line.strip()],
        "evidence": sorted(int(one) for one in answers.choices("evidence")),
        "basis": {"violated": answers.text("violated"), "penalty": answers.text("penalty_basis")},
        "penalties": [
            {
                "kind": row.text("kind"),
                "amount": row.money("amount"),
                "days": row.number("days"),
                "detail": row.text("detail"),
            }
            for row in answers.rows("penalties")
        ],
        "benchmark": answers.text("benchmark"),
    }


def wording_of(answers: Answers) -> dict[str, object]:
    """Return what is wording alone: the reasons, changed without a new review but for its confirmation."""
    return {"discretion": answers.text("discretion"), "defence": answers.text("defence_text")}


def hash_of(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def as_rule_draft(content: Mapping[str, object], wording: Mapping[str, object]) -> Draft:
    """Return an intended decision as the rules compare it."""
    basis = cast("Mapping[str, str]", content["basis"])
    rows = cast("Sequence[Mapping[str, object]]", content["penalties"])
    return Draft(
        content_hash=hash_of(content),
        text_hash=hash_of(wording),
        party=str(cast("Mapping[str, str]", content["party"])["code"] or content["party"]),
        penalties=tuple(
            Penalty(PenaltyKind(str(row["kind"])), int(str(row["amount"])), int(str(row["days"]))) for row in rows
        ),
        basis=frozenset(basis.values()),
        evidence_ids=frozenset(cast("list[int]", content["evidence"])),
        facts=frozenset(cast("list[str]", content["facts"])),
        benchmark=str(content["benchmark"]),
    )


def rule_draft_of(row: DraftRow) -> Draft:
    """Return a recorded draft as the rules compare it."""
    return as_rule_draft(row.content, row.wording)


def told_draft(desk: Desk) -> DraftRow | None:
    """Return the draft that the last served notice told the party, or None."""
    notice = desk.dossier.served_notice()
    if notice is None:
        return None
    return next((one for one in desk.dossier.drafts if one.id == notice.draft_id), None)


def _benchmark_choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    steps = tuple(
        (f"{band.id}.{step.id}", Phrase("{band}·{step}", band=band.term, step=step.term))
        for band in desk.matter.bands
        for step in band.steps
    )
    return (*steps, ("outside", N_("无对应档次或者超出基准（须说明理由）")))
