"""Where the roads 路径 begin: cases walked to a point once, copied for every road that goes on from there."""

from collections.abc import Callable
from functools import cache

from tests.journeys.walking import Walk, a_walk

Road = Callable[[], Walk]
ROADS: dict[str, Road] = {}


def road(walk: Road) -> Road:
    """Keep a road under its name."""
    ROADS[walk.__name__] = walk
    return walk


@cache
def _before(act_id: str) -> Walk:
    return a_walk().walk_to(act_id)


def before(act_id: str) -> Walk:
    """Return a case of its own before an act."""
    return _before(act_id).copy()


@cache
def _decided() -> Walk:
    return before("decide_penalty").do("decide_penalty")


@cache
def _served() -> Walk:
    walk = decided().do("choose_service").do("record_service")
    return walk.do("collect_disclosure").do("examine_disclosure").do("publish_disclosure")


def decided() -> Walk:
    """Return a case whose decision has just been signed."""
    return _decided().copy()


def served() -> Walk:
    """Return a case decided, served and published on 2026-05-18; payment is due until 2026-06-02."""
    return _served().copy()
