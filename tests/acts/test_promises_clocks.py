"""Clocks start, stop, pause and lengthen by law alone, each once, whatever dies in between (处罚法60条; design 7)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.rounds import SMALL, a_told_case, walked_once
from tests.builders import Office, an_office
from workflows.acts.due_clocks import fire_due_clocks
from workflows.records.papers import PaperFile
from workflows.records.transaction import Archive, Records
from workflows.worker import Worker


def clock_of(office: Office, name: str) -> tuple[str, str]:
    clock = office.dossier().clock(name)
    assert clock is not None
    return clock.due_on.isoformat(), clock.state


@walked_once
def a_filed_case() -> Office:
    """Return a case filed on 2026-05-22; its ninety days end on 2026-08-20."""
    office = an_office()
    office.a_case()
    office.do("verify_source")
    return office.at("2026-05-22").walk_to("investigate")


@pytest.mark.parametrize(
    ("resumed", "due"),
    [
        ("2026-05-25", "2026-08-20"),
        ("2026-05-26", "2026-08-21"),
        ("2026-06-24", "2026-09-20"),
    ],
)
def test_a_suspension_moves_the_ninety_days_by_the_days_it_took_and_no_more(resumed: str, due: str) -> None:
    office = a_filed_case().at("2026-05-25")
    office.do("suspend_case")
    office.at(resumed).do("resume_case")
    assert clock_of(office, "penalty_90d") == (due, "running")


def test_suspended_and_resumed_twice_a_day_nothing_is_gained() -> None:
    office = a_filed_case().at("2026-05-25")
    for _ in range(3):
        office.do("suspend_case")
        office.do("resume_case")
    assert (clock_of(office, "penalty_90d"), office.dossier().clock_pauses) == (("2026-08-20", "running"), [])


def test_a_second_suspension_adds_its_own_days_to_those_of_the_first() -> None:
    office = a_filed_case()
    for since, until in (("2026-05-25", "2026-05-28"), ("2026-06-01", "2026-06-03")):
        office.at(since).do("suspend_case")
        office.at(until).do("resume_case")
    assert clock_of(office, "penalty_90d") == ("2026-08-25", "running")


def test_a_suspension_leaves_preservation_statement_and_hearing_running() -> None:
    office = a_told_case(120_000, served="2026-06-18")
    before = [clock_of(office, name) for name in ("statement_5wd", "hearing_request_5wd")]
    office.do("suspend_case")
    office.at("2026-06-22").do("resume_case")
    assert [clock_of(office, name) for name in ("statement_5wd", "hearing_request_5wd")] == before


def test_nothing_is_concluded_or_decided_while_the_case_is_suspended() -> None:
    for act_id in ("investigate", "report_findings", "deliberate", "decide_penalty"):
        office = a_case_before(act_id)
        office.do("suspend_case")
        assert office.refusal(act_id).code == "case-suspended"
        office.do("resume_case")
        office.do(act_id)


def test_the_first_extension_is_a_leaders_the_next_all_leaders_and_each_names_who_approved() -> None:
    office = a_filed_case()
    assert office.refusal("extend_period", days=31).code == "extension-too-long"
    assert office.refusal("extend_period", days=0).code == "extension-without-days"
    office.do("extend_period", by="郑海")
    leaders: dict[str, Any] = {"members": [office.person(one) for one in ("周正", "吴岚", "郑海")], "minutes": "同意"}
    assert office.refusal("extend_period", days=366, **leaders).code == "extension-unreasonable"
    assert office.refusal("extend_period", days=999_999_999, **leaders).code == "extension-unreasonable"
    office.do("extend_period", days=31, **leaders)
    told = [(one.days, one.approved_by, one.is_collective) for one in office.dossier().clock_extensions]
    assert told == [(30, office.person("郑海"), False), (31, office.person("吴岚"), True)]
    assert clock_of(office, "penalty_90d") == ("2026-10-20", "running")


def test_an_extension_is_granted_before_the_end_and_never_after() -> None:
    office = a_filed_case().at("2026-08-21")
    assert office.refusal("extend_period").code == "extension-after-expiry"
    in_time = a_filed_case().at("2026-08-20")
    in_time.do("extend_period")


def test_a_due_clock_fires_once_however_often_it_is_looked_at() -> None:
    office = a_told_case(SMALL, served="2026-06-18")
    office.now = office.now + timedelta(days=9)
    for expected in (1, 0, 0):
        with office.archive.transaction() as records:
            assert len(fire_due_clocks(records, office.means, office.now)) == expected
    fired = [step for step in office.dossier().steps if step.act == "await_statement"]
    assert (len(fired), office.open_acts()) == (1, ["finalise_draft"])


def test_a_worker_killed_before_its_commit_has_done_nothing_and_the_next_one_does_it() -> None:
    office = a_told_case(SMALL, served="2026-06-18")
    office.now = office.now + timedelta(days=9)
    dying = _Dying(str(office.archive.engine.url))
    with pytest.raises(_KilledError):
        Worker(dying, office.means, lambda: office.now, lambda: office.now).run_once()
    assert (office.open_acts(), clock_of(office, "statement_5wd")[1]) == (["await_statement"], "running")
    office.work()
    assert (office.open_acts(), clock_of(office, "statement_5wd")[1]) == (["finalise_draft"], "fired")
    with office.archive.reading() as records:
        assert records.journal.find_break() is None


def test_a_worker_killed_while_rendering_leaves_its_job_to_the_next_and_one_file_comes_of_it() -> None:
    office = a_case_before("issue_notice")
    office.work = lambda: None  # type: ignore[method-assign]
    office.do("issue_notice")
    killed = Worker(office.archive, replace(office.means, render=_die), lambda: office.now, lambda: office.now)
    # On PostgreSQL nothing comes out of Procrastinate's worker.
    with suppress(_KilledError):
        killed.run_once()
    notice = office.dossier().papers[-1]
    assert notice.id not in office.dossier().paper_files
    for later in (timedelta(seconds=1), timedelta(minutes=2), timedelta(minutes=4)):
        moment = office.now + later
        Worker(office.archive, office.means, lambda: office.now, lambda moment=moment: moment).run_once()  # type: ignore[misc]
    with office.archive.reading() as records:
        assert len(records.list_where(PaperFile, PaperFile.paper_id == notice.id)) == 1


class _KilledError(BaseException):
    """The process ends here."""


class _Dying(Archive):
    """An archive whose process dies right before every commit."""

    @contextmanager
    def transaction(self) -> Iterator[Records]:
        with super().transaction() as records:
            yield records
            raise _KilledError


def _die(*_: Any, **__: Any) -> bytes:
    raise _KilledError
