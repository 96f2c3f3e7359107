"""文书模板: which template makes each paper now, every version it has had, and what this person may do with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.documents.build import template_for, template_sha
from workflows.documents.catalogue import Audience, FieldType, PaperField, PaperKind
from workflows.forms import Form
from workflows.guards.means import Means
from workflows.guards.template import (
    STATUS_TERMS,
    kind_of,
    objection_to_deciding,
    objection_to_editing,
    objection_to_submitting,
    reason_form,
    submit_form,
    upload_form,
)
from workflows.records.templates import (
    APPROVED,
    DRAFT,
    RETURNED,
    SHIPPED,
    SUBMITTED,
    ApprovedTemplate,
    PaperTemplate,
    find_in_force,
    list_templates,
)
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

AUDIENCES: Mapping[Audience, str] = {Audience.EXTERNAL: N_("对外送达"), Audience.INTERNAL: N_("内部文书")}
FIELD_TERMS: Mapping[FieldType, str] = {
    FieldType.TEXT: N_("文字"),
    FieldType.SENTENCES: N_("成句文字"),
    FieldType.PHRASE: N_("句中文字"),
    FieldType.PROVISION: N_("法律条款"),
    FieldType.NUMBER: N_("数字"),
    FieldType.MONEY: N_("金额，可加“|大写”"),
    FieldType.DAY: N_("日期"),
    FieldType.MOMENT: N_("时间"),
    FieldType.FLAG: N_("勾选项，只能用于判断"),
    FieldType.CHOICE: N_("选项"),
    FieldType.ROWS: N_("清单，只能用于循环"),
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of paper in the list: the version in force and what waits for approval."""

    id: str
    name: str
    audience: str
    version: int
    since: date | None
    who: str
    waiting: int
    drafts: int


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version of a template; ``may_submit`` and ``may_decide`` say what this person may do with it."""

    version: int
    state: str
    is_in_force: bool
    is_shipped: bool
    note: str
    provision: str
    restored_from: int | None
    who: str
    at: datetime | None
    effective_from: date | None
    decided_by: str
    decided_at: datetime | None
    returned_reason: str
    sha: str
    is_open: bool
    may_submit: bool
    may_decide: bool
    why_not: Objection | None


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field a template may use, as it is written in Word, with its label and kind."""

    written: str
    label: str
    kind: str
    columns: Sequence["ShownField"] = ()


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """Everything about the template of one kind of paper; ``current`` is the version in force today."""

    id: str
    name: str
    audience: str
    current: ShownVersion
    versions: Sequence[ShownVersion]
    fields: Sequence[ShownField]
    may_edit: bool
    upload_form: Form
    submit_form: Form
    reason_form: Form


def list_kinds(*, records: Records, actor: Actor, means: Means, today: date) -> list[KindLine]:
    """Return every kind of paper with its template in force."""
    own: dict[str, list[PaperTemplate]] = {}
    for one in list_templates(records.session, agency_id=actor.agency_id):
        own.setdefault(one.kind, []).append(one)
    return [_line(kind, own.get(kind.id, []), today) for kind in means.papers.values()]


def show_template(kind_id: str, *, records: Records, actor: Actor, means: Means, today: date) -> TemplatePage:
    """Return the page of one kind of paper; NotFoundError for none."""
    kind = kind_of(kind_id, means)
    own = list_templates(records.session, agency_id=actor.agency_id, kind=kind_id)
    in_force = find_in_force(means.templates(records, actor.agency_id), kind=kind_id, on=today)
    shown = [_version(one, actor=actor, in_force=in_force) for one in own]
    versions = [*shown, _shipped(kind, is_in_force=in_force is None)]
    return TemplatePage(
        id=kind.id,
        name=kind.name,
        audience=AUDIENCES[kind.audience],
        current=next(one for one in versions if one.is_in_force),
        versions=versions,
        fields=[_field(one) for one in kind.fields],
        may_edit=objection_to_editing(actor=actor) is None,
        upload_form=upload_form(),
        submit_form=submit_form(today),
        reason_form=reason_form(),
    )


def _line(kind: PaperKind, own: Sequence[PaperTemplate], today: date) -> KindLine:
    begun = [one for one in own if one.status == APPROVED and one.effective_from and one.effective_from <= today]
    newest = max(begun, key=lambda one: (one.effective_from or today, one.version), default=None)
    return KindLine(
        id=kind.id,
        name=kind.name,
        audience=AUDIENCES[kind.audience],
        version=newest.version if newest else SHIPPED,
        since=newest.effective_from if newest else None,
        who=newest.uploaded_by_name if newest else "",
        waiting=sum(1 for one in own if one.status == SUBMITTED),
        drafts=sum(1 for one in own if one.status in {DRAFT, RETURNED}),
    )


def _version(one: PaperTemplate, *, actor: Actor, in_force: ApprovedTemplate | None) -> ShownVersion:
    deciding = objection_to_deciding(one, actor=actor) if one.status == SUBMITTED else None
    return ShownVersion(
        version=one.version,
        state=STATUS_TERMS[one.status],
        is_in_force=in_force is not None and in_force.version == one.version,
        is_shipped=False,
        note=one.note,
        provision=one.provision,
        restored_from=one.restored_from,
        who=one.uploaded_by_name,
        at=one.uploaded_at,
        effective_from=one.effective_from,
        decided_by=one.decided_by_name,
        decided_at=one.decided_at,
        returned_reason=one.returned_reason if one.status == RETURNED else "",
        sha=one.sha,
        is_open=one.status != APPROVED,
        may_submit=objection_to_submitting(one, actor=actor) is None,
        may_decide=one.status == SUBMITTED and deciding is None,
        why_not=deciding,
    )


def _shipped(kind: PaperKind, *, is_in_force: bool) -> ShownVersion:
    return ShownVersion(
        version=SHIPPED,
        state=N_("随程序安装"),
        is_in_force=is_in_force,
        is_shipped=True,
        note="",
        provision="",
        restored_from=None,
        who="",
        at=None,
        effective_from=None,
        decided_by="",
        decided_at=None,
        returned_reason="",
        sha=template_sha(template_for(kind)),
        is_open=False,
        may_submit=False,
        may_decide=False,
        why_not=None,
    )


def _field(one: PaperField) -> ShownField:
    columns = [_field(column) for column in one.columns]
    written = one.name if one.type in {FieldType.ROWS, FieldType.FLAG} else f"{{{{ {one.name} }}}}"
    return ShownField(written, one.label, FIELD_TERMS[one.type], columns)
