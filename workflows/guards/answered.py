"""Answering the party argument by argument (处罚法45条): the rows of the form and how the rule sees them."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Kind
from workflows.rules.defence import Argument
from workflows.vocabulary.wording import N_

ADOPTION = (("adopted", N_("采纳")), ("rejected", N_("不予采纳")))
ADOPTION_TERMS = dict(ADOPTION)


def argument_rows(label: str, *, required: bool) -> Field:
    """Return the repeated question: the argument, what was found, adopted or not, and why."""
    return Field(
        "arguments",
        label,
        Kind.ROWS,
        required=required,
        least=1 if required else 0,
        columns=(
            Field("claim", N_("当事人意见"), Kind.PARAGRAPH),
            Field("verification", N_("复核情况"), Kind.PARAGRAPH),
            Field("adopted", N_("是否采纳"), Kind.CHOICE, options=ADOPTION),
            Field("reason", N_("理由"), Kind.PARAGRAPH),
        ),
    )


def open_rows(arguments: Sequence[str]) -> tuple[Answers, ...]:
    """Return the rows the form opens with: every argument on file, not answered yet."""
    return tuple(Answers({"claim": one}) for one in arguments)


def judged(answers: Answers, *, on_file: Sequence[str]) -> list[Argument]:
    """Return every argument as judged; one on file that no row answers comes back unjudged."""
    rows = [
        Argument(
            row.text("claim"), f"{row.text('verification')}；{row.text('reason')}", row.text("adopted") == "adopted"
        )
        for row in answers.rows("arguments")
    ]
    answered = {_plain(one.text) for one in rows}
    return [*rows, *(Argument(one) for one in on_file if _plain(one) not in answered)]


def _plain(text: str) -> str:
    """A browser changes line ends and trims; the argument is still the same."""
    return "".join(text.split())
