"""Cases about to be told 告知, walked there once and copied for every test; and what a guard says before the button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import ParamSpec

from tests.builders import Office, an_office, as_posted
from tests.engines import copy_of_archive
from workflows.forms import Answers
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS
from workflows.storage import Storage
from workflows.vocabulary.wording import Objection

SMALL, LARGE = 80_000, 120_000
"""Fines in 元 below and above the amount from which a company may demand a hearing."""


P = ParamSpec("P")


def copy_of(office: Office) -> Office:
    """Return the same office over a database and a store of its own: who breaks a file breaks only theirs."""
    folder = mkdtemp(prefix="fashen-test-")
    return Office(
        copy_of_archive(office.archive, folder),
        replace(office.means, storage=_copied_store(office, folder)),
        now=office.now,
        run_id=office.run_id,
        case_id=office.case_id,
        people=office.people,
    )


def walked_once(build: Callable[P, Office]) -> Callable[P, Office]:
    """Let a case be walked by whoever asks for it first; everybody gets a copy of what the same answers led to."""
    kept: dict[str, Office] = {}

    @wraps(build)
    def copied(*args: P.args, **kwargs: P.kwargs) -> Office:
        key = repr((args, sorted(kwargs.items())))
        if key not in kept:
            kept[key] = build(*args, **kwargs)
        return copy_of(kept[key])

    return copied


@walked_once
def a_case_to_tell(fine: int = SMALL) -> Office:
    """Return a case whose leader has just chosen to penalise; the notice is to be issued."""
    office = an_office()
    office.a_case()
    penalties = [
        {"kind": "fine", "amount": str(fine)},
        {"kind": "confiscate_income", "amount": "4680"},
    ]
    return office.walk_to("issue_notice", report_findings={"penalties": penalties})


@walked_once
def a_told_case(fine: int = SMALL, *, served: str = "2026-06-18") -> Office:
    """Return a case whose notice was issued and served on a day; the party's periods run."""
    office = a_case_to_tell(fine).at(served)
    for act in ("issue_notice", "choose_service", "record_service"):
        office.do(act)
    return office


def _copied_store(office: Office, folder: str) -> Storage:
    address = f"{folder}/files"
    if Path(office.means.storage.address).is_dir():
        copytree(office.means.storage.address, address)
    return Storage(address)


def desk_of(office: Office, act: str, by: str = "林静") -> Desk:
    """Return what lies before a person at the open task of an act (or before an act possible at any time)."""
    tasks = [task for task in office.tasks() if task.act == act]
    return lay_desk(
        office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=tasks[0] if tasks else None
    )


def objections(desk: Desk, act: str, answers: Answers | None = None) -> list[str]:
    """Return the codes of what refuses an act; without answers, as the page shows it before the button is pressed."""
    return codes(GUARDS[act].objections(desk, answers))


def warnings(desk: Desk, act: str, answers: Answers | None = None) -> list[str]:
    """Return the codes of what is only told."""
    return [one.code for one in GUARDS[act].objections(desk, answers) if one.warning]


def read(desk: Desk, act: str, answers: dict[str, object]) -> Answers:
    """Return answers as the act's form reads them."""
    return GUARDS[act].form(desk).read(as_posted(answers))


def codes(found: Sequence[Objection]) -> list[str]:
    """Return the codes of the objections that refuse."""
    return [one.code for one in found if not one.warning]
