"""Every setting of the product, read once from the environment into one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


class SettingError(ValueError):
    """A setting cannot be read."""

    def __init__(self, name: str, given: str) -> None:
        """Keep which, and what it was set to."""
        super().__init__(f"{name}={given}")
        self.name, self.given = name, given


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another.

    ``home`` is the data folder; ``database_pool`` is how many connections a process keeps to PostgreSQL,
    ``database_prepares`` lets the driver prepare statements there; ``bpmn_folder`` holds the shipped flows and law;
    ``is_demo`` gives a folder of its own and allows the demo people, the demo clock and their banner, all three refused
    in production; ``leaked_passwords`` is a list of what nobody may choose; ``proxies`` is how many trusted proxies
    stand in front and name the visitor's address in ``X-Forwarded-For``; ``checkpoints`` is
    the second place to which signed checkpoints are copied, ``address`` how the public reaches the portal;
    ``older_secrets`` are former keys, by which cookies and secrets can still be read; ``api_rate`` is how often one
    application may call, ``search_rate`` and ``export_rate`` how often one person may search and export;
    ``may_push_inside`` lets messages go to private addresses, ``push_allowed`` to these alone: names, numbers or
    networks; ``pdf`` is LibreOffice by path or name, empty where this machine is to be looked at, ``off`` for none.
    """

    home: Path
    database_url: str
    secret_key: str
    bpmn_folder: Path
    older_secrets: tuple[str, ...] = ()
    is_demo: bool = False
    database_pool: int = 10
    database_prepares: bool = True
    host: str = "127.0.0.1"
    port: int = 8000
    upload_limit: int = 50 * MIB
    session_minutes: int = 480
    idle_minutes: int = 30
    administrator_idle_minutes: int = 15
    failures_until_closed: int = 5
    leaked_passwords: Path | None = None
    closed_minutes: int = 15
    asks_second_factor: bool = False
    asks_everybody: bool = False
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    oidc_name: str = ""
    is_https: bool = False
    proxies: int = 0
    checkpoints: Path | None = None
    address: str = ""
    api_rate: str = "600/minute"
    search_rate: str = "120/minute"
    export_rate: str = "30/minute"
    may_push_inside: bool = False
    push_allowed: tuple[str, ...] = ()
    files: str = ""
    files_endpoint: str = ""
    processes: int = 1
    works_inside: bool = True
    logs_json: bool = False
    metrics_readers: tuple[str, ...] = ()
    errand_days: int = 7
    delivery_days: int = 90
    pdf: str = ""

    @property
    def has_single_sign_on(self) -> bool:
        """Say whether people may sign in at the agency's own provider; it sends them back to ``address`` alone."""
        return bool(self.oidc_issuer and self.oidc_client and self.address)

    @property
    def files_address(self) -> str:
        """Return where files are kept by content hash: a folder or a bucket."""
        return self.files or str(self.home / "files")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings an environment describes; the names are listed in the README."""
    root = Path(__file__).resolve().parent.parent
    demo = environment.get("FASHEN_DEMO", "") == "1"
    base = Path(environment.get("FASHEN_HOME") or root / "var")
    home = base / "demo" if demo else base
    # Demo people never move into the database of real cases: the demo's address has a name of its own.
    address_of_database = "FASHEN_DEMO_DATABASE_URL" if demo else "FASHEN_DATABASE_URL"
    return Settings(
        home=home,
        database_url=environment.get(address_of_database, "") or f"sqlite:///{home / 'fashen.db'}",
        database_pool=_number(environment, "FASHEN_DATABASE_POOL", 10),
        database_prepares=environment.get("FASHEN_DATABASE_PREPARE", "") != "off",
        secret_key=environment.get("FASHEN_SECRET", ""),
        older_secrets=tuple(environment.get("FASHEN_SECRET_BEFORE", "").split()),
        bpmn_folder=Path(environment.get("FASHEN_BPMN", root / "bpmn")),
        is_demo=demo,
        host=environment.get("FASHEN_HOST", "127.0.0.1"),
        port=_number(environment, "FASHEN_PORT", 8000),
        upload_limit=_number(environment, "FASHEN_UPLOAD_MIB", 50) * MIB,
        session_minutes=_number(environment, "FASHEN_SESSION_MINUTES", 480),
        idle_minutes=_number(environment, "FASHEN_IDLE_MINUTES", 30),
        administrator_idle_minutes=_number(environment, "FASHEN_ADMIN_IDLE_MINUTES", 15),
        failures_until_closed=_number(environment, "FASHEN_LOGIN_FAILURES", 5),
        closed_minutes=_number(environment, "FASHEN_LOGIN_CLOSED_MINUTES", 15),
        leaked_passwords=Path(environment["FASHEN_LEAKED_PASSWORDS"])
        if environment.get("FASHEN_LEAKED_PASSWORDS")
        else None,
        asks_second_factor=not demo or environment.get("FASHEN_SECOND_FACTOR", "") in {"1", "everybody"},
        asks_everybody=environment.get("FASHEN_SECOND_FACTOR", "") == "everybody",
        oidc_issuer=environment.get("FASHEN_OIDC_ISSUER", "").rstrip("/"),
        oidc_client=environment.get("FASHEN_OIDC_CLIENT", ""),
        oidc_secret=environment.get("FASHEN_OIDC_SECRET", ""),
        oidc_name=environment.get("FASHEN_OIDC_NAME", "统一身份认证"),
        is_https=environment.get("FASHEN_HTTPS", "") == "1",
        proxies=_number(environment, "FASHEN_PROXIES", 0),
        checkpoints=Path(environment["FASHEN_CHECKPOINTS"]) if environment.get("FASHEN_CHECKPOINTS") else None,
        address=environment.get("FASHEN_ADDRESS", "").rstrip("/"),
        api_rate=environment.get("FASHEN_API_RATE", "600/minute"),
        search_rate=environment.get("FASHEN_SEARCH_RATE", "120/minute"),
        export_rate=environment.get("FASHEN_EXPORT_RATE", "30/minute"),
        may_push_inside=environment.get("FASHEN_PUSH_INSIDE", "") == "1",
        push_allowed=tuple(environment.get("FASHEN_PUSH_ALLOW", "").lower().split()),
        files="" if demo else environment.get("FASHEN_FILES", ""),
        files_endpoint=environment.get("FASHEN_FILES_ENDPOINT", ""),
        processes=_number(environment, "FASHEN_PROCESSES", 1),
        works_inside=environment.get("FASHEN_WORKS_INSIDE", "1") == "1",
        logs_json=environment.get("FASHEN_LOG", "") == "json",
        errand_days=_number(environment, "FASHEN_ERRAND_DAYS", 7),
        delivery_days=_number(environment, "FASHEN_DELIVERY_DAYS", 90),
        pdf=environment.get("FASHEN_PDF", "").strip(),
        metrics_readers=tuple(environment.get("FASHEN_METRICS", "").split()),
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name, "").strip()
    try:
        return int(given) if given else default
    except ValueError as error:
        raise SettingError(name, given) from error
