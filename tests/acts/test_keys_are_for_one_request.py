"""一个提交凭证只对一次提交: under the same key anything else, task, case, act or answer, is refused, never answered."""

import pytest

from tests.acts.prepared import a_case_before
from tests.answers import answers_for
from tests.builders import Office, as_posted
from workflows.acts.pressing import Outcome, Press
from workflows.acts.register_case import register_case
from workflows.acts.walk import act, complete
from workflows.errors import ConflictError

KEY = "one-key-for-everything"
STALE = -1


def add(office: Office, act_id: str = "add_evidence", **answers: object) -> Outcome:
    """Do an act possible at any time under the one key, as whoever sends it once more."""
    posted = as_posted({**answers_for(act_id, office), **answers})
    version = office.dossier().run.version
    with office.archive.transaction() as records:
        is_sent_before = records.runs.find_step_by_key(KEY) is not None
        return act(
            office.run_id,
            act_id,
            posted,
            press=Press(KEY, STALE if is_sent_before else version),
            actor=office.actor("林静"),
            records=records,
            means=office.means,
            now=office.now,
        )


def finish(office: Office, act_id: str, **answers: object) -> Outcome:
    """Complete the open task of an act under the one key, having seen an older page."""
    posted = as_posted({**answers_for(act_id, office), **answers})
    with office.archive.transaction() as records:
        return complete(
            office.task(act_id).id,
            posted,
            press=Press(KEY, STALE),
            actor=office.actor("林静"),
            records=records,
            means=office.means,
            now=office.now,
        )


def register(office: Office, **answers: object) -> Outcome:
    """Register a case under the one key."""
    posted = as_posted({**answers_for("register_source", office), **answers})
    with office.archive.transaction() as records:
        return register_case(
            posted, key=KEY, actor=office.actor("林静"), records=records, means=office.means, now=office.now
        )


@pytest.fixture(name="office")
def _office() -> Office:
    return a_case_before("investigate")


def test_the_same_request_again_is_answered_the_same(office: Office) -> None:
    first = add(office)
    again = add(office)

    assert (again.summary, again.is_replay, first.is_replay) == (first.summary, True, False)
    assert len(office.dossier().evidence) == 1


def test_another_answer_is_no_repetition(office: Office) -> None:
    add(office)

    with pytest.raises(ConflictError) as refused:
        add(office, name="另一份证据")

    assert refused.value.objection.code == "key-used"
    assert [one.name for one in office.dossier().evidence] != ["另一份证据"]


def test_another_act_is_no_repetition(office: Office) -> None:
    add(office)

    with pytest.raises(ConflictError) as refused:
        add(office, "record_interview")

    assert refused.value.objection.code == "key-used"


def test_another_case_is_no_repetition(office: Office) -> None:
    add(office)
    office.a_case()
    office.walk_to("investigate")

    with pytest.raises(ConflictError) as refused:
        add(office)

    assert refused.value.objection.code == "key-used"
    assert office.dossier().evidence == []


def test_a_task_is_no_repetition_of_an_act_nor_the_other_way_round(office: Office) -> None:
    add(office)

    with pytest.raises(ConflictError) as refused:
        finish(office, "investigate")

    assert refused.value.objection.code == "key-used"


def test_registering_another_case_is_no_repetition_and_neither_is_registering_after_an_act(office: Office) -> None:
    first, again = register(office), register(office)

    with pytest.raises(ConflictError) as another:
        register(office, party_name="另一家企业有限公司")
    office.run_id, office.case_id = first.run_id, first.case_id
    with pytest.raises(ConflictError) as mixed:
        add(office)

    assert (again.case_id, again.is_replay) == (first.case_id, True)
    assert {another.value.objection.code, mixed.value.objection.code} == {"key-used"}


def test_a_case_is_not_registered_under_the_key_of_an_act(office: Office) -> None:
    add(office)

    with pytest.raises(ConflictError) as refused:
        register(office)

    assert refused.value.objection.code == "key-used"
