"""What the party said 陈述申辩、听证 in the round the decision rests on, and what became of it, told from the file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from workflows.guards.answered import ADOPTION_TERMS
from workflows.guards.desk import Desk
from workflows.guards.hearing_report import CONCLUSIONS
from workflows.guards.limited import day_of
from workflows.guards.noticed import FORM_TERMS, HEARING_REQUEST, STATEMENT, WAIVE_ALL, WAIVE_HEARING
from workflows.records.drafts import Statement
from workflows.records.reviews import Hearing
from workflows.rules.days import in_words

_STOPS = "。；，、"
_SILENT = "当事人在规定期限内未提出陈述、申辩意见。"


def words_of_party(desk: Desk) -> tuple[str, ...]:
    """Return every statement, request, waiver and hearing of the last served notice as a sentence, then each answer."""
    notice = desk.dossier.served_notice()
    said = [one for one in desk.dossier.statements if notice is not None and one.notice_id == notice.id]
    told = [_told(one, with_hearing=notice is not None and notice.right == "with_hearing") for one in said]
    if desk.facts["statement"] == "expired":
        told.append(_SILENT)
    hearing = next((one for one in reversed(desk.dossier.hearings) if notice and one.notice_id == notice.id), None)
    return (*told, *_answers(said), *(_of_hearing(hearing) if hearing is not None else ()))


def _told(one: Statement, *, with_hearing: bool) -> str:
    day, speaker = in_words(one.received_on), one.speaker or "当事人"
    form = FORM_TERMS.get(one.form, one.form)
    if one.kind == STATEMENT:
        return f"{day}，{speaker}以{form}方式提出陈述、申辩意见。"
    if one.kind == HEARING_REQUEST:
        return f"{day}，{speaker}以{form}方式要求听证。"
    if one.kind == WAIVE_HEARING:
        return f"{day}，{speaker}以{form}方式明确放弃要求听证的权利。"
    rights = "陈述、申辩和要求听证" if one.kind == WAIVE_ALL and with_hearing else "陈述、申辩"
    return f"{day}，{speaker}以{form}方式明确放弃{rights}的权利。"


def _answers(said: Sequence[Statement]) -> Iterator[str]:
    rows = [cast("Mapping[str, object]", row) for one in said for row in one.answers or ()]
    for number, row in enumerate(_each_once(rows), start=1):
        yield f"（{number}）" + _answer(row)


def _each_once(rows: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Every statement of a round keeps all answers of its review; each argument is told once."""
    return list({str(row["claim"]): row for row in rows}.values())


def _answer(row: Mapping[str, object]) -> str:
    claim, verified, reason = (str(row.get(name) or "").rstrip(_STOPS) for name in ("claim", "verification", "reason"))
    adopted = ADOPTION_TERMS.get(str(row.get("adopted")), "")
    return f"当事人提出：{claim}。复核情况：{verified}。本机关{adopted}，理由：{reason}。"


def _of_hearing(hearing: Hearing) -> Iterator[str]:
    if not hearing.is_accepted:
        yield f"本机关未受理听证申请，理由：{hearing.refusal_reason.rstrip(_STOPS)}。"
    elif hearing.outcome == "withdrawn":
        yield "当事人撤回听证申请。"
    elif hearing.outcome == "terminated" and hearing.held_at is not None:
        yield f"{in_words(day_of(hearing.held_at))}，本机关组织听证，听证依法终止。"
    report = hearing.report or {}
    for row in cast("Sequence[Mapping[str, object]]", report.get("arguments") or ()):
        yield "听证中，" + _answer(row)
    if report and hearing.held_at is not None:
        day, conclusion = in_words(day_of(hearing.held_at)), dict(CONCLUSIONS).get(str(report["conclusion"]), "")
        reasons = str(report.get("reasons") or "").rstrip(_STOPS)
        yield f"听证（{day}）后，听证主持人提出处理意见：{conclusion}，理由：{reasons}。"
