"""How far a long work is: told now and then and at its end, and to nobody at no price."""

from workflows.vocabulary.progress import EVERY, nobody, told


def test_every_thousandth_and_the_end_are_told() -> None:
    heard = list[tuple[int, int]]()

    passed = list(told(range(EVERY * 2 + 1), lambda done, total: heard.append((done, total)), before=5, total=3000))

    assert passed == list(range(EVERY * 2 + 1))
    assert heard == [(EVERY + 5, 3000), (EVERY * 2 + 5, 3000), (EVERY * 2 + 6, 3000)]


def test_nothing_to_do_is_told_as_done() -> None:
    heard = list[tuple[int, int]]()

    assert not list(told([], lambda done, total: heard.append((done, total)), before=0, total=0))
    assert heard == [(0, 0)]


def test_rows_pass_unchanged_when_nobody_listens() -> None:
    assert list(told("abc", nobody, before=0, total=3)) == ["a", "b", "c"]
