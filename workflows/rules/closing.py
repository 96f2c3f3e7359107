"""When a case may be closed 结案 and archived 归档 (处罚法47条, 市监程序规定77条; path.md PO-23)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflows.rules.evidence import PreservedItem, objection_to_undisposed
from workflows.vocabulary.wording import N_, Objection, listed

_EXITS = frozenset({"revoke_filing", "terminate"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of the run that closing depends on, and what the records add.

    ``exit_approved``: 撤销立案、终止 approved; ``handed_over``: the case is with the agency that has jurisdiction.
    """

    filing: str = "filed"
    route: str = "penalise"
    decision: str = "none"
    decision_served: bool = False
    performance: str = "none"
    disclosure: str = "none"
    correction: str = "none"
    police: str = "none"
    exit_approved: bool = False
    party_informed: bool = False
    handed_over: bool = False


def objections_to_closing(*, outcome: Outcome, items: Sequence[PreservedItem] = ()) -> tuple[Objection, ...]:
    """Return everything still open: the result, its service, performance, disclosure, correction and property."""
    found = [*_objections_to_result(outcome), _objection_to_correction(outcome), objection_to_undisposed(items=items)]
    return tuple(one for one in found if one)


def objections_to_exit(*, ground: str, reason: str, items: Sequence[PreservedItem] = ()) -> tuple[Objection, ...]:
    """Refuse an exit 撤销立案、终止调查 without ground and reason, or with property undisposed."""
    found = [objection_to_undisposed(items=items)]
    if ground not in _EXITS:
        text = N_("请选择撤销立案或者终止调查")
        found.append(Objection("exit-without-ground", text, article="处罚法57条1款"))
    if not reason.strip():
        text = N_("撤销立案、终止调查应当说明理由，请填写")
        found.append(Objection("exit-without-reason", text, article="处罚法57条1款"))
    return tuple(one for one in found if one)


def objections_to_archiving(
    *, filing: str, is_closed: bool, unrendered: Collection[str] = (), informant_unanswered: bool = False
) -> tuple[Objection, ...]:
    """Refuse to archive an open case, papers that do not exist yet, or a named informant left without an answer."""
    found = list[Objection]()
    if filing == "filed" and not is_closed:
        text = N_("案件尚未结案，不得归档，请先办理结案")
        found.append(Objection("archive-before-closing", text, article="处罚法47条"))
    if unrendered:
        text = N_("“{papers}”尚未生成，案卷不完整，请稍后归档")
        found.append(Objection("archive-incomplete", text, {"papers": listed(unrendered)}, article="处罚法47条"))
    if informant_unanswered:
        text = N_("尚未答复实名举报人，请先答复")
        found.append(Objection("informant-unanswered", text, article="处罚法54条"))
    return tuple(found)


def _objections_to_result(outcome: Outcome) -> tuple[Objection | None, ...]:
    if outcome.decision == "penalty":
        return (_objection_to_service(outcome), _objection_to_performance(outcome), _objection_to_disclosure(outcome))
    if outcome.decision == "no_penalty":
        return (_objection_to_service(outcome),)
    if outcome.police == "filed":
        return (_objection_to_items_kept(outcome),)
    if outcome.route in _EXITS:
        return (_objection_to_exit_open(outcome),)
    if outcome.route == "transfer_agency" and outcome.handed_over:
        return ()
    text = N_("案件尚无处理结果，不得结案，请先作出决定或者办理移送、撤销、终止")
    return (Objection("closing-without-result", text, article="处罚法57条1款"),)


def _objection_to_service(outcome: Outcome) -> Objection | None:
    if outcome.decision_served:
        return None
    text = N_("决定书尚未送达，不得结案，请先送达")
    return Objection("closing-unserved", text, article="处罚法61条")


def _objection_to_performance(outcome: Outcome) -> Objection | None:
    if outcome.performance in {"done", "ended"}:
        return None
    text = N_("处罚决定尚未履行完毕，也未终结执行，不得结案，请先登记履行情况或者办理终结执行")
    return Objection("closing-unperformed", text, article="处罚法66条")


def _objection_to_disclosure(outcome: Outcome) -> Objection | None:
    if outcome.disclosure != "none":
        return None
    text = N_("处罚决定尚未公示，也未经批准不予公示，不得结案，请先办结公示")
    return Objection("closing-undisclosed", text, article="处罚法48条1款")


def _objection_to_correction(outcome: Outcome) -> Objection | None:
    if outcome.correction != "ordered":
        return None
    text = N_("已责令改正但尚未复查，不得结案，请先办理改正复查")
    return Objection("closing-unverified-correction", text, article="处罚法28条1款")


def _objection_to_items_kept(outcome: Outcome) -> Objection | None:
    if outcome.handed_over:
        return None
    text = N_("公安机关已立案，涉案物品和材料尚未移交，不得结案，请先办结移交")
    return Objection("closing-items-kept", text, article="310号令12条")


def _objection_to_exit_open(outcome: Outcome) -> Objection | None:
    if not outcome.exit_approved:
        text = N_("撤销立案、终止调查尚未经机关负责人批准，不得结案，请先报批")
        return Objection("closing-exit-unapproved", text, article="处罚法57条1款")
    if not outcome.party_informed:
        text = N_("尚未将撤销立案、终止调查的情况通知当事人，不得结案，请先通知")
        return Objection("closing-party-uninformed", text, article="处罚法57条1款")
    return None
