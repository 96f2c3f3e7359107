"""A move is taken back until something is done in the case; then it stands exactly where it stood."""

import pytest

from tests.acts.new_versions import (
    RENAMED,
    edited,
    file_of,
    journal_of,
    move,
    propose,
    publish,
    undo,
    with_risk,
)
from tests.acts.prepared import a_case_before, change
from workflows.errors import RefusedError


def test_a_move_is_taken_back_exactly() -> None:
    office = a_case_before("examine_case")
    before, run = (file_of(office), office.tasks()), office.dossier().run
    done = move(office, propose(office, publish(office, edited(*RENAMED)), examine_case="examine_anew"))

    back = undo(office, done.id, key="k")
    again = undo(office, done.id, key="k")

    after = office.dossier().run
    assert again.id == back.id
    assert (file_of(office), office.tasks()) == before
    assert (after.bundle_sha, after.state, after.facts) == (run.bundle_sha, run.state, run.facts)
    assert after.version == run.version + 2
    assert journal_of(office)[-1][0] == "RunMovedBack"
    office.do("examine_case")
    assert office.open_acts() == ["sign_opinion"]


def test_a_move_is_not_taken_back_after_an_act() -> None:
    office = a_case_before("finalise_draft")
    done = move(office, propose(office, with_risk(office)))
    office.do("finalise_draft")

    with pytest.raises(RefusedError) as caught:
        undo(office, done.id)
    assert (caught.value.objection.code, caught.value.objection.params) == (
        "acted-since",
        {"who": "林静", "what": "拟定决定书草案"},
    )


def test_a_move_is_not_taken_back_twice_nor_by_anybody_else() -> None:
    office = a_case_before("finalise_draft")
    done = move(office, propose(office, with_risk(office)))

    with pytest.raises(RefusedError) as stranger:
        undo(office, done.id, by="杜鹃")
    back = undo(office, done.id)
    with pytest.raises(RefusedError) as twice:
        undo(office, done.id)
    with pytest.raises(RefusedError) as thrice:
        undo(office, back.id)

    assert stranger.value.objection.code == "not-permitted"
    assert [one.value.objection.code for one in (twice, thrice)] == ["move-undone", "move-undone"]


def test_a_move_is_not_taken_back_when_a_task_has_gone_to_somebody_else() -> None:
    office = a_case_before("finalise_draft")
    done = move(office, propose(office, with_risk(office)))
    change(office, "UPDATE open_tasks SET person_id = :zhao", zhao=office.person("赵宁"))

    with pytest.raises(RefusedError) as caught:
        undo(office, done.id)
    assert caught.value.objection.code == "taken-since"
