"""Writing down an intended decision: its two hashes, how it differs from what the party was told, its facts."""

from workflows.acts.step import Step
from workflows.guards.intended import as_rule_draft, content_of, hash_of, rule_draft_of, told_draft, wording_of
from workflows.guards.ranges import OUTSIDE
from workflows.lawbook import Step as BenchmarkStep
from workflows.records.drafts import Draft
from workflows.rules.money import in_yuan
from workflows.rules.penalties import PENALTY_TERMS, PenaltyKind, compare, has_heavy_kind, total_of
from workflows.vocabulary.facts import CONTENT_RESET


def write_draft(step: Step, stage: str) -> Draft:
    """Record a new state of the intended decision and set the facts that follow from its content."""
    content, wording = content_of(step.desk, step.answers), wording_of(step.answers)
    intended = as_rule_draft(content, wording)
    told = told_draft(step.desk)
    change = compare(rule_draft_of(told) if told else None, intended)
    earlier = step.dossier.last_draft()
    draft = step.dossier.add(
        Draft(
            run_id=step.run_id,
            number=len(step.dossier.drafts) + 1,
            stage=stage,
            content=content,
            wording=wording,
            content_hash=hash_of(content),
            text_hash=hash_of(wording),
            change=change.value,
            change_cause=step.answers.text("change_cause") or "none",
            change_reasons=[],
            made_by=step.actor.id,
            made_at=step.now,
            made_on=step.today,
        )
    )
    set_amounts(step, draft)
    if earlier is None or earlier.content_hash != draft.content_hash:
        step.set(**CONTENT_RESET)
    elif earlier.text_hash != draft.text_hash:
        step.set(edit_confirmed=False)
    return draft


def set_amounts(step: Step, draft: Draft) -> None:
    """Set the money facts and the heavy kinds of a draft; fine and confiscation stay apart (处罚法63条)."""
    penalties = rule_draft_of(draft).penalties
    fine = total_of(penalties, PenaltyKind.FINE)
    taken = total_of(penalties, PenaltyKind.CONFISCATE_INCOME, PenaltyKind.CONFISCATE_GOODS)
    step.set(fine=fine, confiscation=taken, penalty_total=fine + taken, heavy_kind=has_heavy_kind(penalties))


def paper_penalties(draft: Draft) -> list[dict[str, object]]:
    """Return a draft's penalties as papers list them."""
    rows = rule_draft_of(draft).penalties
    details = [str(row["detail"]) for row in draft.content["penalties"]]  # type: ignore[attr-defined]
    return [
        {
            "kind": PENALTY_TERMS[row.kind],
            "amount": row.amount or None,
            "period": f"{row.days}日" if row.days else "",
            "detail": detail,
        }
        for row, detail in zip(rows, details, strict=True)
    ]


def paper_findings(step: Step, draft: Draft) -> dict[str, object]:
    """Return facts, provisions and discretion as notices and decisions print them."""
    basis: dict[str, str] = draft.content["basis"]  # type: ignore[assignment]
    facts: list[str] = draft.content["facts"]  # type: ignore[assignment]
    return {
        "facts": "\n".join(facts),
        "violated_provision": basis["violated"],
        "penalty_provision": basis["penalty"],
        "benchmark": benchmark_text(step, draft),
        "discretion": draft.wording["discretion"],
    }


def paper_evidence(step: Step, draft: Draft) -> list[dict[str, object]]:
    """Return the evidence a draft relies on as papers list it."""
    relied: list[int] = draft.content["evidence"]  # type: ignore[assignment]
    return [{"name": one.name, "proves": one.proves} for one in step.dossier.evidence if one.id in relied]


def benchmark_text(step: Step, draft: Draft) -> str:
    """Return the step of the benchmark 裁量基准档次 a draft names, with the fines of that step; empty for none."""
    chosen, penalties = str(draft.content["benchmark"]), rule_draft_of(draft).penalties
    if chosen == OUTSIDE:
        return "没有对应的裁量基准档次"
    band_id, _, step_id = chosen.partition(".")
    band = next((one for one in step.desk.matter.bands if one.id == band_id), None)
    rung = next((one for one in band.steps if one.id == step_id), None) if band is not None else None
    if band is None or rung is None:
        return ""
    if not total_of(penalties, PenaltyKind.FINE):
        return f"{band.term}，{rung.term}档次"
    return f"{band.term}，{rung.term}档次，罚款{_fines(rung)}"


def _fines(rung: BenchmarkStep) -> str:
    if rung.times_from is not None:
        return f"为违法所得的{rung.times_from}倍以上{rung.times_to}倍以下"
    return f"{in_yuan(rung.fine_from or 0)}以上{in_yuan(rung.fine_to or 0)}以下"
