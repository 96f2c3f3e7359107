"""The five ways in which work fails below the web app; ``webapp/errors.py`` answers each once."""

from collections.abc import Sequence

from workflows.vocabulary.findings import Finding
from workflows.vocabulary.wording import Objection


class NotFoundError(Exception):
    """Nothing of that name exists, or not for this person."""


class RefusedError(Exception):
    """The law, or the office's order, refuses the act; the objection says why."""

    def __init__(self, objection: Objection) -> None:
        """Keep the objection for the border."""
        super().__init__(objection.in_chinese())
        self.objection = objection


class ConflictError(Exception):
    """Somebody was faster; the objection says who and when."""

    def __init__(self, objection: Objection) -> None:
        """Keep the objection for the border."""
        super().__init__(objection.in_chinese())
        self.objection = objection


class BrokenDiagramError(Exception):
    """A diagram, table or form cannot be read or run; the objection says where and what to do.

    ``findings`` is everything that was found while reading, the objection the first that hinders.
    """

    def __init__(self, objection: Objection, findings: Sequence[Finding] = ()) -> None:
        """Keep the objection and the findings for the border."""
        super().__init__(objection.in_chinese())
        self.objection = objection
        self.findings = tuple(findings)


class UnsavedError(Exception):
    """The database was out of reach or too busy; nothing was saved, and the same may be asked again.

    ``may_try_again`` says that doing it at once again can help. ``is_in_doubt``: the commit was sent and never
    answered, so only work that carries a key, and is asked by it, may be done again.
    """

    def __init__(self, *, may_try_again: bool, is_in_doubt: bool = False) -> None:
        """Keep what may be done now."""
        super().__init__("the database is out of reach or too busy")
        self.may_try_again = may_try_again
        self.is_in_doubt = is_in_doubt
