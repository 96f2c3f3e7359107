"""Making the file of an issued paper from its frozen fields; the first rendering wins and is journalled."""

from datetime import datetime

from workflows.documents.build import template_for
from workflows.events import PaperRendered
from workflows.guards.means import Means
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.wording import N_


def render_paper(paper_id: int, *, archive: Archive, means: Means) -> bytes:
    """Return a paper's .docx, outside any transaction: rendering is slow and touches nothing."""
    with archive.reading() as records:
        paper = records.get(Paper, paper_id)
        kind = means.papers[paper.kind]
        fields = dict(paper.fields)
    return means.render(template_for(kind), kind, fields)


def keep_paper_file(paper_id: int, content: bytes, *, records: Records, means: Means, now: datetime) -> None:
    """Keep the first rendering of a paper and write it into the case's journal."""
    paper = records.get(Paper, paper_id)
    if records.find_where(PaperFile, PaperFile.paper_id == paper_id) is not None:
        return
    sha = means.storage.put(content)
    records.add(PaperFile(paper_id=paper_id, sha=sha, size=len(content), rendered_at=now))
    event = PaperRendered(paper_id, sha, len(content))
    records.journal.append(paper.case_id, kind=event.kind(), actor_id=0, actor=N_("系统"), now=now, body=event.body())
