"""The shipped flow with two steps of an agency's own before the review: 风险评估, and 风险会商 where it is high."""

import json
from functools import cache
from typing import Any

from tests.acts.rounds import copy_of
from tests.builders import ROOT, Office, an_office
from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.guards.means import pack_files
from workflows.process.bundle import Bundle
from workflows.records.flows import FlowVersion, add_version

MAIN = "procedures/penalty_ordinary.bpmn"
RISK = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "风险评估表",
    "description": "对处罚可能引起的风险逐项评估",
    "type": "object",
    "required": ["level", "is_public", "reasons"],
    "properties": {
        "level": {
            "type": "string",
            "title": "风险等级",
            "enum": ["low", "high"],
            "x-labels": {"low": "较低", "high": "较高"},
            "x-article": "本机关规程3条",
        },
        "reasons": {
            "type": "string",
            "title": "较高的理由",
            "x-multiline": True,
            "maxLength": 50,
            "x-shown-when": {"field": "level", "equals": "high"},
        },
        "is_public": {"type": "boolean", "title": "是否引起社会关注"},
        "exposure": {"type": "integer", "title": "可能的损失", "x-money": True, "maximum": 100000000},
        "staff": {"type": "integer", "title": "涉及人数", "minimum": 0, "maximum": 500},
        "measures": {
            "type": "array",
            "title": "应对措施",
            "items": {
                "type": "string",
                "enum": ["explain", "watch"],
                "x-labels": {"explain": "释法说理", "watch": "<b>{持续}关注%</b>"},
            },
        },
        "on": {"type": "string", "format": "date", "title": "评估日期"},
        "survey": {"type": "string", "format": "file-hash", "title": "评估报告"},
    },
}
TALK = {"type": "object", "properties": {"advice": {"type": "string", "title": "会商意见"}}, "required": ["advice"]}
LOW: dict[str, Any] = {"level": "low", "is_public": "no"}
HIGH: dict[str, Any] = {"level": "high", "is_public": "yes", "reasons": "涉及群众较多", "exposure": "12,345.60"}

_STEP = """
    <bpmn:userTask id="{id}" name="{name}">
      <bpmn:extensionElements><spiffworkflow:properties>
        <spiffworkflow:property name="act" value="form" />
        <spiffworkflow:property name="form" value="{form}" />
        <spiffworkflow:property name="stage" value="review" />
        <spiffworkflow:property name="role" value="{role}" />
        <spiffworkflow:property name="unit" value="{unit}" />
        <spiffworkflow:property name="article" value="本机关重大处罚风险评估规程" />
        <spiffworkflow:property name="limit" value="{limit}" />
      </spiffworkflow:properties></bpmn:extensionElements>
      <bpmn:outgoing>{out}</bpmn:outgoing>
    </bpmn:userTask>
"""
_WAYS = """
    <bpmn:exclusiveGateway id="risk_level" name="风险等级？" default="risk_low">
      <bpmn:outgoing>risk_high</bpmn:outgoing>
      <bpmn:outgoing>risk_low</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="risk_asked" sourceRef="risk_assessment" targetRef="risk_level" />
    <bpmn:sequenceFlow id="risk_high" name="较高" sourceRef="risk_level" targetRef="risk_talk">
      <bpmn:conditionExpression>form.risk_assessment.level == "high"</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="risk_low" name="较低" sourceRef="risk_level" targetRef="legal_review_call" />
    <bpmn:sequenceFlow id="risk_talked" sourceRef="risk_talk" targetRef="legal_review_call" />
"""
_TO_REVIEW = 'sourceRef="draft_needs_review" targetRef="legal_review_call"'


def files_with_a_form(*, limit: str = "3wd") -> dict[str, bytes]:
    """Return the shipped files with the two steps drawn in and their forms added."""
    files = read_flow_files(ROOT / "bpmn")
    text = files[MAIN].decode()
    assessed = {"form": "risk", "role": "unit_head", "unit": "handling", "limit": limit, "out": "risk_asked"}
    talked = {"form": "talk", "role": "leader", "unit": "leaders", "limit": "2cd", "out": "risk_talked"}
    steps = _STEP.format(id="risk_assessment", name="风险评估", **assessed)
    steps += _STEP.format(id="risk_talk", name="风险会商", **talked)
    lane = "        <bpmn:flowNodeRef>drafting_call</bpmn:flowNodeRef>\n"
    refs = "".join(
        f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in ("risk_assessment", "risk_level", "risk_talk")
    )
    text = text.replace(lane, lane + refs)
    text = text.replace(_TO_REVIEW, 'sourceRef="draft_needs_review" targetRef="risk_assessment"')
    text = text.replace("  </bpmn:process>", f"{steps}{_WAYS}  </bpmn:process>")
    forms = {"forms/risk.json": json.dumps(RISK).encode(), "forms/talk.json": json.dumps(TALK).encode()}
    return {**files, MAIN: text.encode(), **forms}


def publish(office: Office, files: dict[str, bytes]) -> None:
    """Publish a flow version in the office, in force from its day on."""
    bundle = Bundle.from_files(files, process=PROCESS)
    version = FlowVersion(
        sha=bundle.sha,
        process=PROCESS,
        version=2,
        effective_from=office.now.date(),
        published_at=office.now,
        published_by="何敏",
        agency_id=1,
    )
    with office.archive.transaction() as records:
        add_version(records.session, version, files=pack_files(files))


def a_case_to_assess() -> Office:
    """Return a case on that flow in which 风险评估 is the next thing to do."""
    return copy_of(_walked())


@cache
def _walked() -> Office:
    office = an_office()
    publish(office, files_with_a_form())
    office.a_case()
    return office.walk_to("form")
