"""Every address asks for a permission, and none that was ever shipped disappears."""

from pathlib import Path

import pytest
from flask import Flask

from webapp.access import PERMISSION
from webapp.app import create_app
from workflows.settings import read_settings

SHIPPED = Path(__file__).parent / "routes.txt"
# Open without signing in: what everybody needs before, and what the statute publishes (处罚法48条).
OPEN = frozenset({"static", "bootstrap.static", "favicon"})
OPEN_ROOMS = frozenset({"shell", "portal"})
# Signing in and out.
OPEN_PAGES = frozenset({"account.sign_in", "account.sign_out"})


@pytest.fixture(name="app")
def _app(tmp_path: Path) -> Flask:
    return create_app(read_settings({"FASHEN_HOME": str(tmp_path), "FASHEN_DEMO": "1"}), testing=True)


def test_every_address_asks_for_a_permission(app: Flask) -> None:
    open_doors = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OPEN | OPEN_PAGES
        and rule.endpoint.partition(".")[0] not in OPEN_ROOMS
        and not hasattr(app.view_functions[rule.endpoint], PERMISSION)
    ]

    assert open_doors == [], "Decorate the view with webapp.access.requires"


def test_the_list_of_addresses_is_complete_and_nothing_left_it(app: Flask) -> None:
    served = {
        f"{'/'.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'}))} {rule.rule}"
        for rule in app.url_map.iter_rules()
    }
    shipped = set(SHIPPED.read_text("utf-8").splitlines())

    assert sorted(shipped - served) == [], "An address that was shipped must stay (redirect it)"
    assert sorted(served - shipped) == [], "Add the new addresses to tests/architecture/routes.txt, sorted"
