"""立案审批: filing starts the ninety days (处罚法54条2款、60条); refusing and referring out end the road."""

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue, signed
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Write the leader's decision, its paper and its clock."""
    filing = step.answers.text("filing")
    step.set(filing=filing)
    if filing == "filed":
        step.dossier.case.filed_on = step.today
        start_clock(step, "penalty_90d")
    paper = issue(step, "filing_approval", _fields(step))
    if filing == "filed":
        step.dossier.case.number = paper.number or step.dossier.case.number
    step.summary = step.answers.text("opinion")


def _fields(step: Step) -> dict[str, object]:
    verified = step.dossier.last_step("verify_source")
    known = dict(verified.answers) if verified else {}
    opinions = {"filed": "立案", "refused": "不予立案", "referred_out": "移送有管辖权的机关"}
    verifier = verified.by_id if verified else step.actor.id
    return {
        "received_on": step.dossier.case.received_on, "clue_summary": step.dossier.case.summary,
        "verification": known.get("findings", ""), "suspected_provision": known.get("suspected_provision", ""),
        "penalty_provision": known.get("penalty_provision", ""), "jurisdiction": known.get("jurisdiction", ""),
        "limitation": _limitation(known), "no_duplicate": "是" if not known.get("fined_before") else "同一行为已被罚款",
        "filing_result": opinions[step.answers.text("filing")],
        "handlers": signed(step, verifier, "建议" + opinions[step.answers.text("filing")]),
        "unit_head": signed(step, verifier, "同意承办人意见"),
        "leader": signed(step, step.actor.id, step.answers.text("opinion")),
        "officers": [{"name": step.desk.name_of(one), "credential": step.dossier.staff[one].credential_number()}
                     for one in (verified.persons if verified else ()) if one in step.dossier.staff],
    }


def _limitation(known: dict[str, object]) -> str:
    ended = known.get("act_ended_on")
    return f"违法行为于{ended}终了，未超过追责时效" if ended else "违法行为处于连续或者继续状态，未超过追责时效"
