"""The picture of a case's flow: the BPMN of one part of the version it stays on."""

from workflows.guards.means import Means
from workflows.records.dossier import Dossier


def read_diagram(dossier: Dossier, part: str, *, means: Means) -> bytes | None:
    """Return the BPMN of the process named ``part`` in the case's bundle, or None."""
    bundle = means.flow(dossier.records, dossier.run.bundle_sha)
    for name, content in bundle.files.items():
        if name.endswith(f"/{part}.bpmn"):
            return content
    return None
