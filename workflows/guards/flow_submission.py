"""From draft to law: what submitting and approving a flow ask, and everything that stands against either."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.flow_draft import subject_of
from workflows.guards.flow_proof import Examination, examine, objections_to_publishing
from workflows.guards.means import Means
from workflows.process.findings import Finding
from workflows.process.loosening import loosened
from workflows.records.flow_drafts import DRAFTING, SUBMITTED, FlowDraft, texts_of
from workflows.records.flows import BY_FILING, FlowVersion, list_versions
from workflows.records.transaction import Records
from workflows.rules import permissions
from workflows.rules.permissions import Permission, objection_to, unmet
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection, Phrase

BY_MIGRATION = "by_migration"
TRANSITIONS = (
    (BY_FILING, N_("在办案件按原版本办结")),
    (BY_MIGRATION, N_("在办案件逐案审查后转入新版本")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a draft stands: what was published for the agency, newest first, and what came of examining the draft."""

    draft: FlowDraft
    versions: Sequence[FlowVersion]
    examined: Examination
    today: date

    @property
    def newest(self) -> FlowVersion:
        """Return the newest version, which the draft is to follow."""
        return self.versions[0]

    @property
    def is_overtaken(self) -> bool:
        """Say whether another version was published since the draft was begun."""
        return self.newest.sha != self.draft.base_sha


def standing_of(draft: FlowDraft, *, records: Records, means: Means, today: date) -> Standing:
    """Return where a draft stands today."""
    files = texts_of(records.session, draft.id)
    return Standing(
        draft=draft,
        versions=list_versions(records.session, agency_id=draft.agency_id, process=draft.process),
        examined=examine(files, process=draft.process, promises=means.promises),
        today=today,
    )


def submission_form(standing: Standing) -> Form:
    """Ask why the flow changes, on what basis, from when, and what becomes of running cases."""
    fields = [
        Field("reason", N_("修改理由"), Kind.PARAGRAPH, limit=1000),
        Field("provision", N_("依据"), limit=300, help=N_("法律、法规、规章或者文件的名称、文号和条款")),
        Field("effective_from", N_("生效日期"), Kind.DAY, check=_not_before(standing.today)),
        Field(
            "transition",
            N_("过渡安排"),
            Kind.CHOICE,
            options=TRANSITIONS,
            help=N_("自生效日起登记的案件一律适用新版本；能否转入由系统逐案审查，不符合的仍按原版本办结"),
        ),
    ]
    if standing.is_overtaken:
        fields.append(Field("is_reconciled", N_("已逐项对照最新版本，需要保留的改动都已并入本草稿"), Kind.FLAG))
    draft = standing.draft
    given = {
        "reason": draft.reason,
        "provision": draft.provision,
        "effective_from": max(draft.effective_from or standing.today, standing.today),
        "transition": draft.transition or BY_FILING,
    }
    return Form(tuple(fields), given)


def approval_form(standing: Standing, losses: Sequence[Finding]) -> Form:
    """Ask the approver for the day, and to accept each 放宽 with the provision that allows it."""
    submitted = standing.draft.effective_from or standing.today
    earliest = max(submitted, standing.today)
    fields = [Field("effective_from", N_("生效日期"), Kind.DAY, check=_not_before(earliest))]
    for number, one in enumerate(losses):
        label = Phrase(N_("接受放宽：{what}"), what=Phrase(one.message.text, **one.message.params))
        fields.append(Field(f"accept_{number}", label, Kind.FLAG))
        fields.append(Field(f"provision_{number}", N_("允许此项放宽的依据"), limit=300))
    return Form(tuple(fields), {"effective_from": earliest})


def accepted(answers: Answers, losses: Sequence[Finding]) -> list[dict[str, str]]:
    """Return each accepted 放宽 with its provision, as the version keeps it."""
    return [
        {"code": one.code, "said": one.message.in_chinese(), "provision": answers.text(f"provision_{number}")}
        for number, one in enumerate(losses)
    ]


def find_loosened(standing: Standing, *, records: Records, means: Means) -> tuple[Finding, ...]:
    """Return what the draft loosens against the newest version 放宽; nothing when it cannot be read."""
    if standing.examined.bundle is None:
        return ()
    old = means.flow(records, standing.newest.sha)
    return loosened(old, standing.examined.bundle, since=standing.draft.effective_from)


def objections_to_submitting(standing: Standing, *, actor: Actor) -> list[Objection]:
    """Return everything that stands against submitting a draft; warnings too."""
    draft, found = standing.draft, list[Objection | None]()
    found.append(objection_to(Permission.EDIT_FLOW, actor=actor, subject=permissions.Subject(draft.agency_id)))
    if draft.status != DRAFTING:
        found.append(Objection("not-drafting", N_("草稿不在编辑状态，不能提交")))
    found.append(_objection_to_nothing_new(standing))
    found += objections_to_publishing(standing.examined)
    found += _warnings(standing)
    return [one for one in found if one is not None]


def objections_to_approving(standing: Standing, *, actor: Actor, records: Records) -> list[Objection]:
    """Return everything that stands against publishing a submitted draft, the person first; warnings too."""
    found = [objection_to_deciding(standing.draft, actor=actor, records=records)]
    if standing.examined.sha != standing.draft.sha:
        found.append(Objection("draft-changed", N_("文件与提交时的校验值不一致，不能公布；请退回后重新提交")))
    if standing.newest.sha != standing.draft.newest_sha:
        text = N_("提交之后已公布版本 {version}，不能再按原来的对照结果批准；请退回，由流程管理员对照新版本后重新提交")
        found.append(Objection("overtaken", text, {"version": standing.newest.version}))
    found.append(_objection_to_nothing_new(standing))
    found += objections_to_publishing(standing.examined)
    found += _warnings(standing)
    return [one for one in found if one is not None]


def objection_to_deciding(draft: FlowDraft, *, actor: Actor, records: Records) -> Objection | None:
    """Refuse whoever may not publish, whoever had a hand in the draft, and a draft that was not submitted."""
    subject = subject_of(draft, records=records)
    stopped_by = unmet(Permission.PUBLISH_FLOW, actor=actor, subject=subject)
    if stopped_by is permissions.did_not_edit:
        text = N_("您参与过此草稿的建立、编辑或者提交，不得由您审批；请法制机构的另一名负责人审批")
        return Objection("own-draft", text)
    if stopped_by is not None:
        return objection_to(Permission.PUBLISH_FLOW, actor=actor, subject=subject)
    if draft.status != SUBMITTED:
        return Objection("not-submitted", N_("草稿没有处于待审批状态，可能已经撤回、退回或者公布；请刷新后再看"))
    return None


def _objection_to_nothing_new(standing: Standing) -> Objection | None:
    """Refuse to publish the newest version again; an earlier one may be put back into force."""
    same = next((one for one in standing.versions if one.sha == standing.examined.sha), None)
    if same is None:
        return None
    params = {"version": same.version}
    if same.sha == standing.newest.sha:
        return Objection("nothing-new", N_("草稿与版本 {version} 完全相同，无须公布"), params)
    text = N_("草稿与版本 {version} 完全相同，公布后即恢复该版本的内容")
    return Objection("version-again", text, params, warning=True)


def _warnings(standing: Standing) -> list[Objection]:
    later = [one for one in standing.versions if one.effective_from > standing.today]
    text = N_("版本 {version} 已公布，将自 {day} 起生效；到该日即取代此前生效的其他版本")
    return [
        Objection("later-version", text, {"version": one.version, "day": one.effective_from.isoformat()}, warning=True)
        for one in later
    ]


def _not_before(earliest: date) -> Callable[[object, Answers], Objection | None]:
    def check(value: object, _: Answers) -> Objection | None:
        if isinstance(value, date) and value >= earliest:
            return None
        text = N_("生效日期不得早于 {day}")
        return Objection("too-early", text, {"day": earliest.isoformat()})

    return check
