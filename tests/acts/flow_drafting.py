"""What administrators and approvers do with a draft of a flow, for tests that need one at some point of its way."""

import pytest
from sqlalchemy import delete

from tests.acts.hands import grant
from tests.builders import Office
from workflows.acts.office.begin_draft import begin_draft
from workflows.acts.office.decide_draft import approve_draft, return_draft
from workflows.acts.office.drop_draft import drop_draft, restore_draft
from workflows.acts.office.install_flows import PROCESS
from workflows.acts.office.save_draft_file import NewText, Saved, save_draft_file
from workflows.acts.office.submit_draft import submit_draft, withdraw_draft
from workflows.errors import RefusedError
from workflows.records.flow_drafts import FlowDraft, FlowFile, find_file
from workflows.records.flows import FlowVersion, list_versions
from workflows.records.people import RoleGrant
from workflows.vocabulary.roles import Role

NOTICE = "parts/notice.bpmn"
TABLE = "tables/major_decision.dmn"
# What is proved is kept by its hash: tests that need two versions write the same two, so that each is proved once.
LABEL, OTHER_LABEL = "制发行政处罚告知书", "再次修改"
SUBMISSION = {
    "reason": ["自治区调低了重大执法决定目录的金额标准"],
    "provision": ["《自治区重大行政执法决定法制审核目录》第三条"],
    "effective_from": ["2026-06-01"],
    "transition": ["by_filing"],
}
APPROVAL = {"effective_from": ["2026-06-01"]}


def agency(office: Office) -> int:
    return office.actor("杜鹃").agency_id


def versions(office: Office) -> list[FlowVersion]:
    with office.archive.reading() as records:
        return list_versions(records.session, agency_id=agency(office), process=PROCESS)


def begin(office: Office, *, by: str = "杜鹃", title: str = "审核金额调整", base: str = "") -> int:
    base = base or versions(office)[0].sha
    with office.archive.transaction() as records:
        return begin_draft(
            base, {"title": [title]}, actor=office.actor(by), records=records, means=office.means, now=office.now
        )


def stored(office: Office, draft: int) -> FlowDraft:
    with office.archive.reading() as records:
        return records.get(FlowDraft, draft)


def file_of(office: Office, draft: int, name: str) -> FlowFile:
    with office.archive.reading() as records:
        found = find_file(records.session, draft, name)
    assert found is not None
    return found


def save(office: Office, draft: int, name: str, text: str, *, by: str = "杜鹃") -> None:
    row = file_of(office, draft, name)
    with office.archive.transaction() as records:
        new = NewText(name, text, row.revision)
        outcome = save_draft_file(draft, new, actor=office.actor(by), records=records, now=office.now)
    assert isinstance(outcome, Saved)


def edit(office: Office, draft: int, *, by: str = "杜鹃", label: str = LABEL) -> None:
    """Change something that matters to nobody but the hash: the comment after the drawing."""
    text = file_of(office, draft, NOTICE).text
    assert text is not None
    drawing = text.partition("<!-- edited: ")[0]
    save(office, draft, NOTICE, f"{drawing}<!-- edited: {label} -->", by=by)


def submit(office: Office, draft: int, *, by: str = "杜鹃", **changes: list[str]) -> None:
    with office.archive.transaction() as records:
        submit_draft(
            draft,
            {**SUBMISSION, **changes},
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def approve(office: Office, draft: int, *, by: str = "何敏", **changes: list[str]) -> FlowVersion:
    with office.archive.transaction() as records:
        return approve_draft(
            draft,
            {**APPROVAL, **changes},
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def send_back(office: Office, draft: int, *, by: str = "何敏", reason: str = "依据不足") -> None:
    with office.archive.transaction() as records:
        return_draft(draft, {"reason": [reason]}, actor=office.actor(by), records=records, now=office.now)


def withdraw(office: Office, draft: int, *, by: str = "杜鹃") -> None:
    with office.archive.transaction() as records:
        withdraw_draft(draft, actor=office.actor(by), records=records, now=office.now)


def drop(office: Office, draft: int, *, by: str = "杜鹃") -> None:
    with office.archive.transaction() as records:
        drop_draft(draft, actor=office.actor(by), records=records, now=office.now)


def restore(office: Office, draft: int, *, by: str = "杜鹃") -> None:
    with office.archive.transaction() as records:
        restore_draft(draft, actor=office.actor(by), records=records, now=office.now)


def published(office: Office, *, label: str = LABEL) -> FlowVersion:
    """Walk the whole way: begin, change, submit, approve."""
    draft = begin(office)
    edit(office, draft, label=label)
    submit(office, draft)
    return approve(office, draft)


def noted(office: Office, kind: str) -> list[dict[str, object]]:
    with office.archive.reading() as records:
        return [dict(one.body["body"]) for one in records.journal.list_entries(0, kind=kind)]  # type: ignore[call-overload]


def refused(call: object, *args: object, **given: object) -> str:
    assert callable(call)
    with pytest.raises(RefusedError) as error:
        call(*args, **given)
    return error.value.objection.code


def again(office: Office, name: str, role: Role) -> None:
    """Appoint somebody to another office than before."""
    with office.archive.transaction() as records:
        records.session.execute(delete(RoleGrant).where(RoleGrant.person_id == office.people[name]))
    grant(office, name, role)
