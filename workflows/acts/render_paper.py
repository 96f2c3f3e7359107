"""Making the file of an issued paper from its frozen fields; the first rendering wins and is journalled."""

from datetime import datetime

from workflows.acts.office.seal_journals import seal_in_turn
from workflows.documents.render import PROOF_CODE
from workflows.errors import ConflictError, RefusedError
from workflows.events import PaperIssued, PaperRendered
from workflows.guards.background import Arguments, Background, Effect
from workflows.guards.means import Means
from workflows.guards.template import template_by
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.wording import N_
from workflows.witness.codes import ProofCode


def make_paper_file(arguments: Arguments, background: Background) -> Effect:
    """Do the job ``render``: make a paper's file and keep it by its hash; the effect enters it into the case."""
    paper_id = int(str(arguments["paper_id"]))
    means = background.means
    with background.archive.reading() as records:
        paper = records.get(Paper, paper_id)
        template = template_by(paper.template_sha, means.papers[paper.kind], means=means)
    _seal_first(background)
    content = render_paper(paper_id, archive=background.archive, means=means)
    # The template goes with the file, so that it can be shown what the paper was made from, whatever comes later.
    means.storage.put(template)
    sha = means.storage.put(content)
    return lambda records: enter_paper_file(paper_id, sha, len(content), records=records, now=background.now())


def render_paper(paper_id: int, *, archive: Archive, means: Means) -> bytes:
    """Return a paper's .docx, outside any transaction: rendering is slow and touches nothing."""
    with archive.reading() as records:
        paper = records.get(Paper, paper_id)
        kind = means.papers[paper.kind]
        fields = dict(paper.fields)
        sha = paper.template_sha
        code = _code_of(paper, records)
    if code is not None:
        fields[PROOF_CODE] = code.address(means.witness.address)
    return means.render(template_by(sha, kind, means=means), kind, fields)


def enter_paper_file(paper_id: int, sha: str, size: int, *, records: Records, now: datetime) -> None:
    """Enter the first rendering of a paper and write it into the case's journal."""
    paper = records.get(Paper, paper_id)
    if records.find_where(PaperFile, PaperFile.paper_id == paper_id) is not None:
        return
    records.add(PaperFile(paper_id=paper_id, sha=sha, size=size, rendered_at=now))
    event = PaperRendered(paper_id, sha, size)
    records.journal.append(paper.case_id, kind=event.kind(), actor_id=0, actor=N_("系统"), now=now, body=event.body())


def _seal_first(background: Background) -> None:
    """Seal what waits, so that the code on the paper can name a checkpoint that already holds its issue.

    Whoever else is sealing is waited for; when that takes too long the job fails and is tried again. Where no key lies,
    or not the right one, the paper is made all the same; why, the sealer's own round says.
    """
    try:
        seal_in_turn(background.archive, background.means.witness, now=background.system_now())
    except (ConflictError, RefusedError):
        return


def _code_of(paper: Paper, records: Records) -> ProofCode | None:
    """Return the code of the entry by which a paper was issued."""
    issued = records.journal.list_entries(paper.case_id, kind=PaperIssued.kind())
    entry = next((one for one in issued if one.body["body"]["paper_id"] == paper.id), None)  # type: ignore[index]
    if entry is None:
        return None
    newest = records.log.find_checkpoint()
    is_sealed = newest is not None and entry.seq in records.log.places_of_case(paper.case_id)
    return ProofCode(paper.case_id, entry.seq, newest.size if newest is not None and is_sealed else 0, entry.hash)
