"""Every door of the web app: each address of the URL map with its methods and the permission it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, url_for

from webapp.access import PERMISSION
from workflows.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class Door:
    """One address with one method; ``permission`` is None for pages open to everybody."""

    method: str
    rule: str
    endpoint: str
    permission: Permission | None
    arguments: frozenset[str]

    @property
    def row(self) -> str:
        """Return the line of permissions.txt that this door must have."""
        return f"{self.method} {self.rule} {self.permission.value if self.permission else 'everybody'}"

    @property
    def is_for_programs(self) -> bool:
        """Say whether programs knock here with a key instead of people with a cookie."""
        return self.rule.startswith("/api/")


# What a number in an address means where there is none of that kind: some number.
SOME: Mapping[str, object] = {
    "act_id": "add_evidence",
    "part": "filing",
    "sha": "0" * 64,
    "name": "bpmn/filing.bpmn",
    "path": "filing.bpmn",
    "filename": "css/fashen.css",
    "kind_id": "penalty_decision",
    "version": 1,
    "site": "filing",
}


def doors_of(app: Flask) -> Sequence[Door]:
    """Return every door."""
    return [
        Door(
            method,
            rule.rule,
            rule.endpoint,
            getattr(app.view_functions[rule.endpoint], PERMISSION, None),
            frozenset(rule.arguments),
        )
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def address_of(app: Flask, door: Door, things: Mapping[str, object]) -> str:
    """Return an address of a door that names these things."""
    values = {one: things.get(one, SOME.get(one, 1)) for one in door.arguments}
    with app.test_request_context():
        return url_for(door.endpoint, **values)  # type: ignore[arg-type]
