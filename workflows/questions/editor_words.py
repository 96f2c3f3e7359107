"""The words an administrator chooses from in the flow editor: acts, roles, facts and values, periods, messages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflows.forms import SHANGHAI
from workflows.guards.means import Means
from workflows.lawbook.provisions import ClockLaw
from workflows.process.bundle import Bundle
from workflows.process.checks.messages_are_known import MESSAGES
from workflows.process.diagram import NodeKind
from workflows.questions.flow_draft import find_draft
from workflows.records.transaction import Records
from workflows.rules.periods import Unit
from workflows.vocabulary.acts import FORM_ACT, SITE_ACTS, STEP_ACTS, Act
from workflows.vocabulary.facts import FACTS, Fact, FactKind
from workflows.vocabulary.roles import HANDLING_UNIT, ROLE_TERMS, Actor, Role
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.value_terms import term_of
from workflows.vocabulary.wording import N_, Phrase

UNITS: Final[Mapping[str, str]] = {
    HANDLING_UNIT: N_("承办机构"),
    "legal": N_("法制机构"),
    "leaders": N_("机关负责人"),
    "disclosure": N_("公示机构"),
    "archive": N_("档案机构"),
}
"""The units a lane may name; where a role usually works stands in ``UNIT_OF``."""

UNIT_OF: Final[Mapping[Role, str]] = {
    Role.HANDLER: HANDLING_UNIT,
    Role.UNIT_HEAD: HANDLING_UNIT,
    Role.SERVER: HANDLING_UNIT,
    Role.REVIEWER: "legal",
    Role.LEGAL_HEAD: "legal",
    Role.HEARING_CHAIR: "legal",
    Role.HEARING_CLERK: "legal",
    Role.LEADER: "leaders",
    Role.PRINCIPAL: "leaders",
    Role.DELIBERATOR: "leaders",
    Role.MINUTE_TAKER: "leaders",
    Role.DISCLOSURE_COLLECTOR: "disclosure",
    Role.DISCLOSURE_EXAMINER: "disclosure",
    Role.DISCLOSURE_PUBLISHER: "disclosure",
    Role.ARCHIVIST: "archive",
}

MESSAGE_TERMS: Final[Mapping[str, str]] = {"exit_approved": N_("批准撤销、终止或者移送")}

# Under which stage an administrator looks for an act; a stage's acts are those from its first on, in their order.
_FIRST_OF_STAGE: Final = {
    "register_source": "filing",
    "assign_officers": "investigation",
    "issue_notice": "notice",
    "finalise_draft": "decision",
    "submit_review": "review",
    "deliberate": "deliberation",
    "decide_penalty": "decision",
    "choose_service": "execution",
    "approve_exit": "decision",
    "form_referral_team": "decision",
    "collect_disclosure": "execution",
    "close_case": "closing",
}

# The facts under headings, each from its first on.
_FIRST_OF_GROUP: Final = {
    "party_kind": N_("案件情况"),
    "filing": N_("立案和处理方向"),
    "fine": N_("拟作处罚"),
    "notice_right": N_("告知、陈述申辩和听证"),
    "review": N_("法制审核和集体讨论"),
    "signing": N_("决定和执行"),
}

_UNITS_SAID: Final[Mapping[Unit, str]] = {
    Unit.WORKING: N_("{term}：{length} 个工作日（{article}）"),
    Unit.CALENDAR: N_("{term}：{length} 日（{article}）"),
    Unit.HOUR: N_("{term}：{length} 小时（{article}）"),
    Unit.MONTH: N_("{term}：{length} 个月（{article}）"),
    Unit.YEAR: N_("{term}：{length} 年（{article}）"),
}


@dataclass(frozen=True, slots=True)
class ActWord:
    """One act as the palette offers it.

    ``label`` is what is written into the diagram, ``clocks`` what the law says about periods that it starts or ends:
    those run by themselves, so a step is never drawn with a limit of its own (本机关期限) beside them.
    """

    id: str
    label: str
    roles: Sequence[str]
    stage: str
    article: str
    clocks: Sequence[str]


@dataclass(frozen=True, slots=True)
class RoleWord:
    """One role, and the unit where it usually works."""

    id: str
    term: str
    unit: str


@dataclass(frozen=True, slots=True)
class FactWord:
    """One fact with its values, each with its term, under the heading where it is looked for."""

    name: str
    term: str
    kind: str
    group: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EditorWords:
    """Everything an editor of this draft offers; ``published`` are the ids of steps that no longer change."""

    title: str
    status: str
    acts: Sequence[ActWord]
    sites: Mapping[str, str]
    stages: Mapping[str, str]
    roles: Sequence[RoleWord]
    units: Mapping[str, str]
    facts: Sequence[FactWord]
    clocks: Mapping[str, str]
    messages: Mapping[str, str]
    part_stages: Mapping[str, str]
    published: Collection[str]


def list_editor_words(draft_id: int, *, actor: Actor, records: Records, means: Means, now: datetime) -> EditorWords:
    """Return the words for the editor of a draft of the person's agency."""
    draft = find_draft(draft_id, actor=actor, records=records)
    base = means.flow(records, draft.base_sha)
    clocks = means.law.clocks_on(_day(now))
    return EditorWords(
        title=draft.title,
        status=draft.status,
        acts=_acts(clocks),
        sites={act.id: act.term for act in SITE_ACTS},
        stages=STAGES,
        roles=[RoleWord(role.value, ROLE_TERMS[role], unit) for role, unit in UNIT_OF.items()],
        units=UNITS,
        facts=_facts(),
        clocks={one.id: _said(one) for one in clocks},
        messages={name: MESSAGE_TERMS[name] for name in MESSAGES},
        part_stages=_part_stages(base),
        published=sorted(_ids(base)),
    )


def _day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def _acts(clocks: Sequence[ClockLaw]) -> list[ActWord]:
    words: list[ActWord] = []
    stage = ""
    for act in STEP_ACTS:
        stage = _FIRST_OF_STAGE.get(act.id, stage)
        words.append(_act(act, stage, clocks))
    return [*words, ActWord(FORM_ACT.id, FORM_ACT.term, [role.value for role in UNIT_OF], "", "", ())]


def _act(act: Act, stage: str, clocks: Sequence[ClockLaw]) -> ActWord:
    ended = [one for one in clocks if any(trigger.act == act.id for trigger in one.stops)]
    begun = [one for one in clocks if any(trigger.act == act.id for trigger in one.starts) and one not in ended]
    return ActWord(
        id=act.id,
        label=act.term,
        roles=[role.value for role in act.roles],
        stage=stage,
        article=act.article,
        clocks=[
            *(Phrase(N_("办结即止：{clock}"), clock=_said(one)) for one in ended),
            *(Phrase(N_("办结起算：{clock}"), clock=_said(one)) for one in begun),
        ],
    )


def _said(clock: ClockLaw) -> str:
    article = clock.source.citation
    if clock.length is None:
        return Phrase(N_("{term}：天数由文书确定（{article}）"), term=clock.term, article=article)
    return Phrase(_UNITS_SAID[clock.unit], term=clock.term, length=clock.length, article=article)


def _facts() -> list[FactWord]:
    words: list[FactWord] = []
    group = ""
    for fact in FACTS.values():
        group = _FIRST_OF_GROUP.get(fact.name, group)
        words.append(FactWord(fact.name, fact.term, fact.kind.value, group, _values(fact)))
    return words


def _values(fact: Fact) -> list[tuple[str, str]]:
    return [(value, term_of(fact, value)) for value in fact.values] if fact.kind is FactKind.CHOICE else []


def _part_stages(bundle: Bundle) -> dict[str, str]:
    """Return the stage in which the main flow calls each part, so that it is found beside the acts of that stage."""
    calls = bundle.diagrams[bundle.process].of_kind(NodeKind.CALL)
    return {node.called: node.properties["stage"] for node in calls if "stage" in node.properties}


def _ids(bundle: Bundle) -> set[str]:
    """Return the ids that finished cases may hold."""
    flows = (flow for diagram in bundle.diagrams.values() for flow in diagram.flows)
    return {*bundle.places, *flows}
