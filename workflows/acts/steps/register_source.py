"""案源登记: the lead is on file and the person who registered it handles it for now (处罚法54条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Bind the registering handler and set what the tables read of party and agency."""
    agency, party = step.dossier.agency, step.dossier.party
    step.set(party_kind=party.kind, category="penalty", level=agency.level, domain=agency.domain)
    step.bind(step.actor.id, "handler")
    if agency.domain == "market":
        start_clock(step, "verify_15wd", on=step.dossier.case.received_on)
    step.summary = step.dossier.case.summary[:80]
