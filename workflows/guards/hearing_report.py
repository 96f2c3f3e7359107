"""听证报告: what the hearing showed and what follows, resting on the signed record alone (处罚法65条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.answered import argument_rows, judged
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids
from workflows.guards.heard import last_hearing, record_of
from workflows.rules.defence import objections_to_review
from workflows.rules.hearing import objection_to_report
from workflows.rules.separation import objection_to_hearing_chair
from workflows.vocabulary.wording import N_, Objection

CONCLUSIONS = (
    ("keep", N_("维持拟处罚意见")),
    ("change", N_("变更拟处罚意见")),
    ("investigate", N_("补充调查")),
    ("no_penalty", N_("不予处罚")),
)


def form(desk: Desk) -> Form:
    """Ask for the report; the two cases are taken over from the record."""
    hearing = last_hearing(desk)
    record = hearing.record or {} if hearing else {}
    known = {name: record.get(name, "") for name in ("investigators_case", "party_case")}
    return Form(
        (
            Field("investigators_case", N_("调查人员提出的事实、证据和建议"), Kind.PARAGRAPH),
            Field("party_case", N_("当事人的申辩"), Kind.PARAGRAPH),
            Field("focus", N_("质证的焦点"), Kind.PARAGRAPH),
            Field("evidence_finding", N_("证据认定意见"), Kind.PARAGRAPH),
            argument_rows(N_("对当事人在听证中提出的意见逐条答复"), required=False),
            Field("conclusion", N_("处理意见"), Kind.CHOICE, options=CONCLUSIONS),
            Field("reasons", N_("处理意见的理由"), Kind.PARAGRAPH),
            Field("cites_record", N_("本报告依据本轮听证笔录作出"), Kind.FLAG, required=False),
        )
    ).with_initial(known)


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a report by an investigator, or one that does not rest on the signed record."""
    hearing = last_hearing(desk)
    record = record_of(hearing) if hearing is not None else None
    found = [objection_to_hearing_chair(person_id=desk.actor.id, investigator_ids=handler_ids(desk.dossier))]
    if answers is None:
        found.append(objection_to_report(cited_record_ids={record.id} if record else set(), record=record))
        return [one for one in found if one is not None]
    cited = {record.id} if record and answers.flag("cites_record") else set[int]()
    found.append(objection_to_report(cited_record_ids=cited, record=record))
    if answers.rows("arguments"):
        found.extend(objections_to_review(arguments=judged(answers, on_file=())))
    return [one for one in found if one is not None]
