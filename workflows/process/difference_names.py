"""What a version calls the things its drawings name by their numbers: periods, forms, parts, decision tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from workflows.process.bundle import Bundle
from workflows.process.difference_forms import form_title
from workflows.rules.own_limits import find_own_limit
from workflows.rules.periods import Unit
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.wording import N_, Phrase

UNITS: Mapping[str, str] = {
    "handling": N_("承办机构"),
    "legal": N_("法制机构"),
    "leaders": N_("机关负责人"),
    "disclosure": N_("公示机构"),
    "archive": N_("档案机构"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a version calls the things its drawings name; whatever it does not have keeps its number.

    ``clocks`` are the periods of the law pack; ``called`` the parts and tables, by the number a step calls them with.
    """

    clocks: Mapping[str, str]
    forms: Mapping[str, str]
    called: Mapping[str, str]

    @classmethod
    def of(cls, bundle: Bundle, clocks: Mapping[str, str]) -> "Names":
        """Return the names of one version."""
        forms = {
            PurePosixPath(file).stem: form_title(file, raw)
            for file, raw in bundle.files.items()
            if file.startswith("forms/")
        }
        parts = {process: diagram.label for process, diagram in bundle.diagrams.items()}
        tables = {decision: table.label for decision, table in bundle.tables.items()}
        return cls(clocks, forms, {**tables, **parts})

    def of_called(self, number: str) -> str:
        """Return what a called part or table is called."""
        return self.called.get(number) or number

    def of_message(self, message: str) -> str:
        """Return what an event waits for: a period by its name, or a message."""
        term = self.clocks.get(message.removeprefix("clock:"), "")
        return Phrase(N_("{term}（{name}）"), term=term, name=message) if term else message

    def of_value(self, name: str, value: str) -> str:
        """Return the value of a property in its term."""
        match name:
            case "act":
                return ACTS[value].term if value in ACTS else value
            case "role":
                return ROLE_TERMS[Role(value)] if value in set(Role) else value
            case "limit":
                return _limit_said(value)
            case "form":
                return self.forms.get(value) or value
        return {"stage": STAGES, "unit": UNITS}.get(name, {}).get(value, value)


def _limit_said(written: str) -> str:
    limit = find_own_limit(written)
    if limit is None:
        return written
    text = N_("{count} 个工作日") if limit.unit is Unit.WORKING else N_("{count} 日")
    return Phrase(text, count=limit.length)
