"""全过程记录: the journal of a case as its readable timeline, and the verification of all chains."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import me, reading
from workflows.questions.journal import read_access_journal, read_case_journal, verify_journals
from workflows.questions.permissions import Permission

blueprint = Blueprint("journal", __name__, url_prefix="/journal")


@blueprint.get("")
@requires(Permission.READ_ACCESS_JOURNAL)
def show() -> ResponseReturnValue:
    """Show the newest entries of the access journal."""
    with reading() as records:
        entries = read_access_journal(records=records, actor=me())
    return render_template("journal/show.html", entries=entries, title=_("访问日志"), case_id=0)


@blueprint.post("/verify")
@requires(Permission.READ_ACCESS_JOURNAL)
def verify() -> ResponseReturnValue:
    """Re-compute every chain and say where the first one breaks, if any does."""
    with reading() as records:
        broken = verify_journals(records=records)
    if broken is None:
        flash(_("全部日志链条校验一致"))
    else:
        where = _("日志 %(journal)s，案件 %(case)s，第 %(seq)s 条", journal=broken.journal, case=broken.case_id, seq=broken.seq)
        flash(_("校验不符：%(where)s。请立即保全数据库并报告审计管理员", where=where), "error")
    return redirect(url_for("journal.show"), 303)


@blueprint.get("/cases/<int:case_id>")
@requires(Permission.READ_CASE_JOURNAL)
def show_case(case_id: int) -> ResponseReturnValue:
    """Show the whole journal of one case."""
    with reading() as records:
        entries, title = read_case_journal(case_id, records=records, actor=me())
    return render_template("journal/show.html", entries=entries, title=title, case_id=case_id)
