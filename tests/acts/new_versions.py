"""New versions of the shipped flow, made by editing its text and published in a test office; cases that move there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import cast
from uuid import uuid4

import orjson
import pytest

from tests.acts.rounds import copy_of
from tests.builders import ROOT, Office, an_office, as_posted
from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.acts.office.move_runs import move_run, propose_moves
from workflows.acts.office.undo_move import undo_move
from workflows.acts.pressing import Press
from workflows.errors import RefusedError
from workflows.forms import SHANGHAI
from workflows.guards.means import pack_files
from workflows.process.bundle import Bundle
from workflows.records.flows import FlowVersion, add_version, list_versions
from workflows.records.moves import RunMove
from workflows.records.runs import StepRow
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import Objection

Edit = tuple[str, str, str]
"""A file, a text that stands in it, and what replaces it."""

REASON, PROVISION = "本省重大执法决定法制审核办法修订", "省政府令第300号第9条"
BEGINNING = datetime(2026, 5, 18, 10, 0, tzinfo=SHANGHAI)
WHY = as_posted({"reason": REASON, "provision": PROVISION})
BACK = as_posted({"reason": "迁移有误，退回原版本"})

_RISK_STEP = """<bpmn:userTask id="assess_risk" name="风险评估"><bpmn:extensionElements><spiffworkflow:properties>
<spiffworkflow:property name="act" value="form" /><spiffworkflow:property name="form" value="risk" />
<spiffworkflow:property name="role" value="handler" /><spiffworkflow:property name="unit" value="handling" />
</spiffworkflow:properties></bpmn:extensionElements>
<bpmn:incoming>legal_review_start_to_submit_review</bpmn:incoming><bpmn:outgoing>assessed</bpmn:outgoing></bpmn:userTask>
<bpmn:sequenceFlow id="assessed" sourceRef="assess_risk" targetRef="submit_review" />
<bpmn:userTask id="submit_review\""""
_RISK_FLOW = 'id="legal_review_start_to_submit_review" sourceRef="legal_review_start" targetRef='

RISK: tuple[Edit, ...] = (
    ("parts/legal_review.bpmn", '<bpmn:userTask id="submit_review"', _RISK_STEP),
    ("parts/legal_review.bpmn", f'{_RISK_FLOW}"submit_review"', f'{_RISK_FLOW}"assess_risk"'),
)
"""风险评估 with a form of its own, before the file goes to legal review."""

RENAMED: tuple[Edit, ...] = tuple(
    ("parts/legal_review.bpmn", old, old.replace("examine_case", "examine_anew"))
    for old in (
        'userTask id="examine_case"',
        "flowNodeRef>examine_case<",
        'sourceRef="examine_case"',
        'targetRef="examine_case"',
        'name="returns" value="examine_case"',
    )
)
"""The step 逐项审核 got another id."""

NO_CLOCK: tuple[Edit, ...] = (("parts/notice.bpmn", "clock:statement_5wd", "clock:other_5wd"),)
"""The period for a statement is not waited for any more."""

LOWER: tuple[Edit, ...] = (("tables/major_decision.dmn", "&gt;= 5000000", "&gt;= 3000000"),)
"""Organisations are reviewed from 3 万元 on, no longer from 5 万元."""

_JOINED = '<bpmn:sequenceFlow id="disclosure_call_to_decided_join" sourceRef="disclosure_call" targetRef='
_TOLD_STEP = """<bpmn:userTask id="tell_superior" name="报告上级机关"><bpmn:extensionElements><spiffworkflow:properties>
<spiffworkflow:property name="act" value="inform_party" /><spiffworkflow:property name="role" value="handler" />
</spiffworkflow:properties></bpmn:extensionElements><bpmn:outgoing>told</bpmn:outgoing></bpmn:userTask>
<bpmn:sequenceFlow id="told" sourceRef="tell_superior" targetRef="decided_join" />"""

PARALLEL: tuple[Edit, ...] = (
    ("procedures/penalty_ordinary.bpmn", f'{_JOINED}"decided_join" />', f'{_TOLD_STEP}{_JOINED}"tell_superior" />'),
)
"""After 公示, and beside 送达 and 执行, a new step."""


def edited(*edits: Edit, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the shipped files after some edits of their text; an edit that changes nothing fails the test."""
    made = {**read_flow_files(ROOT / "bpmn"), **(files or {})}
    for name, old, new in edits:
        text = made[name].decode()
        assert old in text, f"{old} does not stand in {name}"
        made[name] = text.replace(old, new).encode()
    return made


def risk_form(*grades: str) -> dict[str, bytes]:
    """Return the form of 风险评估."""
    fields = {
        "grade": {"type": "string", "title": "风险等级", "enum": [*grades]},
        "why": {"type": "string", "title": "说明"},
    }
    return {"forms/risk.json": orjson.dumps({"type": "object", "title": "风险评估", "properties": fields})}


def publish(office: Office, files: Mapping[str, bytes], *, on: date | None = None) -> str:
    """Publish files as the next version of the office's agency, in force from today; return its hash."""
    bundle = Bundle.from_files(dict(files), process=PROCESS)
    with office.archive.transaction() as records:
        newest = list_versions(records.session, agency_id=1, process=PROCESS)[0].version
        version = FlowVersion(
            sha=bundle.sha,
            process=PROCESS,
            version=newest + 1,
            effective_from=on or office.now.date(),
            published_at=office.now,
            published_by="何敏",
            agency_id=1,
        )
        add_version(records.session, version, files=pack_files(bundle.files))
    return bundle.sha


def propose(office: Office, sha: str, *, by: str = "杜鹃", **mapping: str) -> int:
    """Let somebody propose to move cases to a version."""
    with office.archive.transaction() as records:
        return propose_moves(
            sha, WHY, mapping, actor=office.actor(by), records=records, means=office.means, now=office.now
        )


def move(office: Office, proposal: int, run_id: int = 0, *, by: str = "何敏", key: str = "") -> RunMove:
    """Let somebody move one case as proposed."""
    run_id = run_id or office.run_id
    with office.archive.transaction() as records:
        run = records.runs.find(run_id)
        assert run is not None
        return move_run(
            run_id,
            proposal_id=proposal,
            press=Press(key or uuid4().hex, run.version),
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def undo(office: Office, move_id: int, *, by: str = "何敏", key: str = "") -> RunMove:
    """Let somebody take a move back."""
    with office.archive.transaction() as records:
        return undo_move(
            move_id,
            BACK,
            key=key or uuid4().hex,
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def with_risk(office: Office, *grades: str) -> str:
    """Publish the version with 风险评估; return its hash."""
    return publish(office, edited(*RISK, files=risk_form(*(grades or ("high", "low")))))


def why_not(office: Office, proposal: int, run_id: int = 0, *, by: str = "何敏") -> Objection:
    """Return the objection that refuses a move; one that is not refused fails the test."""
    with pytest.raises(RefusedError) as caught:
        move(office, proposal, run_id, by=by)
    return caught.value.objection


@dataclass(frozen=True)
class CaseFile:
    """Everything of a case that a move may not touch."""

    clocks: list[tuple[object, ...]]
    tasks: list[tuple[object, ...]]
    steps: list[StepRow]
    facts: dict[str, FactValue]


def file_of(office: Office) -> CaseFile:
    """Return what a move of the case may not touch, as it is now."""
    dossier = office.dossier()
    return CaseFile(
        [(one.name, one.state, one.started_on, one.due_on, one.due_at) for one in dossier.clocks],
        [(one.id, one.engine_id, one.person_id, one.opened_at, one.round, one.due_on) for one in office.tasks()],
        dossier.steps,
        {name: value for name, value in dossier.facts.items() if not name.startswith("form.")},
    )


def version_of(office: Office) -> str:
    """Return the hash of the version a case is on."""
    return office.dossier().run.bundle_sha


def journal_of(office: Office) -> list[tuple[str, dict[str, object]]]:
    """Return the journal of a case, oldest first, as (kind, body)."""
    with office.archive.reading() as records:
        entries = records.journal.list_entries(office.case_id)
    return [(one.kind, cast("dict[str, object]", one.body["body"])) for one in entries]


def four_cases() -> tuple[Office, dict[str, int]]:
    """Return an office with cases at 调查, 告知 (its clock runs), 拟定 and 法制审核, and their runs by the open act."""
    office, runs = _four_cases()
    return copy_of(office), dict(runs)


@cache
def _four_cases() -> tuple[Office, dict[str, int]]:
    office, runs = an_office(), dict[str, int]()
    for act in ("investigate", "await_statement", "finalise_draft", "examine_case"):
        office.now = BEGINNING
        office.a_case(party_name=f"青峦县{len(runs) + 1}号养老服务中心")
        office.walk_to(act)
        runs[act] = office.run_id
    return office, runs
