"""What long works leave behind goes after its days; nothing that somebody still needs goes with it."""

import os
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.test_errands import again, ask, background, bring, row, stop, taken
from tests.acts.test_import_cases import ROW, a_csv
from tests.builders import an_office
from workflows.errands.doing import clear_errand, clear_outlived
from workflows.errors import RefusedError
from workflows.settings import read_settings
from workflows.vocabulary.errands import ErrandState


def test_files_are_cleared_after_their_days_and_never_those_of_another_errand() -> None:
    office = an_office()
    office.a_case()
    first = ask(office)
    office.work()
    office.now += timedelta(days=5)
    second = ask(office)
    office.work()
    assert row(office, first).sha == row(office, second).sha

    office.now += timedelta(days=3)
    clear_outlived(background(office))
    with pytest.raises(RefusedError, match="已过保留期限"):
        taken(office, first)
    assert taken(office, second)

    office.now += timedelta(days=8)
    sha = row(office, second).sha
    clear_outlived(background(office))
    assert not office.means.storage.parcels.has(sha)
    assert row(office, second).cleared_at == office.now


def test_what_is_begun_again_while_others_are_cleared_keeps_what_it_was_given() -> None:
    office = an_office()
    errand = bring(office, a_csv(ROW), is_trial=True)
    stop(office, errand, by="何敏")
    office.now += timedelta(days=30)
    again(office, errand)

    assert not clear_errand(errand, office.now, background(office))

    office.work()
    assert row(office, errand).state == ErrandState.DONE


def test_what_a_killed_worker_left_half_written_goes_after_two_days() -> None:
    old, young = (Path(tempfile.mkdtemp(prefix="fashen-errand-")) for _ in range(2))
    (old / "case.zip").write_bytes(b"half")
    long_ago = time.time() - timedelta(days=3).total_seconds()
    os.utime(old, (long_ago, long_ago))

    clear_outlived(background(an_office()))

    assert (old.exists(), young.exists()) == (False, True)
    shutil.rmtree(young)


def test_how_many_days_is_a_setting() -> None:
    assert read_settings({"FASHEN_ERRAND_DAYS": "30"}).errand_days == 30
    assert read_settings({}).errand_days == 7
