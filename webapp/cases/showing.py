"""From the snapshot of a case to what its page's pieces show: words, addresses and lamps."""

from collections.abc import Mapping
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from webapp.wording import sentence, translated
from workflows.questions.case_page import CasePage, ShownEvidence, ShownPaper
from workflows.questions.clocks import ShownClock
from workflows.questions.diagram import STATE_TERMS
from workflows.questions.timeline import TimelineEntry
from workflows.vocabulary.wording import N_

Piece = Mapping[str, object]

HOURS_A_DAY = 24

PART_NAMES = {
    "penalty_ordinary": N_("总流程"),
    "filing": N_("立案"),
    "investigation": N_("调查取证"),
    "notice": N_("告知"),
    "assessment": N_("适用程序判定"),
    "hearing": N_("听证"),
    "drafting": N_("拟定草案"),
    "legal_review": N_("法制审核"),
    "deliberation": N_("集体讨论"),
    "service": N_("送达"),
    "disclosure": N_("公示"),
    "referral": N_("移送"),
    "execution": N_("执行"),
    "performance": N_("履行"),
    "enforcement": N_("催告与强制执行"),
    "no_penalty": N_("不予处罚"),
    "exit": N_("撤销终止与移送机关"),
}


def pieces_of(page: CasePage) -> dict[str, object]:
    """Return what the templates of a case show beside the snapshot itself."""
    return {
        "stages": page.stages,
        "clocks": [_clock(one) for one in page.clocks],
        "papers": [_paper(one) for one in page.papers],
        "evidence": [_evidence(one) for one in page.evidence],
        "timeline": [_entry(one) for one in page.timeline],
        "part_names": PART_NAMES,
        "state_terms": STATE_TERMS,
        "live_clocks": sum(1 for one in page.clocks if one.state in {"running", "paused"}),
    }


def _clock(clock: ShownClock) -> Piece:
    return {
        "label": clock.label,
        "lamp": clock.lamp,
        "words": sentence(clock.words),
        "due_on": clock.due_on,
        "article": clock.article,
        "is_provisional": clock.is_provisional,
        "days": clock.days,
    }


def _paper(shown: ShownPaper) -> Piece:
    paper = shown.paper
    is_ready = shown.file is not None
    return {
        "name": paper.title,
        "number": paper.number,
        "made_by": paper.issued_by,
        "made_at": paper.issued_at,
        "state": N_("已重新制作") if shown.is_remade else N_("已制发") if is_ready else N_("待生成"),
        "lamp": "quiet" if shown.is_remade else "done" if is_ready else "soon",
        "preview_url": url_for("documents.preview", paper_id=paper.id),
        "download_url": url_for("documents.download", paper_id=paper.id) if is_ready else "",
    }


def checked_evidence(page: CasePage, intact: Mapping[int, bool], *, on: date) -> list[Piece]:
    """Return the evidence of a case with what the check of its files found."""
    return [{**_evidence(one), "intact": intact.get(one.evidence.id), "checked_on": on} for one in page.evidence]


def _evidence(shown: ShownEvidence) -> Piece:
    evidence = shown.evidence
    return {
        "number": f"证{evidence.number}",
        "name": evidence.name,
        "kind": shown.kind,
        "proves": evidence.proves,
        "obtained": f"{evidence.source} · {shown.collectors}",
        "intact": shown.check.is_intact if shown.check is not None else None,
        "checked_on": shown.check.on if shown.check is not None else None,
        "objection": shown.objection,
        "url": url_for("documents.evidence_file", evidence_id=evidence.id) if evidence.file_sha else "",
    }


def _entry(entry: TimelineEntry) -> Piece:
    hours = entry.took_hours
    took = ""
    if hours:
        took = (
            _("用时 %(days)s 日", days=hours // 24) if hours >= HOURS_A_DAY else _("用时 %(hours)s 小时", hours=hours)
        )
    return {
        "title": _("%(act)s（%(site)s）", act=translated(entry.title), site=translated(entry.site))
        if entry.site
        else entry.title,
        "who": entry.who,
        "signers": entry.signers,
        "when": entry.when,
        "state": entry.state,
        "note": entry.note,
        "tag": N_("退回") if entry.state == "returned" else "",
        "href": "",
        "took": took,
    }
