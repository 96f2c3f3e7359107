"""The page on which a flow is changed, and the answer to a condition while it is being typed."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import installation, me, now, reading
from webapp.security import CONTENT_SECURITY_POLICY
from webapp.wording import sentence, translated
from workflows.questions.condition_check import check_condition
from workflows.questions.editor_words import ActWord, EditorWords, FactWord, list_editor_words
from workflows.questions.permissions import Permission, may_in_agency

blueprint = Blueprint("flow_editor", __name__, url_prefix="/flows/drafts/<int:draft_id>")

# dmn-js writes the column widths and the colours of its table into <style> elements. They are allowed on this page
# alone; scripts still come from this server's files only.
POLICY: Final = CONTENT_SECURITY_POLICY.replace("style-src 'self';", "style-src 'self' 'unsafe-inline';")
MOST_CHARACTERS: Final = 2000


@blueprint.get("/editor")
@requires(Permission.SEE_FLOW)
def show(draft_id: int) -> ResponseReturnValue:
    """Show the editor of a draft; whoever may not edit sees the same and changes nothing."""
    with reading() as records:
        words = list_editor_words(draft_id, actor=me(), records=records, means=installation().means, now=now())
    page = render_template(
        "flows/editor.html",
        draft_id=draft_id,
        title=words.title,
        may_edit=words.status == "drafting" and may_in_agency(Permission.EDIT_FLOW, actor=me()),
        catalog=_catalog(words),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.post("/condition")
@requires(Permission.SEE_FLOW)
def condition(draft_id: int) -> ResponseReturnValue:
    """Say what is wrong with a condition, in the person's language."""
    sent = request.get_json(silent=True)
    text = sent.get("text") if isinstance(sent, dict) else None
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        return jsonify(message=_("这个条件无法识别，请刷新页面后再试")), 422
    with reading() as records:
        objection = check_condition(text, draft_id, actor=me(), records=records)
    return jsonify(ok=objection is None, message=sentence(objection) if objection else "")


def _catalog(words: EditorWords) -> dict[str, object]:
    """Return the words in the person's language; what is written into a diagram stays Chinese."""
    return {
        "acts": [_act(one) for one in words.acts],
        "sites": _pairs(words.sites),
        "stages": _pairs(words.stages),
        "roles": [{"id": one.id, "term": translated(one.term), "unit": one.unit} for one in words.roles],
        "units": _pairs(words.units),
        "facts": [_fact(one) for one in words.facts],
        "clocks": [{"id": name, "said": translated(said)} for name, said in words.clocks.items()],
        "messages": _pairs(words.messages),
        "partStages": words.part_stages,
        "published": words.published,
    }


def _act(act: ActWord) -> dict[str, object]:
    return {
        "id": act.id,
        "term": translated(act.label),
        "label": act.label,
        "roles": act.roles,
        "stage": act.stage,
        "article": act.article,
        "clocks": [translated(one) for one in act.clocks],
    }


def _fact(fact: FactWord) -> dict[str, object]:
    return {
        "name": fact.name,
        "term": translated(fact.term),
        "kind": fact.kind,
        "group": translated(fact.group),
        "values": [{"value": value, "term": translated(term)} for value, term in fact.values],
    }


def _pairs(terms: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "term": translated(term)} for name, term in terms.items()]
