"""我的已办, the lists as spreadsheets and on paper, and signing for several tasks of the pool at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.figures import counted, day, moment
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, me, now, reading, today, transaction
from webapp.spreadsheets import csv_response
from webapp.tasks.asking import as_arguments, wanted_of_request
from webapp.wording import in_words, sentence, translated
from workflows.acts.office.hold_tasks import claim_task
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.questions.my_done import DONE_KEY, list_my_done
from workflows.questions.my_tasks import TaskLine, Wanted, list_my_tasks, list_pool
from workflows.questions.permissions import Permission

blueprint = Blueprint("lists", __name__)

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Claimed:
    """What became of one task of a batch: taken, or the reason why not."""

    label: str
    site: str
    case_number: str
    reason: str


@blueprint.get("/done")
@requires(Permission.SEE_PEOPLE)
def list_done() -> ResponseReturnValue:
    """Show what the person finished, newest first."""
    words = request.args.get("q", "").strip()[:100]
    with reading() as records:
        done = list_my_done(records=records, actor=me(), words=words, turn=turn_of_request(*DONE_KEY))
    total = counted(done.total) if done.total is not None else ""
    pager = pager_of(done.page, "lists.list_done", {"q": words or None}, total=total)
    return render_template("tasks/done.html", done=done, words=words, pager=pager, is_printed=False)


@blueprint.get("/done/print")
@requires(Permission.SEE_PEOPLE)
def print_done() -> ResponseReturnValue:
    """Show everything the person finished on one page, for paper."""
    words = request.args.get("q", "").strip()[:100]
    with reading() as records:
        done = list_my_done(records=records, actor=me(), words=words, is_whole=True)
    return render_template("tasks/done.html", done=done, words=words, pager=None, is_printed=True, nav=())


@blueprint.get("/done.csv")
@requires(Permission.SEE_PEOPLE)
def export_done() -> Response:
    """Return everything the person finished as a spreadsheet."""
    words = request.args.get("q", "").strip()[:100]
    with reading() as records:
        done = list_my_done(records=records, actor=me(), words=words, is_whole=True)
    heads = (_("案号"), _("案件"), _("当事人"), _("事项"), _("办理情况"), _("办结时间"))
    rows = [
        (one.case_number, one.case_title, one.party, translated(one.act), one.summary, moment(one.done_at))
        for one in done.lines
    ]
    return csv_response(_("我的已办"), heads, rows)


@blueprint.get("/tasks/print")
@requires(Permission.SEE_PEOPLE)
def print_mine() -> ResponseReturnValue:
    """Show all open tasks that the filter keeps, for paper."""
    lines, wanted = _everything(is_pool=False)
    return _printed(lines, wanted, _("我的待办"))


@blueprint.get("/tasks.csv")
@requires(Permission.SEE_PEOPLE)
def export_mine() -> Response:
    """Return all open tasks that the filter keeps as a spreadsheet."""
    return _exported(_everything(is_pool=False)[0], _("我的待办"))


@blueprint.get("/pool/print")
@requires(Permission.SEE_PEOPLE)
def print_pool() -> ResponseReturnValue:
    """Show all of the pool that the filter keeps, for paper."""
    lines, wanted = _everything(is_pool=True)
    return _printed(lines, wanted, _("待签收"))


@blueprint.get("/pool.csv")
@requires(Permission.SEE_PEOPLE)
def export_pool() -> Response:
    """Return all of the pool that the filter keeps as a spreadsheet."""
    return _exported(_everything(is_pool=True)[0], _("待签收"))


@blueprint.post("/pool/claim")
@requires(Permission.SEE_PEOPLE)
def claim_many() -> ResponseReturnValue:
    """Sign for the chosen tasks one by one; what one of them refuses does not hold up the others."""
    chosen = [int(one) for one in request.form.getlist("task") if re.fullmatch(r"[0-9]{1,9}", one)][:MOST_AT_ONCE]
    if not chosen:
        flash(_("请先勾选要签收的事项"), "warning")
        return redirect(url_for("tasks.list_pool"), 303)
    waiting = {line.id: line for line in _everything(is_pool=True)[0]}
    results = [_claim(task_id, waiting.get(task_id)) for task_id in dict.fromkeys(chosen)]
    if not any(one.reason for one in results):
        flash(_("已签收 %(count)s 项", count=len(results)))
        return redirect(url_for("tasks.list_mine"), 303)
    return render_template("tasks/claimed.html", results=results)


def _claim(task_id: int, line: TaskLine | None) -> Claimed:
    label, site, number = (line.label, line.site, line.case_number) if line is not None else ("", "", "")
    try:
        with transaction() as records:
            claim_task(task_id, actor=me(), records=records, means=installation().means, now=now())
    except (RefusedError, ConflictError) as error:
        return Claimed(label, site, number, in_words(error.objection))
    except NotFoundError:
        return Claimed(label, site, number, _("此待办已被收回或者已办结"))
    return Claimed(label, site, number, "")


def _everything(*, is_pool: bool) -> tuple[Sequence[TaskLine], Wanted]:
    asked = wanted_of_request()
    wanted = Wanted(is_whole=True, lamp=asked.lamp, words=asked.words, stage=asked.stage)
    ask = list_pool if is_pool else list_my_tasks
    with reading() as records:
        found = ask(records=records, actor=me(), means=installation().means, today=today(), wanted=wanted)
    return found.lines, wanted


def _printed(lines: Sequence[TaskLine], wanted: Wanted, title: str) -> str:
    return render_template(
        "tasks/printed.html",
        lines=lines,
        title=title,
        asked=as_arguments(wanted),
        wanted=wanted,
        printed_at=now(),
        nav=(),
    )


def _exported(lines: Sequence[TaskLine], name: str) -> Response:
    heads = (_("案号"), _("案件"), _("当事人"), _("当前事项"), _("环节"), _("来源"), _("到达"), _("届满日"), _("时限"))
    rows = [
        (
            one.case_number,
            one.case_title,
            one.party,
            translated(one.label) + (_("（%(site)s）", site=translated(one.site)) if one.site else ""),
            translated(one.stage),
            one.sent_by,
            moment(one.opened_at),
            day(one.due_on) if one.due_on else "",
            sentence(one.lamp.words) if one.lamp else "",
        )
        for one in lines
    ]
    return csv_response(name, heads, rows)
