"""The second fence around an agency: PostgreSQL itself shows nobody another agency's cases, whatever a query forgot.

Each transaction says for whom it works; the setting ends with it, so that a pooled connection carries nothing on. Who
says nothing sees nothing. The policies bind every role but the owner of the tables: ``fashen db roles``.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Engine, text

# The setting, and the name of the execution option that carries it to where a transaction begins.
SETTING: Final = "fashen.agency"
OPTION: Final = "agency"
EVERYWHERE: Final = "*"
NOWHERE: Final = ""

_OWN: Final = ("agency_id", "agencies")
_OF_A_CASE: Final = ("case_id", "cases")
_OF_A_RUN: Final = ("run_id", "runs")

# Where each table stands: the column by which it hangs on a row, and the table of that row.
FENCED: Final[Mapping[str, tuple[str, str]]] = {
    "cases": _OWN,
    "runs": _OWN,
    "open_tasks": _OWN,
    "case_texts": _OWN,
    "disclosures": _OWN,
    "legacy_arrivals": _OWN,
    "legacy_cases": _OWN,
    "paper_series": _OWN,
    "flow_drafts": _OWN,
    "move_proposals": _OWN,
    "errands": _OWN,
    "legacy_texts": _OWN,
    "token_proposals": _OWN,
    "webhook_endpoints": _OWN,
    "webhook_deliveries": ("endpoint_id", "webhook_endpoints"),
    "flow_editors": ("draft_id", "flow_drafts"),
    "flow_files": ("draft_id", "flow_drafts"),
    "case_journal": _OF_A_CASE,
    "case_officers": _OF_A_CASE,
    "parties": _OF_A_CASE,
    "withdrawn_tasks": _OF_A_CASE,
    "clocks": _OF_A_CASE,
    "finished_steps": _OF_A_CASE,
    "investigation_records": _OF_A_CASE,
    "papers": _OF_A_CASE,
    "recusals": _OF_A_CASE,
    "run_moves": _OF_A_CASE,
    "evidence": _OF_A_CASE,
    "corrections": _OF_A_RUN,
    "drafts": _OF_A_RUN,
    "exit_proposals": _OF_A_RUN,
    "payments": _OF_A_RUN,
    "preservations": _OF_A_RUN,
    "remedies": _OF_A_RUN,
    "suspensions": _OF_A_RUN,
    "deliberations": _OF_A_RUN,
    "notices": _OF_A_RUN,
    "reviews": _OF_A_RUN,
    "services": _OF_A_RUN,
    "confirmations": _OF_A_RUN,
    "hearings": _OF_A_RUN,
    "statements": _OF_A_RUN,
    "clock_extensions": ("clock_id", "clocks"),
    "clock_pauses": ("clock_id", "clocks"),
    "form_drafts": ("task_id", "open_tasks"),
    "paper_files": ("paper_id", "papers"),
}

# Tables there are no more: migrations of their time still fence them.
FORMER: Final[Mapping[str, tuple[str, str]]] = {"dossier_exports": _OF_A_CASE}

# What refers to an agency, a case or what hangs on one, and is left open; each with its reason.
_BEFORE_SIGN_IN: Final = "read before it is known who comes, and therefore of which agency"
OPEN: Final = {
    "people": _BEFORE_SIGN_IN,
    "units": _BEFORE_SIGN_IN,
    "api_tokens": _BEFORE_SIGN_IN,
    "role_changes": "written at the first set-up, before anybody has signed in; holds no case",
    "agencies": "the list of agencies itself; a parent is named before anybody signs in",
    "access_journal": "failed sign-ins belong to no agency yet; one chain for each case number, sealed as a whole",
    "flow_versions": "a version without an agency is installed for all of them; published, so no secret",
    "paper_templates": "written at the first set-up; blank forms, without any case",
}
# Rows that stand outside any case are everybody's: what was done to flows, accounts and the calendar.
_OUTSIDE: Final = {"case_journal": "case_id = 0"}


def build_fence(connection: Connection, tables: tuple[str, ...] = tuple(FENCED)) -> None:
    """Create the policies of these tables; SQLite has none, its one process asks for the agency in every query."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
        connection.execute(text(f"CREATE POLICY own_agency ON {table} USING ({_condition(table)})"))


def say_it_anew(connection: Connection, tables: tuple[str, ...]) -> None:
    """Let the policies of these tables say what they say today."""
    for table in tables if connection.dialect.name != "sqlite" else ():
        connection.execute(text(f"ALTER POLICY own_agency ON {table} USING ({_condition(table)})"))


def narrowed(engine: Engine, agency: str) -> Engine:
    """Return the engine whose transactions work for one agency, for EVERYWHERE or for NOWHERE."""
    return engine.execution_options(**{OPTION: agency})


def say_for_whom(connection: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's connection
    """Tell the database for whom the transaction works that begins here; nothing told, nothing seen."""
    agency = connection.get_execution_options().get(OPTION)
    if agency:
        connection.exec_driver_sql(f"SELECT set_config('{SETTING}', %s, true)", (agency,))


def is_fenced(engine: Engine) -> bool:
    """Say whether the policies bind whoever is connected; they do not bind the owner of the tables."""
    with engine.connect() as connection:
        return bool(connection.execute(text("SELECT row_security_active('cases')")).scalar_one())


def _condition(table: str) -> str:
    """Say what a row must meet to be seen.

    Written as a CASE, of which PostgreSQL guesses that every second row meets it. Of the same said with OR it guesses
    one in a hundred, although each query asks for its own agency anyway, and reads a whole agency to find a page.
    """
    (column, parent), here = {**FENCED, **FORMER}[table], f"current_setting('{SETTING}', true)"
    if parent == "agencies":
        return _everywhere_or(f"{here} = CAST({column} AS text)")
    # The row it hangs on is looked for under that table's own policy.
    seen = f"EXISTS (SELECT 1 FROM {parent} AS stands WHERE stands.id = {table}.{column})"  # noqa: S608 -- names of our own tables
    return _everywhere_or(" OR ".join([*([_OUTSIDE[table]] if table in _OUTSIDE else []), seen]))


def _everywhere_or(condition: str) -> str:
    return f"CASE current_setting('{SETTING}', true) WHEN '{EVERYWHERE}' THEN true ELSE {condition} END"
