"""The report of a proof: the verdict, what each promise came to, and for every violation an execution that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import Phrase


class Verdict(StrEnum):
    """What a proof came to; only ``proved`` may be published."""

    PROVED = "proved"
    VIOLATED = "violated"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Played:
    """One step of an execution: what somebody does, or a message that arrives.

    ``kind`` is ``start``, ``task``, ``return`` (退回 to ``target``), ``message`` or ``anytime``; ``element`` the node
    in ``file`` (empty for what is done at any time), ``path`` the node with the calls around it
    (``review_call/sign_opinion``), ``writes`` the facts it sets, ``passed`` the ids of the nodes the engine then ran
    through by itself up to the next people, ``said`` the step in words: 签署法制审核意见：审核结论＝通过.
    """

    kind: str
    file: str
    element: str
    path: str
    said: Phrase
    writes: Mapping[str, FactValue] = field(default_factory=dict)
    target: str = ""
    message: str = ""
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The shortest execution that shows a violation: its steps, and what it assumes of conditions left free.

    ``replayed`` says whether the real engine went the same way.
    """

    steps: tuple[Played, ...]
    assumed: Mapping[str, FactValue]
    replayed: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that can go wrong: a promise that is broken, or a defect of the flow itself.

    ``code`` is ``promise`` or one of ``stuck``, ``double-token``, ``never-ends``, ``dead-step``,
    ``automatic-circle``, ``no-way``, ``promise-missing``, ``promise-changed``, ``promise-idle``; ``promise`` the
    promise's id, ``told`` the one sentence for people, ``cure`` what to do, ``file`` and ``element`` where to look.
    """

    code: str
    promise: str
    article: str
    told: Phrase
    cure: str
    file: str
    element: str
    counterexample: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one promise: its id, sentence, article, whether statutory, and whether it is kept."""

    promise: str
    sentence: str
    article: str
    is_statutory: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a proof found; ``certificate`` is the hash of the reachable set a small independent checker confirms.

    ``states`` and ``steps`` count what was explored, ``seconds`` how long it took; ``abstracted`` says what was
    approximated on the safe side and ``free`` which conditions were left free; ``note`` says why nothing could be
    decided, and where to split.
    """

    verdict: Verdict
    violations: tuple[Violation, ...]
    promises: tuple[Kept, ...]
    states: int
    steps: int
    seconds: float
    certificate: str = ""
    abstracted: tuple[Phrase, ...] = ()
    free: tuple[Phrase, ...] = ()
    note: str = ""
