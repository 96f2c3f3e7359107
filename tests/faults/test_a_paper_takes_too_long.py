"""A paper whose time is up: whoever looks after the office is told by its name, and the next one is made all the same.

The limited process is the office's own; that it ends what really spins is shown in tests/documents/test_limited.py.

Hypothesis (P18, P19): the step stays done, the paper is tried again and told of, every other paper is made.
Negative control: with time enough the same paper is made at the next try.
"""

from collections.abc import Mapping
from datetime import timedelta

from tests.acts.prepared import a_case_before
from tests.builders import Office
from workflows.documents.catalogue import PaperKind
from workflows.documents.limited import SECONDS, render_limited
from workflows.questions.operation import list_stuck_jobs
from workflows.records.jobs import Job
from workflows.records.papers import Paper, PaperFile

# No process begins within it.
NO_TIME = 0.02


class NobodyInTheBackground(Office):
    """An office whose acts leave their background work waiting."""

    def work(self) -> None:
        """Do nothing yet."""


def without_time_for_notices(template: bytes, kind: PaperKind, fields: Mapping[str, object]) -> bytes:
    """Make a paper in the limited process, which has no time for one kind of them."""
    return render_limited(template, kind, fields, seconds=NO_TIME if kind.id == "prior_notice" else SECONDS)


def made(office: Office) -> set[int]:
    with office.archive.reading() as records:
        return {one.paper_id for one in records.list_where(PaperFile)}


def test_a_paper_whose_time_is_up_is_told_of_tried_again_and_keeps_no_other_waiting() -> None:
    office = a_case_before("issue_notice")
    waiting = NobodyInTheBackground(**vars(office))
    waiting.do("issue_notice")
    waiting.a_case()
    waiting.walk_to("approve_filing").do("approve_filing")

    office.means.render = without_time_for_notices
    office.work()
    with office.archive.reading() as records:
        papers = records.list_where(Paper)
        [job] = records.list_where(Job, Job.kind == "render")
        [told] = list_stuck_jobs(records=records)
    late = [one for one in papers if one.id not in made(office)]
    office.means.render = render_limited
    office.now += timedelta(minutes=5)
    office.work()

    assert [one.kind for one in late] == ["prior_notice"]
    assert papers[-1].id > late[0].id
    assert (job.attempts, job.died_at) == (1, None)
    assert "《行政处罚事先告知书》未能在规定的时间和内存内生成，请检查模板和填写内容后重试" in told.error
    assert made(office) == {one.id for one in papers}
