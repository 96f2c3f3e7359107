"""What the statute prescribes whatever an agency's tables say (处罚法57条2款、58条、63条).

An agency's tables may only add to these floors, never take anything away (design decision 3).
"""

from collections.abc import Mapping

from workflows.vocabulary.facts import FACTS, FactKind, FactValue

# What each fact is raised to, and the facts any one of which raises it.
_FLOORS: Mapping[str, tuple[FactValue, tuple[str, ...]]] = {
    "review_basis": ("statutory", ("public_interest", "heard", "legal_relations")),
    "must_deliberate": (True, ("grave",)),
    "hearing_right": (True, ("heavy_kind",)),
}
FLOOR_FACTS: Mapping[str, tuple[str, ...]] = {name: grounds for name, (_, grounds) in _FLOORS.items()}


def floors(facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts that the law itself sets for a case with these facts.

    ``review_basis`` 审核依据 is statutory when major public interests are involved (58条1款1项), a hearing has been
    held (2项) or several legal relations are involved (3项); ``must_deliberate`` 集体讨论 when the circumstances are
    complicated or the offence is grave (57条2款); ``hearing_right`` 听证权 for revocation, closure, bans and the
    like (63条1款3至5项; the thresholds of items 1 and 2 differ by province and stand in the table).
    """
    return {
        name: floor
        for name, (floor, grounds) in _FLOORS.items()
        if any(facts.get(ground) is True for ground in grounds)
    }


def raised(*, before: Mapping[str, FactValue], decided: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return what a table decided, raised to the floors of the facts ``before`` it.

    ``review_basis`` is never lowered from statutory: once a case had to be reviewed, no new draft takes it away.
    """
    result = dict(decided)
    least = floors({**before, **decided})
    if before.get("review_basis") == "statutory":
        least["review_basis"] = "statutory"
    for name, floor in least.items():
        result[name] = _higher(name, result.get(name, before.get(name, FACTS[name].initial)), floor)
    return result


def _higher(name: str, value: FactValue, floor: FactValue) -> FactValue:
    if FACTS[name].kind is FactKind.TRUTH:
        return bool(value) or bool(floor)
    order = FACTS[name].values
    return max(str(value), str(floor), key=order.index)
