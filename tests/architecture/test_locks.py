"""Whatever is installed is pinned and checked against its hash, from whichever registry it comes."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s*]+$")


def _asked(name: str) -> list[str]:
    lines = (REQUIREMENTS / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_requirement_is_pinned() -> None:
    loose = [line for name in ("base.in", "test.in", "node.in") for line in _asked(name) if not PIN.match(line)]

    assert loose == []


def test_every_locked_package_has_a_hash_and_no_address() -> None:
    for lock in sorted(REQUIREMENTS.glob("*.lock")):
        text = lock.read_text("utf-8")
        packages = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)

        assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(packages), lock.name
        assert "://" not in text, lock.name


def test_every_requirement_is_locked_at_its_pin() -> None:
    for name in ("base", "test", "node"):
        locked = re.findall(
            r"^([a-z0-9._-]+==[^\s;\\]+)", (REQUIREMENTS / f"{name}.lock").read_text("utf-8"), re.MULTILINE
        )

        # What a package brings with an extra is locked by its own name.
        asked = {re.sub(r"\[.*\]", "", line.lower()) for line in _asked(f"{name}.in")}
        assert asked <= set(locked), f"{name}: run `make lock`"


def test_browser_packages_are_locked_by_content_and_name_no_registry() -> None:
    lock = json.loads((ROOT / "webapp" / "assets" / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_browser_packages_are_pinned() -> None:
    package = json.loads((ROOT / "webapp" / "assets" / "package.json").read_text("utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}

    assert {name: version for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}
