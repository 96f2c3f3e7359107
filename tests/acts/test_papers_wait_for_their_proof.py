"""存证码: a paper is printed once; it waits for its proof while somebody else is sealing, and not where no key lies."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.acts.prepared import a_case_before
from tests.acts.sealing import seal, witnessed
from tests.builders import Office
from tests.documents.test_proof_code import codes_on
from tests.engines import IS_POSTGRESQL, url_of
from workflows.records.jobs import Job
from workflows.records.papers import Paper, PaperFile
from workflows.records.transaction import Archive
from workflows.witness.codes import ProofCode, read_code
from workflows.witness.keys import Witness

BRIEFLY = 1.5
# Longer than anybody waits, where waiting has a limit.
HELD = 30.0 if IS_POSTGRESQL else BRIEFLY


class NobodyInTheBackground(Office):
    """An office whose acts leave their background work waiting."""

    def work(self) -> None:
        """Do nothing yet."""


@pytest.fixture(name="office")
def _office() -> Office:
    """A sealed office with one paper issued and not yet made."""
    office = witnessed(a_case_before("issue_notice"))
    seal(office)
    NobodyInTheBackground(**vars(office)).do("issue_notice")
    return office


@contextmanager
def another_sealer(office: Office, *, seconds: float) -> Iterator[None]:
    """Let another connection have the sealer's turn, so long at most."""
    elsewhere, has_turn, may_end = Archive(url_of(office.archive), pool=1), threading.Event(), threading.Event()

    def hold() -> None:
        with elsewhere.transaction() as records:
            assert records.log.take_turn()
            has_turn.set()
            may_end.wait(seconds)

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_turn.wait(10)
    try:
        yield
    finally:
        may_end.set()
        holder.join()


def code_printed(office: Office) -> ProofCode | None:
    """Return the code on the paper issued last, None while it has not been made."""
    with office.archive.reading() as records:
        paper = records.session.scalars(select(Paper).order_by(Paper.id.desc()).limit(1)).one()
        made = records.find_where(PaperFile, PaperFile.paper_id == paper.id)
    return read_code(codes_on(office.means.storage.get(made.sha))[0]) if made is not None else None


def is_proved(office: Office, code: ProofCode | None) -> bool:
    """Say whether the checkpoint that a code names holds the entry it names."""
    assert code is not None
    with office.archive.reading() as records:
        place = records.log.places_of_case(code.case_id).get(code.seq)
        return place is not None and place < code.size and records.log.find_checkpoint(code.size) is not None


def test_a_paper_waits_until_another_sealer_has_ended_and_names_its_proof(office: Office) -> None:
    with another_sealer(office, seconds=BRIEFLY):
        office.work()

    assert is_proved(office, code_printed(office))


def test_a_paper_whose_turn_does_not_come_is_tried_again_and_never_made_without_its_proof(office: Office) -> None:
    with another_sealer(office, seconds=HELD):
        office.work()
        early = code_printed(office)
        with office.archive.reading() as records:
            jobs = records.list_where(Job, Job.kind == "render")
    office.now += timedelta(minutes=5)
    office.work()

    # On SQLite the sealer's turn is the only writer's, and there is no limit to waiting for it.
    refused = [(1, None, "UnsavedError")] if IS_POSTGRESQL else []
    assert [(one.attempts, one.died_at, one.error.split(":")[0]) for one in jobs] == refused
    assert (early is None) is IS_POSTGRESQL
    assert is_proved(office, code_printed(office))


@pytest.mark.parametrize("key", ["nowhere", "on another machine"])
def test_where_no_key_lies_a_paper_waits_for_nobody(office: Office, key: str) -> None:
    file = office.means.witness.key_file
    assert file is not None
    missing = file.with_name("another") if key == "on another machine" else None
    office.means = replace(office.means, witness=Witness(missing, address="https://fashen.example.gov.cn"))

    with another_sealer(office, seconds=HELD):
        office.work()
        code = code_printed(office)

    assert code is not None
    assert code.size == 0
