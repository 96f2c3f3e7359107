"""How forms and papers say in one line what is intended and why it must be reviewed."""

from collections.abc import Mapping
from typing import cast

from workflows.guards.desk import Desk
from workflows.guards.intended import rule_draft_of
from workflows.records.drafts import Draft
from workflows.rules.citations import in_full
from workflows.rules.money import in_yuan
from workflows.rules.penalties import PENALTY_TERMS, Penalty
from workflows.vocabulary.wording import N_, Phrase, listed

CATEGORIES = {
    "penalty": N_("行政处罚"),
    "coercion": N_("行政强制"),
    "licence": N_("行政许可"),
    "inspection": N_("行政检查"),
    "expropriation": N_("行政征收征用"),
}


def proposal_of(draft: Draft | None) -> str:
    """Return the penalties of a draft in one line: 警告；没收违法所得25,800.00元；罚款60,000.00元."""
    if draft is None:
        return ""
    return listed([_told(one) for one in rule_draft_of(draft).penalties], N_("{some}；{more}"))


def _told(one: Penalty) -> str:
    told = PENALTY_TERMS[one.kind]
    if one.amount:
        told = Phrase(N_("{what}{amount}"), what=told, amount=in_yuan(one.amount))
    return Phrase(N_("{what}{days}日"), what=told, days=one.days) if one.days else told


def facts_of(draft: Draft | None) -> str:
    """Return the facts a draft found, one to a line."""
    return "\n".join(cast("list[str]", draft.content["facts"])) if draft is not None else ""


def basis_of(draft: Draft | None) -> Mapping[str, str]:
    """Return the provisions of a draft: ``violated`` and ``penalty``."""
    return cast("Mapping[str, str]", draft.content["basis"]) if draft is not None else {"violated": "", "penalty": ""}


def cited(desk: Desk, text: str) -> str:
    """Return a text with the provisions it cites written out: 《中华人民共和国行政处罚法》第五十八条."""
    return in_full(text, {one.source.law: one.title for one in desk.law.statutes})


def review_ground(desk: Desk) -> str:
    """Return why the case must be reviewed, as the submission and the opinion print it (处罚法58条, 目录)."""
    facts = desk.facts
    statutory = (
        (facts["public_interest"], N_("涉及重大公共利益（处罚法58条1款1项）")),
        (facts["heard"], N_("直接关系当事人或者第三人重大权益，经过听证程序（处罚法58条1款2项）")),
        (facts["legal_relations"], N_("案件情况疑难复杂、涉及多个法律关系（处罚法58条1款3项）")),
    )
    grounds = [text for applies, text in statutory if applies]
    if facts["review_basis"] == "catalogue" or not grounds:
        grounds.append(N_("列入本机关重大执法决定法制审核目录"))
    return "；".join(grounds)
