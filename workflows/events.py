"""What can have happened, one frozen class per kind of journal entry; what happens to accounts: account_events.py."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """The base of everything a journal may hold."""

    @classmethod
    def kind(cls) -> str:
        """Return the entry's kind: the class name."""
        return cls.__name__

    def body(self) -> dict[str, object]:
        """Return what is written into the entry."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class CaseRegistered(Event):
    """A case was registered 案源登记 and its run started on a bundle."""

    number: str
    title: str
    process: str
    bundle_sha: str


@dataclass(frozen=True, slots=True)
class ActDone(Event):
    """An act was done; ``content_sha`` is the hash of the answers and facts that the sealed finished step keeps."""

    act: str
    label: str
    site: str
    round: int
    persons: Sequence[int]
    done_on: str
    content_sha: str
    summary: str
    papers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PaperIssued(Event):
    """A paper took its number and froze its fields and template."""

    paper_id: int
    kind_id: str
    number: str
    fields_sha: str
    template_sha: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PaperRendered(Event):
    """The file of an issued paper was made; the first rendering wins."""

    paper_id: int
    file_sha: str
    size: int


@dataclass(frozen=True, slots=True)
class DossierExported(Event):
    """The dossier of a case was exported when its journal had so many entries: it shows that none was cut off."""

    entries: int


@dataclass(frozen=True, slots=True)
class ClockStarted(Event):
    """A statutory clock began to run."""

    clock: str
    started_on: str
    due_on: str
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class ClockEnded(Event):
    """A statutory clock stopped, fired or was replaced."""

    clock: str
    state: str
    on: str


@dataclass(frozen=True, slots=True)
class ClockChanged(Event):
    """A clock was paused, resumed, extended or recomputed from a new calendar; ``before`` is the day it replaces."""

    clock: str
    change: str
    due_on: str
    ground: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class TaskMoved(Event):
    """A task was claimed, assigned, transferred, frozen or thawed."""

    task_id: int
    act: str
    change: str
    to_id: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """An act was refused; kept in the access journal, in a transaction of its own."""

    act: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Viewed(Event):
    """Something sensitive was looked at on a page, or printed."""

    what: str
    key: str
    file_sha: str = ""


@dataclass(frozen=True, slots=True)
class Downloaded(Event):
    """A file was taken out of the system: a paper, a piece of evidence, an exported journal."""

    what: str
    key: str
    file_sha: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A person signed in, or failed to."""

    login: str
    is_success: bool


@dataclass(frozen=True, slots=True)
class CredentialChanged(Event):
    """A credential was registered, suspended, restored or revoked."""

    person_id: int
    number: str
    change: str
    reason: str


@dataclass(frozen=True, slots=True)
class CalendarImported(Event):
    """A notice of holidays 放假通知 was imported."""

    year: int
    title: str
    is_regional: bool
    days_off: int
    make_up_days: int


@dataclass(frozen=True, slots=True)
class ClocksRecounted(Event):
    """The open clocks of every agency were counted again by a notice of holidays; how many, and what became of them."""

    year: int
    title: str
    counted: int
    moved: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class EvidenceChecked(Event):
    """Every file of a case was compared with its recorded hash; ``wrong`` names those that differ or are gone.

    ``intact`` and ``changed`` are the numbers of the evidence whose files were as entered, and of the others.
    """

    files: int
    wrong: Sequence[str]
    intact: Sequence[int]
    changed: Sequence[int]


@dataclass(frozen=True, slots=True)
class PersonAdded(Event):
    """An account was opened from the command line."""

    person_id: int
    login: str
    roles: Sequence[str]


@dataclass(frozen=True, slots=True)
class FlowDraftChanged(Event):
    """A draft of a flow was begun, submitted, taken back, returned, dropped or restored; or files were read into it.

    ``sha`` is the hash of the files where they were frozen, ``reason`` what was said.
    """

    draft_id: int
    title: str
    process: str
    change: str
    sha: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FlowPublished(Event):
    """A version of a flow was published; ``loosened`` names each 放宽 the approver accepted, with its provision."""

    draft_id: int
    process: str
    version: int
    sha: str
    effective_from: str
    proof: str
    certificate: str
    submitted_by: str
    reason: str
    provision: str
    transition: str
    loosened: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TemplateChanged(Event):
    """A template of a paper 文书模板 was uploaded, submitted, approved, returned or dropped; ``sha`` is its file's."""

    kind_id: str
    title: str
    version: int
    change: str
    sha: str
    effective_from: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveProposed(Event):
    """A flow administrator proposed to move running cases to a version; ``mapping`` places the steps that vanished."""

    proposal_id: int
    to_sha: str
    reason: str
    provision: str
    mapping: Sequence[str]


@dataclass(frozen=True, slots=True)
class RunMoved(Event):
    """A running case was moved to another version of its flow; its clocks and finished steps stayed as they were.

    ``steps`` are the open steps where it stands now; ``proposed_by`` asked for it, whoever entered this did it.
    """

    move_id: int
    from_sha: str
    to_sha: str
    from_version: int
    to_version: int
    steps: Sequence[str]
    proposed_by: str
    reason: str
    provision: str


@dataclass(frozen=True, slots=True)
class RunMovedBack(Event):
    """A move was taken back before anything was done in the case; it stands exactly as before."""

    move_id: int
    undoes: int
    from_sha: str
    to_sha: str
    from_version: int
    to_version: int
    reason: str
