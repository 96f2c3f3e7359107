"""Findings: what a check of a flow has found, where it stands, and what to do about it."""

from dataclasses import dataclass

from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of a check: the file and element it is about, what is wrong, and the cure, a marked sentence.

    ``message.warning`` marks what does not hinder publication.
    """

    file: str
    element: str
    message: Objection
    cure: str

    @property
    def code(self) -> str:
        """Return the code of what is wrong, for tests and for pages that explain it further."""
        return self.message.code

    @property
    def hinders(self) -> bool:
        """Say whether a flow with this finding cannot be published."""
        return not self.message.warning
