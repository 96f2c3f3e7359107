"""The web app with nothing in its data folder: enough for everything that belongs to no case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
