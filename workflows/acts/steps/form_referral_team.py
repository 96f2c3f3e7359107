"""组成移送专案组: the written report is with the principal, who has three days (310号令5条).

The approval's paper bears the principal's signature, so that it is issued with 移送审批 and never before.
"""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep the report and who signed it."""
    team = step.answers.people("team")
    step.signed_by([*team, step.answers.person("unit_head")])
    start_clock(step, "referral_3d")
    names = "、".join(step.desk.name_of(one) for one in team)
    step.summary = f"专案组{names}报告：涉嫌{step.answers.text('suspected_crime')}"
