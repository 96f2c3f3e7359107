"""调查经过: what happened in a case day by day, gathered from the file so that nobody types it again."""

from collections.abc import Iterator
from datetime import date

from workflows.guards.limited import day_of
from workflows.records.dossier import Dossier


def chronicle(dossier: Dossier) -> list[dict[str, object]]:
    """Return the course of the investigation, oldest first, as the report prints it."""
    told = sorted((*_beginning(dossier), *_collecting(dossier), *_measures(dossier)), key=lambda one: one[0])
    return [{"happened_on": day, "event": event} for day, event in told]


def _beginning(dossier: Dossier) -> Iterator[tuple[date, str]]:
    yield dossier.case.received_on, "受理线索"
    if dossier.case.filed_on is not None:
        yield dossier.case.filed_on, "经本机关负责人批准立案"
    assigned = dossier.last_step("assign_officers")
    if assigned is not None:
        names = "、".join(one.name for one in dossier.handlers())
        yield assigned.done_on, f"指派{names}办案"


def _collecting(dossier: Dossier) -> Iterator[tuple[date, str]]:
    for record in dossier.investigation_records:
        yield day_of(record.started_at), f"制作《{record.title}》" + ("（已重新制作）" if record.replaced_by else "")
    for one in dossier.evidence:
        if one.record_id is None:
            yield day_of(one.collected_at), f"收集证据“{one.name}”"


def _measures(dossier: Dossier) -> Iterator[tuple[date, str]]:
    for one in dossier.preservations:
        yield one.preserved_on, "经本机关负责人批准先行登记保存证据"
        if one.disposed_on is not None:
            yield one.disposed_on, "对先行登记保存的证据作出处理决定"
    for order in dossier.corrections:
        yield order.ordered_on, "作出《责令改正通知书》，责令当事人改正"
        if order.verified_on is not None:
            yield order.verified_on, "复查改正情况"
    for pause in dossier.suspensions:
        yield pause.since, "经本机关负责人批准中止调查"
        if pause.until is not None:
            yield pause.until, "恢复调查"
    for extended in dossier.clock_extensions:
        yield day_of(extended.approved_at), f"经批准延长办案期限{extended.days}日"
