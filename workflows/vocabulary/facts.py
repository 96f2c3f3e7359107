"""Facts 事实要素: the closed, typed vocabulary that gateways and tables read (design decision 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from workflows.vocabulary.wording import N_

FactValue: TypeAlias = str | bool | int


class FactKind(StrEnum):
    """What a fact can hold: one of a list, a truth, money in integer 分, or a day as its proleptic ordinal."""

    CHOICE = "choice"
    TRUTH = "truth"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name in expressions, its statutory term and the values it may take, the first one initial.

    ``called`` are the words an administrator's form gives its own answers, as (value, words).
    """

    name: str
    term: str
    kind: FactKind
    values: tuple[str, ...] = ()
    called: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def initial(self) -> FactValue:
        """Return the value every run starts with."""
        if self.kind is FactKind.CHOICE:
            return self.values[0]
        return False if self.kind is FactKind.TRUTH else 0

    def admits(self, value: object) -> bool:
        """Say whether ``value`` is one this fact may hold."""
        if self.kind is FactKind.CHOICE:
            return isinstance(value, str) and value in self.values
        if self.kind is FactKind.TRUTH:
            return isinstance(value, bool)
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _choice(name: str, term: str, *values: str) -> Fact:
    return Fact(name, term, FactKind.CHOICE, values)


def _truth(name: str, term: str) -> Fact:
    return Fact(name, term, FactKind.TRUTH)


def _money(name: str, term: str) -> Fact:
    return Fact(name, term, FactKind.MONEY)


def _day(name: str, term: str) -> Fact:
    return Fact(name, term, FactKind.DAY)


_ALL = (
    # What the case is
    _choice("party_kind", N_("当事人类别"), "citizen", "sole_trader", "organisation"),
    _choice("category", N_("执法类别"), "penalty", "coercion", "licence", "inspection", "expropriation"),
    _choice("level", N_("执法层级"), "county", "city", "province", "township"),
    _choice("domain", N_("所属领域"), "civil_affairs", "market", "commerce", "environment", "other"),
    _truth("public_interest", N_("涉及重大公共利益")),
    _truth("legal_relations", N_("案件疑难复杂、涉及多个法律关系")),
    _truth("grave", N_("情节复杂或者重大违法行为")),
    _truth("mitigated", N_("拟减轻处罚")),
    # When: the day of the latest step, by which a table chooses between rows of different periods
    _day("judged_on", N_("判定日期")),
    # Filing and route
    _choice("filing", N_("立案"), "none", "filed", "refused", "referred_out"),
    _choice("endorsement", N_("承办机构负责人审查"), "none", "endorsed", "back"),
    _choice(
        "route",
        N_("处理方向"),
        "none",
        "penalise",
        "no_penalty",
        "not_made_out",
        "transfer_crime",
        "transfer_agency",
        "revoke_filing",
        "terminate",
    ),
    _truth("reconsider", N_("须重新研究处理方向")),
    # What is intended
    _money("fine", N_("拟罚款")),
    _money("confiscation", N_("拟没收金额")),
    _money("penalty_total", N_("拟罚没款合计")),
    _truth("heavy_kind", N_("吊销、停产停业、责令关闭、限制从业等")),
    _truth("hearing_right", N_("有听证权")),
    _choice("review_basis", N_("审核依据"), "none", "catalogue", "statutory"),
    _truth("must_deliberate", N_("须集体讨论")),
    # Notice, statement, hearing
    _choice("notice_right", N_("告知的权利"), "none", "statement_only", "with_hearing"),
    _choice("notice", N_("告知轮次"), "none", "issued", "served", "done"),
    _choice("statement", N_("陈述申辩"), "none", "made", "expired", "waived"),
    _choice("hearing_request", N_("听证申请"), "none", "requested", "accepted", "refused", "waived"),
    _choice("hearing", N_("本轮听证"), "none", "held", "terminated", "withdrawn"),
    _truth("heard", N_("曾经听证")),
    _truth("hearing_report_due", N_("听证已经举行、报告尚未作出")),
    _choice("defence", N_("复核结果"), "none", "rejected", "adopted_part", "adopted_full"),
    _choice("change", N_("较末次告知之变化"), "none", "wording", "lighter", "basis", "heavier"),
    _choice("change_cause", N_("加重原因"), "none", "new_evidence", "legal_correction", "defence"),
    # Review and deliberation
    _choice(
        "review",
        N_("审核结论"),
        "none",
        "pass",
        "pass_edit",
        "return_evidence",
        "return_law",
        "return_procedure",
        "return_materials",
        "suggest_no_penalty",
        "suggest_transfer",
    ),
    _choice("return_to", N_("退回环节"), "none", "investigate", "report", "notice", "hearing"),
    _choice("rereview", N_("复审"), "none", "requested", "done"),
    _truth("edit_confirmed", N_("现稿已经审核人确认")),
    _truth("review_returned", N_("审核退回或者建议改变后尚未重新审核")),
    _choice("deliberation", N_("集体讨论"), "none", "approved", "amended", "remanded", "rejected"),
    # Decision and what follows
    _choice("signing", N_("签发"), "none", "signed", "returned"),
    _choice("decision", N_("决定"), "none", "penalty", "no_penalty"),
    _choice(
        "service_way",
        N_("送达方式"),
        "none",
        "direct",
        "left",
        "electronic",
        "entrusted",
        "mail",
        "forwarded",
        "public_notice",
    ),
    _truth("decision_served", N_("决定已送达")),
    _choice("disclosure_review", N_("公示审查"), "none", "publish", "exempt"),
    _choice("disclosure", N_("公示"), "none", "published", "exempted", "withdrawn"),
    _choice("performance", N_("履行"), "none", "done", "instalments", "overdue", "court", "ended"),
    _choice("correction", N_("责令改正"), "none", "ordered", "verified", "refused"),
    _choice("referral", N_("移送审批"), "none", "approved", "refused"),
    _choice("police", N_("公安答复"), "none", "filed", "declined", "returned"),
    _truth("refusal_objected", N_("已对不予立案提出异议")),
    _choice("remedy", N_("救济"), "none", "open", "upheld", "changed", "revoked"),
    _truth("stay", N_("停止执行")),
    _truth("suspended", N_("中止调查")),
)

FACTS: dict[str, Fact] = {fact.name: fact for fact in _ALL}

# What any change of the content undoes (path.md §3.2 CONTENT_RESET; 处罚法57条、58条).
CONTENT_RESET: dict[str, FactValue] = {"review": "none", "edit_confirmed": False, "deliberation": "none"}


def initial_facts() -> dict[str, FactValue]:
    """Return the facts of a run that has just begun."""
    return {fact.name: fact.initial for fact in _ALL}


def told_facts(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts that differ from their initial values: what a run keeps of them."""
    return {name: value for name, value in facts.items() if name not in FACTS or value != FACTS[name].initial}


def all_facts(told: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return every fact of a run from those it keeps."""
    return {**initial_facts(), **told}
