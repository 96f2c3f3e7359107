"""调查终结报告: the intended decision is written down and its direction is open again (处罚法57条1款).

The report's paper bears the unit head's opinion, so that it is issued with 承办机构负责人审查 and never before.
"""

from workflows.acts.drafting import write_draft
from workflows.acts.identifying import learn_code
from workflows.acts.step import Step
from workflows.guards.routes import ROUTE_TERMS
from workflows.guards.summaries import proposal_of
from workflows.vocabulary.facts import CONTENT_RESET

FLAGS = ("grave", "public_interest", "legal_relations", "mitigated")


def perform(step: Step) -> None:
    """Record the intended decision and reset what an earlier report led to."""
    learn_code(step)
    draft = write_draft(step, "report")
    step.signed_by(step.answers.people("officers"))
    for name in FLAGS:
        step.set(**{name: step.answers.flag(name)})
    step.set(route="none", endorsement="none", return_to="none", **CONTENT_RESET)
    suggestion = ROUTE_TERMS[step.answers.text("suggestion")]
    step.summary = "：".join(part for part in (suggestion, proposal_of(draft)) if part)
