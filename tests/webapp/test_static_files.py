from pathlib import Path

import pytest
from flask import Flask

from webapp.static_files import built_url, static_url, version_of


@pytest.mark.usefixtures("bare_app")
def test_a_file_is_named_with_its_content() -> None:
    assert static_url("css/fashen.css") == f"/static/css/fashen.css?v={version_of('css/fashen.css')}"
    assert len(version_of("css/fashen.css")) == 12


def test_a_file_that_is_not_there_has_no_version() -> None:
    assert version_of("css/none.css") == ""


def test_every_style_sheet_of_a_page_exists(bare_app: Flask) -> None:
    page = bare_app.test_client().get("/keys").text

    missing = [line for line in page.splitlines() if 'rel="stylesheet"' in line and "?v=" not in line]

    assert missing == []


def test_without_built_assets_pages_ask_for_no_script(bare_app: Flask, tmp_path: Path) -> None:
    bare_app.config["ASSETS_MANIFEST"] = tmp_path / "manifest.json"

    page = bare_app.test_client().get("/keys").text

    assert built_url("app.js") == ""
    assert "<script" not in page
