"""文书模板: which template makes a paper on a day, who may change one, and what an upload must be before it is kept."""

from collections.abc import Callable, Mapping
from datetime import date

from workflows.documents.build import template_for, template_sha
from workflows.documents.catalogue import PaperKind
from workflows.documents.package import read_package
from workflows.documents.render import checked_names
from workflows.errors import NotFoundError
from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.means import Means
from workflows.records.templates import (
    APPROVED,
    DRAFT,
    DROPPED,
    RETURNED,
    SHIPPED,
    SUBMITTED,
    PaperTemplate,
    find_in_force,
    find_template,
)
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

MAX_BYTES = 5_000_000

STATUS_TERMS: Mapping[str, str] = {
    DRAFT: N_("草稿"),
    SUBMITTED: N_("待批准"),
    APPROVED: N_("已批准"),
    RETURNED: N_("已退回"),
    DROPPED: N_("已作废"),
}


def upload_form() -> Form:
    """Ask what an upload changes; the file goes with it."""
    return Form(
        (
            Field("note", N_("修改说明"), limit=200, help=N_("改了什么、为什么改，批准人据此审查")),
            Field("provision", N_("修改依据"), required=False, limit=200, help=N_("法规、文书格式规定等")),
        )
    )


def submit_form(today: date) -> Form:
    """Ask from which day the version is to be used."""
    return Form((Field("effective_from", N_("施行日期"), Kind.DAY, check=_not_before(today)),)).with_initial(
        {"effective_from": today}
    )


def reason_form() -> Form:
    """Ask why a version is returned."""
    return Form((Field("reason", N_("退回理由"), Kind.PARAGRAPH, limit=500),))


def kind_of(kind_id: str, means: Means) -> PaperKind:
    """Return a kind of paper by its id; NotFoundError for none."""
    if kind_id not in means.papers:
        raise NotFoundError(kind_id)
    return means.papers[kind_id]


def find_needs(
    day: date, kind: PaperKind, *, agency_id: int, records: Records, means: Means
) -> tuple[str, frozenset[str]]:
    """Return the hash of the template an agency's paper is made from on a day, and the fields it uses.

    Its own in force, else the shipped one. An own one's file lies in a storage that may not answer now; no act waits
    for it, unless the version is from before its fields were kept, or the catalogue has lost one of them since.
    """
    own = find_in_force(means.templates(records, agency_id), kind=kind.id, on=day)
    if own is None:
        shipped = template_for(kind)
        return template_sha(shipped), checked_names(shipped, kind)
    if own.uses is not None and own.uses <= _names_of(kind):
        return own.sha, own.uses
    return own.sha, checked_names(means.storage.get(own.sha), kind)


def _names_of(kind: PaperKind) -> frozenset[str]:
    columns = (f"{field.name}.{column.name}" for field in kind.fields for column in field.columns)
    return frozenset({*(field.name for field in kind.fields), *columns})


def template_by(sha: str, kind: PaperKind, *, means: Means) -> bytes:
    """Return the template a paper was frozen with."""
    shipped = template_for(kind)
    return shipped if template_sha(shipped) == sha else means.storage.get(sha)


def template_of_version(
    version: int, kind: PaperKind, *, agency_id: int, records: Records, means: Means
) -> tuple[bytes, PaperTemplate | None]:
    """Return one version of a template, its row beside it unless it is the shipped one; NotFoundError for none."""
    if version == SHIPPED:
        return template_for(kind), None
    own = find_template(records.session, agency_id=agency_id, kind=kind.id, version=version)
    if own is None or own.status == DROPPED:
        message = f"template {kind.id} {version}"
        raise NotFoundError(message)
    return means.storage.get(own.sha), own


def objection_to_editing(*, actor: Actor) -> Objection | None:
    """Refuse whoever is no flow administrator."""
    return objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(actor.agency_id))


def objection_to_file(name: str, content: bytes) -> Objection | None:
    """Refuse what cannot be a template before anything of it is read."""
    if not content:
        return Objection("file-empty", N_("文件“{name}”是空的，请重新选择"), {"name": name})
    if len(content) > MAX_BYTES:
        return Objection("template-too-large", N_("模板不得超过 5 MB，请删去大幅图片后再上传"))
    if name.rpartition(".")[2].lower() != "docx":
        text = N_("模板须是 .docx 文档，“{name}”不是；请在 Word 或者 WPS 中另存为 .docx 后再上传")
        return Objection("template-kind", text, {"name": name})
    read_package(content)
    return None


def objection_to_submitting(template: PaperTemplate, *, actor: Actor) -> Objection | None:
    """Refuse whoever is no flow administrator, and what is no draft any more."""
    return objection_to_editing(actor=actor) or _unless(template, DRAFT, RETURNED)


def objection_to_deciding(template: PaperTemplate, *, actor: Actor) -> Objection | None:
    """Refuse whoever may not approve, whoever uploaded or submitted this version, and what waits for nobody."""
    hands = frozenset({template.uploaded_by, template.submitted_by or template.uploaded_by})
    if actor.id in hands:
        return Objection("own-template", N_("本人上传或者提交的模板不得由本人批准，请由法制机构另一人办理"))
    subject = Subject(template.agency_id, editor_ids=hands)
    return objection_to(Permission.PUBLISH_FLOW, actor=actor, subject=subject) or _unless(template, SUBMITTED)


def _unless(template: PaperTemplate, *states: str) -> Objection | None:
    if template.status in states:
        return None
    text = N_("第 {version} 版{state}，不能再办理此事项，请刷新页面")
    params: dict[str, str | int] = {"version": template.version, "state": STATUS_TERMS[template.status]}
    return Objection("template-state", text, params)


def _not_before(today: date) -> Callable[[object, Answers], Objection | None]:
    def check(value: object, _: Answers) -> Objection | None:
        if isinstance(value, date) and value < today:
            return Objection("day-past", N_("施行日期不得早于今日"))
        return None

    return check
