"""A step on the page: the case with the form of one task or act first, and whatever stood in its way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.cases.showing import pieces_of
from webapp.request_scope import installation, me, now, posted, reading
from workflows.questions.case_page import CasePage
from workflows.questions.task_page import TaskPage
from workflows.vocabulary.wording import Objection

Asking = Callable[[Mapping[str, Any]], tuple[TaskPage, CasePage]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of pressing the button: nothing yet, wrong answers, a refusal, or somebody was faster."""

    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None
    conflict: Objection | None = None
    key: str = ""


def show_step(ask: Asking, attempt: Attempt) -> str:
    """Return the case page with the step's form; what was typed stays in it."""
    means = installation().means
    with reading() as records:
        page, snapshot = ask(
            {"records": records, "actor": me(), "means": means, "now": now(), "part": request.args.get("part", "")}
        )
        template = step_template(page.act.id)
        return render_template(
            template,
            step=page,
            page=snapshot,
            shown=pieces_of(snapshot),
            attempt=attempt,
            posted=_typed(page),
            hidden={"key": uuid4().hex, "version": page.version},
            action=_action(page, snapshot),
            draft_url=url_for("tasks.save_draft", task_id=page.task.id) if page.task else "",
        )


def step_template(act_id: str) -> str:
    """Return the template of an act's page: its own where one exists, else the common one."""
    return OWN_TEMPLATES.get(act_id, "cases/step.html")


# Acts whose page is more than a form.
OWN_TEMPLATES: dict[str, str] = {}


def _typed(page: TaskPage) -> MultiDict[str, str] | None:
    if request.method == "POST":
        return MultiDict([(name, part) for name, parts in posted().items() for part in parts])
    if page.typed:
        return MultiDict([(name, part) for name, parts in page.typed.items() for part in parts])
    return None


def _action(page: TaskPage, case: CasePage) -> str:
    if page.task is not None:
        return url_for("tasks.submit", task_id=page.task.id)
    return url_for("cases.do", case_id=case.case.id, act_id=page.act.id)
