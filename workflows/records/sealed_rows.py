"""Rows that the case journal speaks of, held against it: what was answered, what was issued, what was printed.

An entry cannot be changed unnoticed, a row beside it could: whoever owns the database may lift its seals. So each entry
that tells of a finished step, a paper or its file has the hashes of that row, and each such row its entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, Final

import orjson
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from workflows.records.chain import sha_of
from workflows.records.journal import Break, case_journal
from workflows.records.papers import Paper, PaperFile
from workflows.records.run_tables import finished_steps
from workflows.vocabulary.progress import EVERY, Progress, nobody

STEP_DIFFERS: Final = "a finished step is not what its entry says"
PAPER_DIFFERS: Final = "a paper is not what its entry says"
FILE_DIFFERS: Final = "the file of a paper is not what its entry says"

_KINDS: Final = ("ActDone", "PaperIssued", "PaperRendered")
_AT_ONCE: Final = 1000
_OF_STEP: Final = (
    "case_id", "act", "site", "round", "by_id", "by_name", "done_on", "persons", "summary", "answers", "facts"
)  # fmt: skip


@dataclass(slots=True)
class _OfCase:
    """What a case's journal tells, in its order, and the rows that stand there for it."""

    last: int = 0
    entries: dict[str, list[tuple[int, int, str, Mapping[str, Any]]]] = field(
        default_factory=lambda: {kind: [] for kind in _KINDS}
    )
    steps: list[Any] = field(default_factory=list)
    papers: dict[int, Any] = field(default_factory=dict)
    files: dict[int, Any] = field(default_factory=dict)


def find_altered_row(
    session: Session, progress: Progress = nobody, *, before_it: int = 0, total: int = 0
) -> Break | None:
    """Return the first entry whose row differs from it or is missing, or behind which a row without entry stands."""
    done = 0
    for case_id, told in _cases(session):
        for seq, fault in (*_steps(told), *_papers(told), *_files(told)):
            return Break(str(case_journal.name), case_id, seq, fault)
        before, done = done, done + sum(len(entries) for entries in told.entries.values())
        if done // EVERY > before // EVERY:
            progress(before_it + done, total)
    progress(before_it + done, total)
    return None


def count_told(session: Session) -> int:
    """Return how many entries are held against their rows."""
    query = select(func.count()).select_from(case_journal).where(case_journal.c.kind.in_(_KINDS))
    return int(session.execute(query).scalar_one())


def _steps(told: _OfCase) -> Iterator[tuple[int, str]]:
    for entry, row in zip_longest(told.entries["ActDone"], told.steps):
        if entry is None or row is None or not _is_step(row, entry):
            yield entry[0] if entry is not None else told.last + 1, STEP_DIFFERS


def _is_step(row: Any, entry: tuple[int, int, str, Mapping[str, Any]]) -> bool:  # noqa: ANN401 -- a row of the database
    _, actor_id, actor, body = entry
    return (
        (row.act, row.site, row.round, row.by_id, row.by_name)
        == (body["act"], body["site"], body["round"], actor_id, actor)
        and row.done_on.isoformat() == body["done_on"]
        and list(row.persons) == list(body["persons"])
        and body["summary"] in {"", row.summary}
        and sha_of({"answers": row.answers, "facts": row.facts}) == body["content_sha"]
    )


def _papers(told: _OfCase) -> Iterator[tuple[int, str]]:
    rows = dict(told.papers)
    for seq, _, _, body in told.entries["PaperIssued"]:
        row = rows.pop(body["paper_id"], None)
        if row is None or not _is_paper(row, body):
            yield seq, PAPER_DIFFERS
    if rows:
        yield told.last + 1, PAPER_DIFFERS


def _is_paper(row: Any, body: Mapping[str, Any]) -> bool:  # noqa: ANN401 -- a row of the database
    names = ("number", "fields_sha", "template_sha")
    is_same = row.kind == body["kind_id"] and all(getattr(row, name) == body[name] for name in names)
    # An entry written by an older version does not tell the title.
    is_titled = body.get("title") in {None, "", row.title}
    if not is_same or not is_titled or sha_of(row.fields) != body["fields_sha"]:
        return False
    return bool(row.fields["paper"]["issued_on"] == row.issued_on.isoformat())


def _files(told: _OfCase) -> Iterator[tuple[int, str]]:
    first = {body["paper_id"]: (seq, body) for seq, _, _, body in reversed(told.entries["PaperRendered"])}
    for paper_id, (seq, body) in sorted(first.items()):
        row = told.files.get(paper_id)
        if row is None or (row.sha, row.size) != (body["file_sha"], body["size"]):
            yield seq, FILE_DIFFERS
    if set(told.files) - set(first):
        yield told.last + 1, FILE_DIFFERS


def _cases(session: Session) -> Iterator[tuple[int, _OfCase]]:
    """Yield case by case what its journal tells and its rows: four walks side by side, each in the order of cases."""
    walks = [_walk(session, query) for query in _queries()]
    heads = [next(walk, None) for walk in walks]
    while any(head is not None for head in heads):
        case_id, told = min(head[0] for head in heads if head is not None), _OfCase()
        for place, head in enumerate(heads):
            if head is not None and head[0] == case_id:
                _lay(told, place, head[1])
                heads[place] = next(walks[place], None)
        yield case_id, told


def _queries() -> Sequence[Select[*tuple[Any, ...]]]:
    journal, steps = case_journal.c, finished_steps.c
    return (
        select(journal.case_id, journal.seq, journal.actor_id, journal.kind, journal.body)
        .where(journal.kind.in_(_KINDS))
        .order_by(journal.case_id, journal.seq),
        # The step of a service site is told by its act's entry and has none of its own.
        select(*(steps[name] for name in _OF_STEP)).where(steps.act != steps.site).order_by(steps.case_id, steps.id),
        select(*Paper.__table__.c).order_by(Paper.case_id, Paper.id),
        select(Paper.case_id, PaperFile.paper_id, PaperFile.sha, PaperFile.size)
        .join(PaperFile, PaperFile.paper_id == Paper.id)
        .order_by(Paper.case_id, Paper.id),
    )


def _walk(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[int, list[Any]]]:
    here, gathered = 0, list[Any]()
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        if row.case_id != here and gathered:
            yield here, gathered
            gathered = []
        here = row.case_id
        gathered.append(row)
    if gathered:
        yield here, gathered


def _lay(told: _OfCase, place: int, rows: Iterable[Any]) -> None:
    if place == 0:
        for row in rows:
            content = orjson.loads(row.body)
            told.entries[row.kind].append((row.seq, row.actor_id, content["actor"], content["body"]))
            told.last = row.seq
    elif place == 1:
        told.steps = list(rows)
    elif place == 2:  # noqa: PLR2004 -- the third walk
        told.papers = {row.id: row for row in rows}
    else:
        told.files = {row.paper_id: row for row in rows}
