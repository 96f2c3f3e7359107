"""Sixteen at once, on the engine of the test run: one of them wins, nobody's entry is lost, and no answer differs.

Hypotheses (P4, P5): on one open task one press is done and fifteen are told who was faster; the same form sent sixteen
times is one act with sixteen equal answers; sixteen entries of one journal make one unbroken chain.
Negative control: sixteen hands that look before they may write and never look again do the step sixteen times.
"""

import threading
from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from tests.acts.prepared import a_case_before
from tests.answers import answers_for
from tests.builders import Office, an_office, as_posted
from tests.faults.careless import write_step
from workflows.acts.pressing import Press
from workflows.acts.register_case import register_case
from workflows.acts.walk import complete
from workflows.errors import ConflictError
from workflows.events import Viewed
from workflows.records.cases import Case

HANDS = 16


def all_at_once(work: Callable[[int], object]) -> list[object]:
    """Let sixteen hands begin at one moment; return what each came to, or how it failed."""
    start, found = threading.Barrier(HANDS), list[object]()

    def begin(number: int) -> None:
        start.wait()
        try:
            found.append(work(number))
        except Exception as error:  # noqa: BLE001 -- what the test looks at
            found.append(type(error).__name__)

    hands = [threading.Thread(target=begin, args=(number,)) for number in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(120)
    return found


def filing(office: Office, key: Callable[[int], str]) -> Callable[[int], object]:
    """Return the pressing of one button, under a key of each hand's own or one key of all."""
    task, actor = office.task("approve_filing").id, office.actor("吴岚")
    answers, version = as_posted(answers_for("approve_filing", office)), office.dossier().run.version

    def press(number: int) -> object:
        with office.archive.transaction() as records:
            done = complete(
                task,
                answers,
                press=Press(key(number), version),
                actor=actor,
                records=records,
                means=office.means,
                now=office.now,
            )
        return (done.case_id, done.summary)

    return press


def test_of_sixteen_at_one_task_one_wins_and_fifteen_are_told() -> None:
    office = a_case_before("approve_filing")

    found = all_at_once(filing(office, lambda number: f"hand {number}"))

    assert Counter(one if isinstance(one, str) else "done" for one in found) == {"done": 1, ConflictError.__name__: 15}
    assert [step.act for step in office.dossier().steps].count("approve_filing") == 1


def test_the_same_form_sent_sixteen_times_is_one_act_with_one_answer() -> None:
    office = a_case_before("approve_filing")

    found = all_at_once(filing(office, lambda _: "one key"))

    assert len(found) == HANDS
    assert len(set(found)) == 1
    assert [step.act for step in office.dossier().steps].count("approve_filing") == 1


def test_hands_that_never_look_again_once_it_is_their_turn_do_it_sixteen_times() -> None:
    """The negative control: the hands do meet, and what is counted above counts them all."""
    office = a_case_before("approve_filing")
    task = office.task("approve_filing")
    looked = threading.Barrier(HANDS)

    def press_carelessly(number: int) -> object:
        with office.archive.reading() as records:
            is_open = records.tasks.find(task.id) is not None
        looked.wait()
        with office.archive.transaction() as records:
            write_step(records, task, key=f"hand {number}", now=office.now)
        return is_open

    assert all_at_once(press_carelessly) == [True] * HANDS
    assert [step.act for step in office.dossier().steps].count("approve_filing") == HANDS


def test_the_same_registration_sent_sixteen_times_is_one_case() -> None:
    office = an_office()
    answers, actor = as_posted(answers_for("register_source", office)), office.actor("林静")

    def register(_: int) -> object:
        with office.archive.transaction() as records:
            return register_case(
                answers, key="one key", actor=actor, records=records, means=office.means, now=office.now
            ).case_id

    assert all_at_once(register) == [1] * HANDS


def test_sixteen_registrations_have_sixteen_numbers_in_a_row() -> None:
    office = an_office()
    answers, actor = as_posted(answers_for("register_source", office)), office.actor("林静")

    def register(number: int) -> object:
        with office.archive.transaction() as records:
            done = register_case(
                answers, key=f"key {number}", actor=actor, records=records, means=office.means, now=office.now
            )
            return done.case_id > 0

    assert all_at_once(register) == [True] * HANDS
    with office.archive.reading() as records:
        assert records.journal.find_break() is None
        numbers = sorted(str(number) for (number,) in records.session.execute(select(Case.number)))
    assert [number.rpartition("-")[2] for number in numbers] == [f"{place:05d}" for place in range(1, HANDS + 1)]


def test_sixteen_entries_of_one_journal_make_one_chain() -> None:
    office = a_case_before("approve_filing")

    def look(number: int) -> object:
        event = Viewed("paper", str(number))
        with office.archive.transaction() as records:
            return bool(
                records.access.append(
                    number % 2, kind=event.kind(), actor_id=1, actor="林静", now=office.now, body=event.body()
                )
            )

    assert all_at_once(look) == [True] * HANDS
    with office.archive.reading() as records:
        assert records.access.find_break() is None
        assert {len(records.access.list_entries(case)) for case in (0, 1)} == {HANDS // 2}
