"""The proof report as a version keeps it: what was proved, with articles, readable when the prover is another."""

from collections.abc import Mapping
from typing import Any

from workflows.process.proof.report import ProofReport
from workflows.vocabulary.wording import Phrase


def written(report: ProofReport) -> dict[str, object]:
    """Return a report as plain JSON values; its sentences keep their places, so that they can be said in English."""
    return {
        "verdict": report.verdict.value,
        "states": report.states,
        "steps": report.steps,
        "seconds": round(report.seconds, 3),
        "certificate": report.certificate,
        "promises": [
            {
                "promise": one.promise,
                "sentence": one.sentence,
                "article": one.article,
                "statutory": one.is_statutory,
                "kept": one.is_kept,
            }
            for one in report.promises
        ],
        "abstracted": [_taken_apart(one) for one in report.abstracted],
        "free": [_taken_apart(one) for one in report.free],
        "note": _taken_apart(report.note),
    }


def read_words(kept: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Return a sentence of a written report, put together again."""
    if not isinstance(kept, Mapping):
        return str(kept or "")
    return Phrase(str(kept["sentence"]), **{name: _word(value) for name, value in kept["params"].items()})


def _word(value: Any) -> str | int:  # noqa: ANN401 -- any JSON value
    return value if isinstance(value, int) else read_words(value)


def _taken_apart(text: object) -> object:
    if isinstance(text, Phrase):
        params = {name: _taken_apart(value) for name, value in text.params.items()}
        return {"sentence": text.sentence, "params": params}
    return text
