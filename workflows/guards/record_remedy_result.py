"""登记复议诉讼结果: upheld, changed or revoked; what was published must be withdrawn in time (处罚法48条2款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.records.outcomes import Remedy
from workflows.vocabulary.wording import N_, Objection

RESULTS = (
    ("upheld", N_("维持、驳回，或者撤回申请、撤诉")),
    ("changed", N_("变更")),
    ("revoked", N_("撤销、确认违法或者无效")),
)


def form(desk: Desk) -> Form:
    """Ask for the result of the remedy that is open."""
    return Form(
        (
            Field("result", N_("结果"), Kind.CHOICE, options=RESULTS),
            Field("result_on", N_("收到文书的日期"), Kind.DAY),
            Field("document", N_("文书文号"), limit=100),
            Field("result_text", N_("结果要点"), Kind.PARAGRAPH),
        )
    ).with_initial({"result_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a result where no remedy is open, and a day that cannot be right."""
    remedy = open_remedy(desk)
    if remedy is None:
        return (Objection("no-remedy-open", N_("没有正在进行的复议或者诉讼"), article="处罚法73条"),)
    if answers is None:
        return ()
    day = answers.day("result_on")
    found = [objection_to_future(day, now=desk.now, what=N_("收到文书的日期"))]
    if day < remedy.accepted_on:
        text = N_("收到结果的日期早于受理日期{day}，请核对")
        found.append(Objection("result-before-acceptance", text, {"day": remedy.accepted_on.isoformat()}))
    return [one for one in found if one is not None]


def open_remedy(desk: Desk) -> Remedy | None:
    """Return the remedy whose result is awaited, or None."""
    return next((one for one in reversed(desk.dossier.remedies) if not one.result), None)
