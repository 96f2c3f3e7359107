"""Mutants of facts: conditions weakened, forms and tables that would define a duty away."""

import ast
from collections.abc import Iterator, Mapping
from functools import partial

import orjson
from lxml import etree

from tests.process.drawing import dmn
from tests.process.proof.mutants import ASIDE, Mutant, nodes_of, the_shipped_flow
from tests.process.proof.redrawing import BPMN, MAIN, Redrawing
from workflows.process.form_schema import DIALECT

_CONDITION = f"{BPMN}conditionExpression"


def conditions_turned() -> Iterator[Mutant]:
    """条件写反: a way is taken exactly when it should not be."""
    for flow, condition in _conditions():
        yield Mutant(f"turned: {flow}", partial(_rewrite, flow=flow, condition=f"not ({condition})"))


# Ways that lead to what must be done: weaker is whatever lets fewer cases take them.
_TO_A_DUTY = frozenset(
    {
        "draft_renotice_to_notice_call",
        "draft_needs_review_to_legal_review_call",
        "draft_needs_confirmation_to_confirm_redraft",
        "needs_deliberation_to_deliberation_call",
    }
)
# Ways that lead past it: weaker is whatever lets more cases take them.
_PAST_A_DUTY = frozenset(
    {
        "notice_done_to_drafting_call",
        "notice_entry_to_hearing_call",
        "review_outcome_to_draft_needs_confirmation",
        "deliberation_result_to_decide_penalty",
        "review_conclusion_to_legal_review_end",
        "disclosure_published_to_disclosure_end",
        "disclosure_exempt_approved_to_disclosure_end",
        "police_filed_to_close_case",
    }
)


def conditions_weakened() -> Iterator[Mutant]:
    """条件写漏或写宽: one part of a condition is left out, one value of a list is missing, or one too many is there."""
    for flow, condition in _conditions():
        weaker = _narrower(condition) if flow in _TO_A_DUTY else _wider(condition) if flow in _PAST_A_DUTY else ()
        for place, text in enumerate(dict.fromkeys(weaker)):
            yield Mutant(f"weakened {place}: {flow}", partial(_rewrite, flow=flow, condition=text))


def ways_rotated() -> Iterator[Mutant]:
    """出线画错: where a gateway of the procedure has three ways, each leads where the next should."""
    drawn = the_shipped_flow()
    for gateway in nodes_of("exclusiveGateway", file=MAIN):
        if len(drawn.leaving(gateway)) > 2:
            yield Mutant(f"ways rotated: {gateway}", partial(_rotate, gateway=gateway))


def _conditions() -> Iterator[tuple[str, str]]:
    drawn = the_shipped_flow()
    for name in drawn.names(".bpmn"):
        for flow in drawn.root(name).iter(f"{BPMN}sequenceFlow"):
            condition = flow.find(_CONDITION)
            if condition is not None:
                yield str(flow.get("id")), str(condition.text)


def _narrower(condition: str) -> Iterator[str]:
    """Yield the condition without each alternative, each value of its lists, and with one demand more."""
    tree = ast.parse(condition, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            yield from _without(tree, node.values)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In):
            assert isinstance(node.comparators[0], ast.List)
            yield from _without(tree, node.comparators[0].elts)
    yield f"({condition}) and {ASIDE}"


def _wider(condition: str) -> Iterator[str]:
    """Yield the condition without each demand, and with one alternative more."""
    tree = ast.parse(condition, mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            yield from _without(tree, node.values)
    yield f"({condition}) or {ASIDE}"


def _without(tree: ast.Expression, parts: list[ast.expr]) -> Iterator[str]:
    for place, part in enumerate([*parts]):
        parts.remove(part)
        yield ast.unparse(tree)
        parts.insert(place, part)


def _rewrite(drawn: Redrawing, flow: str, condition: str) -> None:
    drawn.set_condition(drawn.flow(flow), condition)


def _rotate(drawn: Redrawing, gateway: str) -> None:
    flows = drawn.leaving(gateway)
    targets = [str(flow.get("targetRef")) for flow in flows]
    for flow, target in zip(flows, [*targets[1:], targets[0]], strict=True):
        flow.set("targetRef", target)


# ------------------------------------------------------------------------------------------------- forms

# What a gateway of the road guards, and so which promise falls when a form may switch it off.
_GUARDED: Mapping[str, str] = {
    "draft_needs_review_to_legal_review_call": "PO-11a PO-12",
    "draft_needs_confirmation_to_confirm_redraft": "PO-11a",
    "needs_deliberation_to_deliberation_call": "PO-15",
    "draft_renotice_to_notice_call": "PO-03",
    "notice_hearing_requested_to_hearing_call": "",
    "notice_statement_made_to_review_defence": "PO-05",
    "decision_signed_to_drafting_call": "",
}


def forms_that_switch_off() -> Iterator[Mutant]:
    """表单定义掉义务: a form of the agency's own asks whether to do it, and the gateway listens to the answer."""
    for flow, promises in _GUARDED.items():
        yield Mutant(f"form switches off: {flow}", partial(_switch_off, flow=flow), frozenset(promises.split()))


def _switch_off(drawn: Redrawing, flow: str) -> None:
    _ask(drawn, before="report_findings")
    element = drawn.flow(flow)
    condition = str(element.findtext(_CONDITION))
    drawn.set_condition(element, f'({condition}) and form.speed.lane != "fast"')


def forms_that_define_away() -> Iterator[Mutant]:
    """表单与决策表定义掉依据: a table of the agency's own decides a guarded fact anew from what a form was told."""
    for fact, least in (("review_basis", '"none"'), ("must_deliberate", "false"), ("hearing_right", "false")):
        for behind in ("finalise_draft", "drafting_assessment_call"):
            yield Mutant(
                f"form defines away {fact}: {behind}", partial(_define_away, fact=fact, least=least, at=behind)
            )


def _define_away(drawn: Redrawing, fact: str, least: str, at: str) -> None:
    _ask(drawn, before="finalise_draft")
    rows = [(['"fast"'], [least])]
    drawn.put_file("tables/speed.dmn", dmn("speed", inputs=["form.speed.lane"], outputs=[fact], rules=rows))
    drawn.add("businessRuleTask", "speed_table", beside=at)
    extensions = etree.SubElement(drawn.node("speed_table"), f"{BPMN}extensionElements")
    etree.SubElement(extensions, "{http://spiffworkflow.org/bpmn/schema/1.0/core}calledDecisionId").text = "speed"
    drawn.put_behind(at, "speed_table")


def _ask(drawn: Redrawing, before: str) -> None:
    drawn.put_file("forms/speed.json", a_form("lane", "fast", "usual"))
    drawn.add("userTask", "speed", beside=before, name="办理速度", act="form", form="speed", article="内部规定")
    drawn.put_before(before, "speed")


def a_form(field: str, *values: str) -> bytes:
    """Return a form that asks one choice."""
    asked = {"type": "string", "title": "如何办理", "enum": [*values], "x-labels": dict.fromkeys(values, "选项")}
    return orjson.dumps(
        {"$schema": DIALECT, "title": "补充表单", "type": "object", "properties": {field: asked}, "required": [field]}
    )


# ------------------------------------------------------------------------------------------------ tables


def gates_that_trust_a_table() -> Iterator[Mutant]:
    """只信目录不信法定: the table knows one ground less, and the gate asks for the grounds that are left (PO-15).

    The statutory floor (处罚法57条2款) raises what the table answers, so those cases pass the gate undeliberated.
    """
    for ground, asked in (("statutory", 'review_basis == "statutory"'), ("heavy", "heavy_kind")):
        yield Mutant(f"only {ground} deliberated", partial(_trust, asked=asked), frozenset({"PO-15"}))


def _trust(drawn: Redrawing, asked: str) -> None:
    for rule in _rules(drawn, "tables/deliberation_scope.dmn"):
        cells = [str(text.text or "") for text in rule.iterfind("{*}inputEntry/{*}text")]
        column = 4 if "review_basis" in asked else 2
        if any(cells) and not cells[column]:
            _take(rule)
    flow = drawn.flow("needs_deliberation_to_deliberation_call")
    drawn.set_condition(flow, f"{flow.findtext(_CONDITION)} and {asked}")


def tables_emptied() -> Iterator[Mutant]:
    """决策表清空: no row is left, or one row less; what that takes away is asked of the comparison, too."""
    drawn = the_shipped_flow()
    for name in drawn.names(".dmn"):
        yield Mutant(f"emptied: {name}", partial(_empty, name=name, rows=()))
        for place, _ in enumerate(_rules(drawn, name)):
            yield Mutant(f"row {place + 1} gone: {name}", partial(_empty, name=name, rows=(place,)))
        yield Mutant(f"never answers: {name}", partial(_answer_least, name=name))


def _rules(drawn: Redrawing, name: str) -> list[etree._Element]:
    return list(drawn.root(name).iter("{*}rule"))


def _empty(drawn: Redrawing, name: str, rows: tuple[int, ...]) -> None:
    rules = _rules(drawn, name)
    for rule in [rules[place] for place in rows] or rules:
        _take(rule)


def _take(rule: etree._Element) -> None:
    table = rule.getparent()
    assert table is not None
    table.remove(rule)


def _answer_least(drawn: Redrawing, name: str) -> None:
    for rule in _rules(drawn, name):
        for text in rule.iterfind("{*}outputEntry/{*}text"):
            text.text = "false" if text.text == "true" else '"none"' if text.text != "false" else text.text
