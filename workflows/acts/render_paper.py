"""Making the file of an issued paper from its frozen fields; the first rendering wins and is journalled."""

from datetime import datetime

from workflows.events import PaperRendered
from workflows.guards.means import Means
from workflows.guards.template import template_by
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.wording import N_


def render_paper(paper_id: int, *, archive: Archive, means: Means) -> bytes:
    """Return a paper's .docx, outside any transaction: rendering is slow and touches nothing."""
    with archive.reading() as records:
        paper = records.get(Paper, paper_id)
        kind = means.papers[paper.kind]
        fields = dict(paper.fields)
        sha = paper.template_sha
    return means.render(template_by(sha, kind, means=means), kind, fields)


def keep_paper_file(paper_id: int, content: bytes, *, records: Records, means: Means, now: datetime) -> None:
    """Keep the first rendering of a paper and write it into the case's journal."""
    paper = records.get(Paper, paper_id)
    if records.find_where(PaperFile, PaperFile.paper_id == paper_id) is not None:
        return
    # The template goes with the file, so that it can be shown what the paper was made from, whatever comes later.
    means.storage.put(template_by(paper.template_sha, means.papers[paper.kind], means=means))
    sha = means.storage.put(content)
    records.add(PaperFile(paper_id=paper_id, sha=sha, size=len(content), rendered_at=now))
    event = PaperRendered(paper_id, sha, len(content))
    records.journal.append(paper.case_id, kind=event.kind(), actor_id=0, actor=N_("系统"), now=now, body=event.body())
