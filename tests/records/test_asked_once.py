"""What one person's page asks of the database holds up nobody else's."""

import threading

from workflows.records.once import asked_once

PATIENCE_SECONDS = 5


class Reader:
    """Somebody whose question is answered when everybody has asked."""

    def __init__(self, everybody: threading.Barrier) -> None:
        self.everybody, self.times = everybody, 0

    @asked_once
    def answer(self) -> int:
        """Wait for the others."""
        self.times += 1
        return self.everybody.wait(PATIENCE_SECONDS)


def test_two_who_ask_at_once_do_not_wait_for_each_other() -> None:
    everybody = threading.Barrier(2)
    readers = [Reader(everybody), Reader(everybody)]
    threads = [threading.Thread(target=lambda one=one: one.answer) for one in readers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * PATIENCE_SECONDS)

    assert sorted(one.answer for one in readers) == [0, 1]
    assert [one.times for one in readers] == [1, 1]
    assert Reader.answer.__doc__ == "Wait for the others."
