"""What an application's key may be given: a closed list, each scope one kind of thing."""

from collections.abc import Mapping
from typing import Final

from workflows.vocabulary.wording import N_

ACTS_WRITE: Final = "acts:write"

SCOPES: Final[Mapping[str, str]] = {
    "cases:read": N_("读取案件"),
    "tasks:read": N_("读取待办"),
    ACTS_WRITE: N_("登记案件、办理事项、上传文件"),
    "papers:read": N_("读取、下载文书"),
    "evidence:read": N_("读取、下载证据"),
    "clocks:read": N_("读取时限"),
    "journal:read": N_("读取全过程记录"),
    "flows:read": N_("读取流程版本和证明"),
}

CLOCK_DUE: Final = "clock_due"
# Sent when an administrator tries whether an address hears anything.
TEST: Final = "test"

# What an address outside can be told of.
WEBHOOK_KINDS: Final[Mapping[str, str]] = {
    "act_done": N_("事项办结"),
    "case_closed": N_("案件办结"),
    CLOCK_DUE: N_("时限届满"),
    "flow_published": N_("流程公布"),
}
