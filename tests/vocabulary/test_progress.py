"""How far a long work is: told now and then and at its end, and to nobody at no price."""

from collections.abc import Iterator
from contextlib import contextmanager

from workflows.vocabulary.progress import EVERY, Progress, in_one_go, nobody, told, unwatched


def test_every_thousandth_and_the_end_are_told() -> None:
    heard = list[tuple[int, int]]()

    passed = list(told(range(EVERY * 2 + 1), lambda done, total: heard.append((done, total)), before=5, total=3000))

    assert passed == list(range(EVERY * 2 + 1))
    assert heard == [(EVERY + 5, 3000), (EVERY * 2 + 5, 3000), (EVERY * 2 + 6, 3000)]


def test_each_one_is_told_when_it_is_done_where_each_takes_long() -> None:
    heard = list[tuple[int, int]]()

    for row in told("abc", lambda done, total: heard.append((done, total)), before=1, total=4, every=1):
        assert len(heard) == "abc".index(row)

    assert heard == [(2, 4), (3, 4), (4, 4)]


def test_a_part_done_in_one_go_has_begun_and_is_over() -> None:
    heard = list[object]()

    @contextmanager
    def begin(part: str) -> Iterator[Progress]:
        heard.append(part)
        yield lambda done, total: heard.append((done, total))

    with in_one_go(begin, "抄出数据库"):
        heard.append("copying")
    with in_one_go(unwatched, "抄出数据库"):
        pass

    assert heard == ["抄出数据库", (0, 1), "copying", (1, 1)]


def test_nothing_to_do_is_told_as_done() -> None:
    heard = list[tuple[int, int]]()

    assert not list(told([], lambda done, total: heard.append((done, total)), before=0, total=0))
    assert heard == [(0, 0)]


def test_rows_pass_unchanged_when_nobody_listens() -> None:
    assert list(told("abc", nobody, before=0, total=3)) == ["a", "b", "c"]
