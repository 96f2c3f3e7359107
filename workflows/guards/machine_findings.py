"""What the machine has already found wrong with a case, laid under the item of review it belongs to."""

from collections.abc import Mapping

from workflows.guards.counting import law_of
from workflows.guards.desk import Desk
from workflows.guards.reliance import warnings_of_reliance
from workflows.guards.reviewing import item_titles
from workflows.vocabulary.wording import N_, Objection

_EVIDENCE_ITEM, _PROCEDURE_ITEM = "facts", "procedure"


def machine_findings(desk: Desk) -> Mapping[str, tuple[Objection, ...]]:
    """Return the findings by item key: defective records the draft relies on, and periods the agency overran."""
    found = {
        _EVIDENCE_ITEM: warnings_of_reliance(desk, desk.dossier.last_draft()),
        _PROCEDURE_ITEM: warnings_of_overrun(desk),
    }
    known = item_titles(desk.law, desk.today)
    return {item: warnings for item, warnings in found.items() if warnings and item in known}


def warnings_of_overrun(desk: Desk) -> tuple[Objection, ...]:
    """Tell every limit that ended after its last day, or still runs past it."""
    text = N_("“{term}”应当在{due}前完成，{state}，请说明原因并核对有无中止、延长的依据和批准")
    found = list[Objection]()
    for clock in desk.dossier.clocks:
        over_on = clock.ended_on if clock.state == "stopped" else desk.today if clock.state == "running" else None
        if not clock.is_limit or over_on is None or over_on <= clock.due_on:
            continue
        law = law_of(clock, desk.law)
        if law.holder.value != "agency":
            continue
        state = N_("实际于{day}完成") if clock.state == "stopped" else N_("至{day}尚未完成")
        params: dict[str, str | int] = {
            "term": law.term,
            "due": clock.due_on.isoformat(),
            "state": state.format(day=over_on.isoformat()),
        }
        found.append(Objection("period-overrun", text, params, article=clock.basis, warning=True))
    return tuple(found)
