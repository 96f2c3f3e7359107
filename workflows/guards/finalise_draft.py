"""拟定决定书草案: compared kind by kind with what was told; never heavier for the defence (处罚法44、45、65条)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.heard import last_hearing
from workflows.guards.intended import (
    as_rule_draft,
    content_of,
    draft_fields,
    known_draft,
    rule_draft_of,
    told_draft,
    wording_of,
)
from workflows.guards.limited import only_when
from workflows.guards.party_words import words_of_party
from workflows.guards.ranges import objections_to_kinds
from workflows.records.drafts import Draft
from workflows.rules.defence import objection_to_skipping_review
from workflows.rules.hearing import objection_to_missing_report, objection_to_unheld_hearing
from workflows.rules.notice import objection_to_change
from workflows.rules.penalties import Change, compare
from workflows.vocabulary.wording import N_, Objection

DIRECTIONS = (("penalise", N_("拟予行政处罚")), ("reconsider", N_("不再拟予处罚，报请重新研究处理方向")))
CAUSES = (
    ("none", N_("未加重")),
    ("new_evidence", N_("有新的证据")),
    ("legal_correction", N_("纠正法律适用")),
    ("defence", N_("当事人陈述申辩（不得以此加重）")),
)
_IF_PENALISED = ("direction", ("penalise",))


def form(desk: Desk) -> Form:
    """Ask for the draft, opened with the last one, or for the reasons no longer to punish."""
    return Form(
        (
            Field("direction", N_("处理意见"), Kind.CHOICE, options=DIRECTIONS),
            Field(
                "direction_reason",
                N_("不再拟予处罚的理由"),
                Kind.PARAGRAPH,
                shown_when=("direction", ("reconsider",)),
            ),
            *(replace(one, shown_when=_IF_PENALISED) for one in draft_fields(desk)),
            Field(
                "defence_text",
                N_("陈述申辩、听证意见的采纳情况和理由"),
                Kind.PARAGRAPH,
                shown_when=_IF_PENALISED,
                help=N_("决定书原样引用；当事人未提出意见的写明未提出"),
            ),
            Field(
                "change_cause", N_("较已送达的告知加重的原因"), Kind.CHOICE, options=CAUSES, shown_when=_IF_PENALISED
            ),
        )
    ).with_initial({"direction": "penalise", "change_cause": "none", **_known(desk)})


def change_of(desk: Desk, answers: Answers) -> Change:
    """Return how the answers differ from the notice last served; computed, never chosen."""
    told = told_draft(desk)
    intended = as_rule_draft(content_of(desk, answers), wording_of(answers))
    return compare(rule_draft_of(told) if told else None, intended)


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a draft before the party was heard out, or heavier without a lawful cause."""
    facts, hearing = desk.facts, last_hearing(desk)
    took_place = facts["hearing"] in {"held", "terminated"}
    reported = hearing is not None and hearing.report_paper_id is not None
    found = [
        _objection_to_notice(desk),
        objection_to_skipping_review(statement=str(facts["statement"]), defence=str(facts["defence"])),
        objection_to_unheld_hearing(hearing_request=str(facts["hearing_request"]), hearing=str(facts["hearing"])),
        objection_to_missing_report(heard=took_place, has_report=reported),
    ]
    if answers is not None and answers.text("direction") == "penalise":
        intended = Draft(content=content_of(desk, answers), wording=wording_of(answers))
        found += objections_to_kinds(desk, intended)
        change = change_of(desk, answers)
        found.append(objection_to_change(change=change.value, cause=answers.text("change_cause")))
    return only_when("direction", "penalise", found)


def _objection_to_notice(desk: Desk) -> Objection | None:
    if told_draft(desk) is not None:
        return None
    text = N_("事先告知书尚未送达，不能拟定决定书草案，请先送达告知书")
    return Objection("notice-not-served", text, article="处罚法44条")


def _known(desk: Desk) -> dict[str, object]:
    draft = desk.dossier.last_draft()
    known = known_draft(draft)
    drafted = str(draft.wording.get("defence") or "") if draft else ""
    return {**known, "defence_text": drafted or "\n".join(words_of_party(desk))}
