"""A step on the page: the case with the form of one task or act first, and whatever stood in its way."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from flask import render_template, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.cases.showing import pieces_of
from webapp.request_scope import installation, me, now, posted, reading
from workflows.acts.rehearsal import PaperToCome
from workflows.forms import Kind
from workflows.questions.case_page import CasePage
from workflows.questions.files import name_uploads
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
        template, typed = step_template(page.act.id), _typed(page)
        return render_template(
            template,
            step=page,
            page=snapshot,
            shown=pieces_of(snapshot),
            attempt=attempt,
            posted=typed,
            file_names=name_uploads(_sent_files(page, typed), records=records, actor=me()),
            hidden={"key": uuid4().hex, "version": page.version},
            action=_action(page, snapshot),
            draft_url=url_for("tasks.save_draft", task_id=page.task.id) if page.task else "",
            preview_url=_preview(page, snapshot) if page.makes_papers else "",
        )


def show_papers_to_come(papers: Sequence[PaperToCome]) -> str:
    """Return the page of the papers an act would issue, each as it would read."""
    means = installation().means
    made = [one.made(means) for one in papers]
    drafts = [{"title": one.title, "html": one.html, "content": b64encode(one.content).decode("ascii")} for one in made]
    return render_template("documents/preview.html", drafts=drafts)


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


def _sent_files(page: TaskPage, typed: MultiDict[str, str] | None) -> list[str]:
    """Return the hashes of the files sent with the form before."""
    fields = [one.name for one in page.form.fields if one.kind is Kind.FILE]
    return [sha for name in fields for sha in typed.getlist(name)] if typed is not None else []


def _preview(page: TaskPage, case: CasePage) -> str:
    if page.task is not None:
        return url_for("tasks.preview", task_id=page.task.id)
    return url_for("cases.preview", case_id=case.case.id, act_id=page.act.id)


def _action(page: TaskPage, case: CasePage) -> str:
    if page.task is not None:
        return url_for("tasks.submit", task_id=page.task.id)
    return url_for("cases.do", case_id=case.case.id, act_id=page.act.id)
