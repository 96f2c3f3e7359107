"""Who is qualified to enforce or to review on a given day (处罚法42条1款、58条2款)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection

LEGAL_QUALIFICATION_SINCE = date(2018, 1, 1)
"""From this day a first-time reviewer 初次从事审核的人员 needs the legal profession's qualification (58条2款)."""


class CredentialKind(StrEnum):
    """What a credential entitles to."""

    ENFORCEMENT = "enforcement"
    LEGAL_PROFESSION = "legal_profession"
    ASSISTANT = "assistant"


CREDENTIAL_TERMS: dict[CredentialKind, str] = {
    CredentialKind.ENFORCEMENT: N_("行政执法证"),
    CredentialKind.LEGAL_PROFESSION: N_("法律职业资格证书"),
    CredentialKind.ASSISTANT: N_("执法辅助人员证"),
}


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential with the days that bound it, all inclusive; ``valid_to=None`` never expires.

    A suspension 暂扣 runs from ``suspended_on`` until the day before ``restored_on``, and so does each of
    ``past_suspensions``; a revocation 收回、注销 is for ever.
    """

    kind: CredentialKind
    valid_from: date
    valid_to: date | None = None
    suspended_on: date | None = None
    revoked_on: date | None = None
    restored_on: date | None = None
    past_suspensions: tuple[tuple[date, date], ...] = ()

    def is_suspended_on(self, day: date) -> bool:
        """Say whether the credential was withheld on that day."""
        if any(since <= day < until for since, until in self.past_suspensions):
            return True
        if self.suspended_on is None or day < self.suspended_on:
            return False
        return self.restored_on is None or day < self.restored_on

    def is_valid_on(self, day: date) -> bool:
        """Say whether the credential entitled its holder on that day."""
        return not _fault_on(self, day)


@dataclass(frozen=True, slots=True)
class Officer:
    """A person with all credentials ever held; an assistant 辅助人员 never counts as an officer."""

    person_id: int
    name: str
    credentials: tuple[Credential, ...] = ()
    is_assistant: bool = False


_FAULTS: dict[str, str] = {
    "credential-revoked": N_("{name}的{credential}在{day}已被收回或者注销，不得办理，请改派持有效证件的人员"),
    "credential-suspended": N_("{name}的{credential}在{day}处于暂扣状态，不得办理，请改派持有效证件的人员"),
    "credential-not-yet-valid": N_("{name}的{credential}在{day}尚未生效，不得办理，请改派持有效证件的人员"),
    "credential-expired": N_("{name}的{credential}在{day}已过有效期，不得办理，请换证或者改派持有效证件的人员"),
}


def objection_to_officer(*, officer: Officer, day: date) -> Objection | None:
    """Refuse an officer without an enforcement credential 行政执法证 valid on that day (42条1款)."""
    if officer.is_assistant:
        text = N_("{name}是执法辅助人员，不得独立执法，也不计入两名执法人员，请改派持证执法人员")
        return Objection("assistant-not-officer", text, {"name": officer.name}, article="处罚法42条1款")
    held = [one for one in officer.credentials if one.kind is CredentialKind.ENFORCEMENT]
    if not held:
        text = N_("{name}没有行政执法证，不得从事执法活动，请改派持证执法人员")
        return Objection("credential-missing", text, {"name": officer.name}, article="处罚法42条1款")
    if any(one.is_valid_on(day) for one in held):
        return None
    latest = max(held, key=lambda one: one.valid_from)
    code = _fault_on(latest, day)
    params = {"name": officer.name, "credential": CREDENTIAL_TERMS[latest.kind], "day": day.isoformat()}
    return Objection(code, _FAULTS[code], params, article="处罚法42条1款")


def objection_to_lapsed(*, officer: Officer, day: date) -> Objection | None:
    """Refuse an officer all of whose enforcement credentials have lapsed; who never held one is asked elsewhere."""
    held = any(one.kind is CredentialKind.ENFORCEMENT for one in officer.credentials)
    return objection_to_officer(officer=officer, day=day) if held else None


def objections_to_team(*, officers: Sequence[Officer], day: date, least: int = 2) -> tuple[Objection, ...]:
    """Refuse a team that has fewer than ``least`` different officers with credentials valid that day (42条1款).

    Each unqualified member is named too; with enough qualified members that is only a warning.
    """
    different = {officer.person_id: officer for officer in officers}.values()
    faults = [fault for one in different if (fault := objection_to_officer(officer=one, day=day))]
    counted = len(different) - len(faults)
    if counted >= least:
        return tuple(Objection(one.code, one.text, one.params, one.article, warning=True) for one in faults)
    text = N_("执法人员不得少于{least}人，{day}持有效行政执法证的只有{counted}人，请补足执法人员")
    params: dict[str, str | int] = {"least": least, "day": day.isoformat(), "counted": counted}
    return (Objection("too-few-officers", text, params, article="处罚法42条1款"), *faults)


def objection_to_reviewer_qualification(
    *, reviewer: Officer, first_review_on: date | None, day: date
) -> Objection | None:
    """Refuse a reviewer who began on or after 2018-01-01 without the legal qualification valid on ``day`` (58条2款).

    ``first_review_on`` is the day of the person's first review anywhere; None means that this is the first.
    """
    if (first_review_on or day) < LEGAL_QUALIFICATION_SINCE:
        return None
    held = [one for one in reviewer.credentials if one.kind is CredentialKind.LEGAL_PROFESSION]
    if any(one.is_valid_on(day) for one in held):
        return None
    text = N_("{name}初次从事行政处罚决定法制审核，应当通过国家统一法律职业资格考试取得法律职业资格，请改派")
    return Objection("reviewer-without-legal-qualification", text, {"name": reviewer.name}, article="处罚法58条2款")


def objection_to_frozen_task(*, frozen_on: date | None, holder: str) -> Objection | None:
    """Refuse work on a task frozen because its holder's credential lapsed; assigning or transferring cures it."""
    if frozen_on is None:
        return None
    text = N_("{holder}的证件失效，本待办自{day}起冻结，请由负责人改派给持有效证件的人员")
    return Objection("task-frozen", text, {"holder": holder, "day": frozen_on.isoformat()}, article="处罚法42条1款")


def _fault_on(credential: Credential, day: date) -> str:
    """Return the code of what is wrong with the credential on that day; blank when it is valid."""
    if credential.revoked_on is not None and day >= credential.revoked_on:
        return "credential-revoked"
    if credential.is_suspended_on(day):
        return "credential-suspended"
    if day < credential.valid_from:
        return "credential-not-yet-valid"
    if credential.valid_to is not None and day > credential.valid_to:
        return "credential-expired"
    return ""
