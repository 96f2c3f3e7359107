"""The statutory floors under every agency's table (处罚法57条2款、58条、63条)."""

import pytest

from workflows.rules.floors import floors, raised
from workflows.vocabulary.facts import FactValue


@pytest.mark.parametrize(
    ("fact", "floor"),
    [
        ("public_interest", {"review_basis": "statutory"}),
        ("heard", {"review_basis": "statutory"}),
        ("legal_relations", {"review_basis": "statutory"}),
        ("grave", {"must_deliberate": True}),
        ("heavy_kind", {"hearing_right": True}),
    ],
    ids=["58条1款1项", "58条1款2项", "58条1款3项", "57条2款", "63条1款3至5项"],
)
def test_each_ground_of_the_statute_is_a_floor(fact: str, floor: dict[str, FactValue]) -> None:
    assert floors({fact: True}) == floor
    assert floors({fact: False}) == {}


def test_a_table_may_ask_for_more_and_never_for_less() -> None:
    assert raised(before={}, decided={"must_deliberate": True}) == {"must_deliberate": True}
    assert raised(before={"grave": True}, decided={"must_deliberate": False}) == {"must_deliberate": True}
    assert raised(before={"heard": True}, decided={"review_basis": "catalogue"}) == {"review_basis": "statutory"}
    assert raised(before={}, decided={"review_basis": "catalogue"}) == {"review_basis": "catalogue"}


def test_once_statutory_always_statutory() -> None:
    assert raised(before={"review_basis": "statutory"}, decided={"review_basis": "none"}) == {
        "review_basis": "statutory"
    }
    assert raised(before={"review_basis": "catalogue"}, decided={"review_basis": "none"}) == {"review_basis": "none"}


def test_a_floor_rises_even_when_the_table_decides_something_else() -> None:
    assert raised(before={"grave": True}, decided={"hearing_right": False}) == {
        "hearing_right": False,
        "must_deliberate": True,
    }
