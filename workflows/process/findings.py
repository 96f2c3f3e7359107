"""Findings as the readers and checks of this room make them: collected file by file, and told in one sentence."""

from collections.abc import Iterable, Sequence

from workflows.errors import BrokenDiagramError
from workflows.vocabulary.findings import Finding
from workflows.vocabulary.wording import N_, Objection, Phrase

MOST_OF_A_FILE = 300

__all__ = ["Faults", "Finding", "broken", "in_one_sentence"]


class Faults:
    """Collects what is wrong with one file while it is read, so that the first fault does not hide the others."""

    def __init__(self, file: str) -> None:
        """Begin with nothing found in ``file``."""
        self.file = file
        self.found: list[Finding] = []
        self._counts = {True: 0, False: 0}

    @property
    def hinder(self) -> bool:
        """Say whether something was found with which the file cannot be used."""
        return any(finding.hinders for finding in self.found)

    def note(self, element: str, code: str, text: str, cure: str, /, **params: str | int) -> None:
        """Note what makes the file unusable; text and cure are marked sentences, the text with its places filled."""
        self._record(Finding(self.file, element, Objection(code, text, params), cure))

    def warn(self, element: str, code: str, text: str, cure: str, /, **params: str | int) -> None:
        """Note what is only told."""
        self._record(Finding(self.file, element, Objection(code, text, params, warning=True), cure))

    def add(self, findings: Iterable[Finding]) -> None:
        """Note what somebody else found."""
        for finding in findings:
            self._record(finding)

    def _record(self, finding: Finding) -> None:
        """Keep a finding; of each sort as many as somebody would still read, and then that there are more."""
        self._counts[finding.hinders] += 1
        if self._counts[finding.hinders] <= MOST_OF_A_FILE:
            self.found.append(finding)
        elif self._counts[finding.hinders] == MOST_OF_A_FILE + 1:
            text, cure = N_("还有更多问题，未一一列出"), N_("请先更正已列出的")
            message = Objection("more", text, warning=not finding.hinders)
            self.found.append(Finding(self.file, "", message, cure))


def in_one_sentence(finding: Finding) -> Objection:
    """Return a finding as one sentence with its place and cure, for whoever cannot be shown the element."""
    place = " · ".join(part for part in (finding.file, finding.element) if part)
    wrong = Phrase(finding.message.text, **finding.message.params)
    return Objection(
        finding.code,
        N_("{place}：{wrong}。{cure}") if place else N_("{wrong}。{cure}"),
        {"place": place, "wrong": wrong, "cure": finding.cure},
        article=finding.message.article,
        warning=finding.message.warning,
    )


def broken(findings: Sequence[Finding]) -> BrokenDiagramError:
    """Return the error that carries all findings and says the first of those that hinder."""
    first = next((finding for finding in findings if finding.hinders), findings[0])
    return BrokenDiagramError(in_one_sentence(first), findings)
