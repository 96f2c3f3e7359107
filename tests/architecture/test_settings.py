"""Every setting is documented where an administrator looks first."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_setting_stands_in_the_readme() -> None:
    settings = set(re.findall(r'"(FASHEN_[A-Z0-9_]+)"', (ROOT / "workflows" / "settings.py").read_text("utf-8")))
    documented = set(re.findall(r"FASHEN_[A-Z0-9_]+", (ROOT / "README.md").read_text("utf-8")))

    assert settings
    assert settings - documented == set()
