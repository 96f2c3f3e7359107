"""The party is identified later than at registration: its code enters the file with the act that found it out."""

from workflows.acts.index_case import enqueue_index
from workflows.acts.step import Step
from workflows.guards.party_code import code_in


def learn_code(step: Step) -> None:
    """Keep the code or the number that this act's form gave; a file that knows it was not asked again."""
    if code := code_in(step.answers):
        step.dossier.party.code = code
        enqueue_index(step.dossier.case.id, records=step.records, now=step.now)
