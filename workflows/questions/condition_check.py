"""Whether a condition that an administrator is typing can be read, and speaks of facts and values there are."""

from workflows.process.checks.conditions_make_sense import senseless
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import compile_condition
from workflows.process.findings import Finding, in_one_sentence
from workflows.process.reading import read_files
from workflows.questions.flow_draft import find_draft
from workflows.records.flow_drafts import texts_of
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import Objection


def check_condition(text: str, draft_id: int, *, actor: Actor, records: Records) -> Objection | None:
    """Return what is wrong with a condition of a draft and how to mend it, or None."""
    draft = find_draft(draft_id, actor=actor, records=records)
    try:
        tree = compile_condition(text)
    except ExpressionError as error:
        return error.objection
    facts = read_files(texts_of(records.session, draft.id), process=draft.process).facts
    faults = (Finding("", "", message, cure) for message, cure in senseless(tree, facts))
    return next((in_one_sentence(one) for one in faults), None)
