"""试填模板: what an upload would be refused for, and how a version looks when it is filled with the sample case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.documents.catalogue import PaperKind
from workflows.documents.differences import Change, changes_between
from workflows.documents.preview import to_html
from workflows.documents.samples import sample_fields, sparse
from workflows.documents.template import Finding, check_template, mend
from workflows.errors import NotFoundError, RefusedError
from workflows.guards.means import Means
from workflows.guards.template import kind_of, objection_to_file, template_of_version
from workflows.questions.paper_templates import ShownVersion, TemplatePage, show_template
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """An upload that was looked over: its bytes with split placeholders joined, and every fault left."""

    content: bytes
    mended: int
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """The .docx of one version."""

    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """One version filled with the sample case, and what it words differently from the version in force."""

    page: TemplatePage
    shown: ShownVersion
    template: bytes
    changes: Sequence[Change]


def check_upload(kind_id: str, name: str, content: bytes, *, means: Means) -> CheckedUpload:
    """Look an upload over, outside any transaction; RefusedError for what is no Word file at all, or a bomb.

    It is first filled once in the limited process: what takes too long there is refused and never tried here.
    Placeholders that Word split over runs are joined.
    """
    kind = kind_of(kind_id, means)
    objection = objection_to_file(name, content)
    if objection is not None:
        raise RefusedError(objection)
    _fill_once(content, kind, means)
    findings = check_template(content, kind)
    split = [one for one in findings if one.mendable]
    if not split:
        return CheckedUpload(content, 0, findings)
    mended = mend(content)
    _fill_once(mended, kind, means)
    return CheckedUpload(mended, len(split), check_template(mended, kind))


def _fill_once(content: bytes, kind: PaperKind, means: Means) -> None:
    try:
        means.render(content, kind, sample_fields(kind))
    except RefusedError as refused:
        if refused.objection.code == "render-limits":
            raise


def read_template(kind_id: str, version: int, *, records: Records, actor: Actor, means: Means) -> TemplateFile:
    """Return the .docx of one version, to be edited in Word or WPS."""
    kind = kind_of(kind_id, means)
    content, _ = template_of_version(version, kind, agency_id=actor.agency_id, records=records, means=means)
    return TemplateFile(f"{kind.name}模板第{version}版.docx", content)


def look_at_template(
    kind_id: str, version: int, *, records: Records, actor: Actor, means: Means, today: date
) -> TemplateLook:
    """Return one version with what it changes against the one in force; it is filled outside the transaction."""
    kind = kind_of(kind_id, means)
    page = show_template(kind_id, records=records, actor=actor, means=means, today=today)
    shown = next((one for one in page.versions if one.version == version), None)
    if shown is None:
        raise NotFoundError(version)
    template, _ = template_of_version(version, kind, agency_id=actor.agency_id, records=records, means=means)
    current, _ = template_of_version(
        page.current.version, kind, agency_id=actor.agency_id, records=records, means=means
    )
    return TemplateLook(page, shown, template, changes_between(current, template))


def fill_sample(kind_id: str, template: bytes, *, means: Means, is_sparse: bool) -> tuple[bytes, str]:
    """Return a template filled with the sample case as .docx and HTML; ``is_sparse`` leaves out what may be missing."""
    kind = kind_of(kind_id, means)
    fields = sample_fields(kind)
    content = means.render(template, kind, sparse(kind, fields) if is_sparse else fields)
    return content, to_html(content)
