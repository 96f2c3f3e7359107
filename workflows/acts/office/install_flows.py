"""安装流程: the shipped diagrams become version 1 "by installation"; an agency's own version is never replaced."""

from datetime import date, datetime
from pathlib import Path

from workflows.guards.means import pack_files
from workflows.process.bundle import Bundle
from workflows.records.flows import StoredBundle, add_bundle, find_bundle, find_version_in_force
from workflows.records.transaction import Records

PROCESS = "penalty_ordinary"
FOLDERS = ("procedures", "parts", "tables", "forms")
SHIPPED_FROM = date(2026, 1, 1)


def install_flows(folder: Path, *, records: Records, now: datetime) -> str:
    """Publish the shipped flow when the agency has none; return the hash of what is in force."""
    bundle = Bundle.from_files(read_flow_files(folder), process=PROCESS)
    in_force = find_version_in_force(records.session, PROCESS, on=date.max)
    if in_force is not None:
        return in_force[0]
    if find_bundle(records.session, bundle.sha) is None:
        add_bundle(
            records.session,
            StoredBundle(
                sha=bundle.sha,
                process=PROCESS,
                version=1,
                files=pack_files(bundle.files),
                published_at=now,
                published_by="安装程序",
                effective_from=SHIPPED_FROM,
                proof="unproved",
            ),
        )
    return bundle.sha


def read_flow_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a flow folder by their names inside it."""
    wanted = [
        path
        for part in FOLDERS
        for path in sorted((folder / part).glob("*"))
        if path.suffix in {".bpmn", ".dmn", ".json"}
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in wanted}
