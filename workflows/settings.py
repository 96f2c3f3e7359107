"""Every setting of the product, read once from the environment into one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another.

    ``home`` is the data folder; ``bpmn_folder`` holds the shipped flows and law; ``is_demo`` gives a folder of its
    own and allows the demo people, the demo clock and their banner, all three refused in production; ``proxies`` is
    how many trusted proxies stand in front and name the visitor's address in ``X-Forwarded-For``.
    """

    home: Path
    database_url: str
    secret_key: str
    bpmn_folder: Path
    is_demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    upload_limit: int = 50 * MIB
    session_minutes: int = 480
    is_https: bool = False
    proxies: int = 0

    @property
    def files_folder(self) -> Path:
        """Return where files are kept by content hash."""
        return self.home / "files"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings an environment describes; the names are listed in the README."""
    root = Path(__file__).resolve().parent.parent
    demo = environment.get("FASHEN_DEMO", "") == "1"
    base = Path(environment.get("FASHEN_HOME", root / "var"))
    home = base / "demo" if demo else base
    own_database = f"sqlite:///{home / 'fashen.db'}"
    return Settings(
        home=home,
        database_url=own_database if demo else environment.get("FASHEN_DATABASE", own_database),
        secret_key=environment.get("FASHEN_SECRET", ""),
        bpmn_folder=Path(environment.get("FASHEN_BPMN", root / "bpmn")),
        is_demo=demo,
        host=environment.get("FASHEN_HOST", "127.0.0.1"),
        port=int(environment.get("FASHEN_PORT", "8000")),
        upload_limit=int(environment.get("FASHEN_UPLOAD_MIB", "50")) * MIB,
        session_minutes=int(environment.get("FASHEN_SESSION_MINUTES", "480")),
        is_https=environment.get("FASHEN_HTTPS", "") == "1",
        proxies=int(environment.get("FASHEN_PROXIES", "0")),
    )
