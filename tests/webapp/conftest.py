"""The web app with nothing in its data folder: enough for everything that belongs to no case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.journeys.office_in_browser import a_browser
from tests.webapp.at_an_address import at_an_address
from tests.webapp.designing_in_browser import Room, a_draft_opened
from tests.webapp.flow_room import a_flow_room
from tests.webapp.office_on_the_web import Website
from webapp.app import create_app
from workflows.settings import Settings, read_settings


@pytest.fixture(name="bare_settings")
def _bare_settings(tmp_path: Path) -> Settings:
    return read_settings({"FASHEN_HOME": str(tmp_path), "FASHEN_DEMO": "1"})


@pytest.fixture(name="bare_app")
def _bare_app(bare_settings: Settings) -> Iterator[Flask]:
    app = create_app(bare_settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app


@pytest.fixture(name="browser_of_nobody")
def _browser_of_nobody(bare_app: Flask) -> FlaskClient:
    return bare_app.test_client()


@pytest.fixture(name="chromium", scope="module")
def _chromium() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


@pytest.fixture(name="designers_site", scope="module")
def _designers_site() -> Iterator[tuple[Website, str]]:
    site, _ = a_flow_room()
    with at_an_address(site.app) as address:
        yield site, address


@pytest.fixture(name="room")
def _room(designers_site: tuple[Website, str], chromium: Browser) -> Iterator[Room]:
    """Return a new draft, open in the flow administrator's browser."""
    with a_draft_opened(*designers_site, chromium) as room:
        yield room
