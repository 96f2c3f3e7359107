"""文书模板的记录: what becomes of a version of a template is written into the journal outside any case."""

from datetime import datetime

from workflows.documents.catalogue import PaperKind
from workflows.events import TemplateChanged
from workflows.records.templates import PaperTemplate
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


def note_template(
    template: PaperTemplate,
    change: str,
    kind: PaperKind,
    *,
    actor: Actor,
    records: Records,
    now: datetime,
    reason: str = "",
) -> None:
    """Write down what became of a version, with the hash of its file."""
    from_day = template.effective_from.isoformat() if template.effective_from else ""
    event = TemplateChanged(kind.id, kind.name, template.version, change, template.sha, from_day, reason)
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
