"""How a page names a static file so that a browser may keep it for a year and never shows an old one."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import cast

from flask import Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue

STATIC = Path(__file__).parent / "static"
MANIFEST = STATIC / "dist" / "manifest.json"
A_YEAR = 31_536_000


@lru_cache(maxsize=256)
def _hash(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@lru_cache(maxsize=4)
def _read_manifest(manifest: Path, _changed: int) -> dict[str, str]:
    return cast("dict[str, str]", json.loads(manifest.read_text("utf-8")))


@lru_cache(maxsize=1024)
def _address(_root: str, name: str, version: str) -> str:
    """Put an address together once: a page names some thirty icons."""
    return url_for("static", filename=name, v=version)


def version_of(name: str) -> str:
    """Return the first characters of the file's SHA-256, or an empty text when there is no such file."""
    path = STATIC / name
    return _hash(path, path.stat().st_mtime_ns) if path.is_file() else ""


def static_url(name: str) -> str:
    """Return the address of a file of ours under ``static``, carrying its content hash."""
    return _address(request.script_root, name, version_of(name))


def built_url(name: str) -> str:
    """Return the address of a built browser asset (``viewer.js``), or an empty text when assets are not built."""
    manifest = Path(current_app.config["ASSETS_MANIFEST"])
    if not manifest.is_file():
        return ""
    content_hash = _read_manifest(manifest, manifest.stat().st_mtime_ns).get(name)
    return url_for("static", filename=f"dist/{name}", v=content_hash) if content_hash else ""


def init_app(app: Flask) -> None:
    """Let templates name static files, and let browsers keep them."""
    app.config.update(SEND_FILE_MAX_AGE_DEFAULT=A_YEAR, ASSETS_MANIFEST=MANIFEST)
    app.jinja_env.globals.update(static_url=static_url, built_url=built_url)
    app.add_url_rule("/favicon.ico", "favicon", _favicon)


def _favicon() -> ResponseReturnValue:
    return (STATIC / "icons" / "favicon.svg").read_bytes(), 200, {"Content-Type": "image/svg+xml"}
