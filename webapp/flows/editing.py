"""What the editor in the browser talks to: the files of a draft, saving one, and the check, as JSON."""

import json
import re
from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.figures import short_moment
from webapp.request_scope import installation, me, now, reading, transaction
from webapp.wording import in_words, translated
from workflows.acts.office.save_draft_file import (
    NewText,
    Overtaken,
    Saved,
    remove_draft_file,
    save_draft_file,
    visit_draft,
)
from workflows.errors import RefusedError
from workflows.questions.flow_draft import DraftFile, check_draft, read_content, stages_of_draft
from workflows.questions.flow_findings import check_as_json
from workflows.questions.permissions import Permission

blueprint = Blueprint("flow_editing", __name__, url_prefix="/flows/drafts/<int:draft_id>")


@blueprint.get("/content")
@requires(Permission.SEE_FLOW)
def content(draft_id: int) -> ResponseReturnValue:
    """Return every file with its revision and who else is here; ``?brief=1`` leaves the texts out."""
    with transaction() as records:
        visit_draft(draft_id, actor=me(), records=records, now=now())
        held = read_content(draft_id, actor=me(), records=records, now=now())
    is_brief = bool(request.args.get("brief"))
    return jsonify(
        revision=held.revision,
        files={one.name: _file(one, is_brief=is_brief) for one in held.files},
        editors=[{"who": one.name, "at": one.at.isoformat(), "saved": one.has_saved} for one in held.editors],
    )


@blueprint.put("/files/<path:name>")
@requires(Permission.EDIT_FLOW)
def save(draft_id: int, name: str) -> ResponseReturnValue:
    """Save one file; 409 with the stored text when somebody saved it meanwhile."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, Mapping) or not isinstance(sent.get("text"), str) or not _is_revision(sent.get("revision")):
        return jsonify(message=_("这次保存无法识别，请刷新页面后再试")), 422
    new = NewText(name, sent["text"], sent["revision"])
    try:
        with transaction() as records:
            outcome = save_draft_file(draft_id, new, actor=me(), records=records, now=now())
    except RefusedError as error:
        return jsonify(message=in_words(error.objection)), 422
    return _answer(outcome, name)


@blueprint.delete("/files/<path:name>")
@requires(Permission.EDIT_FLOW)
def remove(draft_id: int, name: str) -> ResponseReturnValue:
    """Remove one file; 409 with the stored text when somebody saved it meanwhile."""
    given = request.args.get("revision", "")
    if not re.fullmatch(r"[0-9]{1,9}", given):
        return jsonify(message=_("这次保存无法识别，请刷新页面后再试")), 422
    try:
        with transaction() as records:
            outcome = remove_draft_file(draft_id, name, int(given), actor=me(), records=records, now=now())
    except RefusedError as error:
        return jsonify(message=in_words(error.objection)), 422
    return _answer(outcome, name)


@blueprint.post("/check")
@requires(Permission.SEE_FLOW)
def check(draft_id: int) -> ResponseReturnValue:
    """Check the draft as it is saved now: structure, then proof over every execution."""
    with reading() as records:
        found = check_draft(draft_id, actor=me(), records=records, means=installation().means)
    return jsonify(check_as_json(found, translated))


@blueprint.post("/examination")
@requires(Permission.SEE_FLOW)
def examination(draft_id: int) -> ResponseReturnValue:
    """Examine the draft and tell each stage in a line of its own as it begins; what it came to is kept for the act."""
    for_publication = request.form.get("of") == "approve"
    with reading() as records:
        stages = stages_of_draft(
            draft_id, for_publication=for_publication, actor=me(), records=records, means=installation().means
        )
    lines = (json.dumps({"stage": one.name, "number": one.number, "of": one.of}) + "\n" for one in stages)
    # A proxy that collects answers would hold the stages back.
    return Response(lines, mimetype="application/x-ndjson", headers={"X-Accel-Buffering": "no"})


def _file(one: DraftFile, *, is_brief: bool) -> dict[str, object]:
    told: dict[str, object] = {"revision": one.revision, "who": one.saved_by, "at": one.saved_at.isoformat()}
    return told if is_brief else {**told, "text": one.text}


def _answer(outcome: Saved | Overtaken, name: str) -> ResponseReturnValue:
    if isinstance(outcome, Saved):
        return jsonify(revision=outcome.revision)
    said = {"who": outcome.who, "at": short_moment(outcome.at), "name": name}
    if outcome.text is None:
        message = _("%(who)s 已于 %(at)s 删除 %(name)s，您的修改没有保存；请核对后再决定", **said)
    else:
        message = _(
            "%(who)s 已于 %(at)s 保存了 %(name)s，您的修改没有保存，也没有覆盖对方的内容；请核对后再决定", **said
        )
    return jsonify(
        who=outcome.who,
        at=outcome.at.isoformat(),
        message=message,
        text=outcome.text,
        revision=outcome.revision,
    ), 409


def _is_revision(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
