"""The eight legal stages 环节 of a penalty case, as the stage bar shows them; diagrams name one on tasks and calls."""

from workflows.vocabulary.wording import N_

STAGES: dict[str, str] = {
    "filing": N_("立案"),
    "investigation": N_("调查取证"),
    "notice": N_("告知听证"),
    "review": N_("法制审核"),
    "deliberation": N_("集体讨论"),
    "decision": N_("决定"),
    "execution": N_("送达执行公示"),
    "closing": N_("结案归档"),
}
