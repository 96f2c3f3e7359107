"""Credentials 执法证件: who may register, suspend, restore or revoke one, and when (处罚法42条, 58条2款)."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from workflows.forms import Answers, Field, Form, Kind
from workflows.records.people import Credential, Person
from workflows.records.staff import Colleague, HeldCredential
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.rules.qualification import CREDENTIAL_TERMS, CredentialKind
from workflows.rules.qualification import Credential as RuleCredential
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

SUSPEND, RESTORE, REVOKE = "suspend", "restore", "revoke"
CHANGES = ((SUSPEND, N_("暂扣")), (RESTORE, N_("恢复")), (REVOKE, N_("收回、注销")))

# Whose work rests on a credential: without one valid, their open tasks stand still.
RESTS_ON: dict[str, frozenset[Role]] = {
    CredentialKind.ENFORCEMENT.value: frozenset({Role.HANDLER, Role.SERVER}),
    CredentialKind.LEGAL_PROFESSION.value: frozenset({Role.REVIEWER}),
}


def registration_form() -> Form:
    """Ask for a credential about to be registered."""
    kinds = tuple((kind.value, term) for kind, term in CREDENTIAL_TERMS.items())
    return Form(
        (
            Field("kind", N_("证件种类"), Kind.CHOICE, options=kinds),
            Field("number", N_("证件编号"), limit=50),
            Field("valid_from", N_("有效期自"), Kind.DAY),
            Field("valid_to", N_("有效期至"), Kind.DAY),
            Field("reason", N_("登记依据"), limit=300),
        )
    )


def change_form() -> Form:
    """Ask how a registered credential changes, and why."""
    return Form(
        (
            Field("change", N_("变更"), Kind.CHOICE, options=CHANGES),
            Field("reason", N_("变更的理由和依据"), Kind.PARAGRAPH),
        )
    )


def objections_to_registering(
    answers: Answers, *, actor: Actor, person: Person, held: Sequence[Credential]
) -> list[Objection]:
    """Refuse strangers to this business, a number registered before, and an end before its beginning."""
    found = [_objection_to_managing(actor, person)]
    if answers.text("number") in {one.number for one in held}:
        text = N_("证件编号“{number}”已经登记")
        found.append(Objection("credential-known", text, {"number": answers.text("number")}, article="处罚法42条1款"))
    if answers.day("valid_to") < answers.day("valid_from"):
        found.append(Objection("credential-ends-before", N_("有效期截止日早于起始日，请核对"), article="处罚法42条1款"))
    return [one for one in found if one is not None]


def objections_to_changing(
    answers: Answers | None, *, actor: Actor, person: Person, credential: Credential, today: date
) -> list[Objection]:
    """Refuse what does not fit the credential's present state; a revocation is for ever."""
    found = [_objection_to_managing(actor, person)]
    if credential.revoked_on is not None:
        text = N_("此证件已收回或者注销，不能再变更；重新发证的请另行登记")
        found.append(Objection("credential-is-revoked", text, article="处罚法42条1款"))
    if answers is not None:
        is_suspended = as_rule(credential).is_suspended_on(today)
        found.append(_objection_to_state(answers.text("change"), is_suspended=is_suspended))
    return [one for one in found if one is not None]


def as_rule(row: Credential | HeldCredential) -> RuleCredential:
    """Return a registered credential as the rules of qualification see it."""
    return RuleCredential(
        kind=CredentialKind(row.kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        suspended_on=row.suspended_on,
        revoked_on=row.revoked_on,
        restored_on=row.restored_on,
        past_suspensions=past_suspensions(row),
    )


def past_suspensions(row: Credential | HeldCredential) -> tuple[tuple[date, date], ...]:
    """Return the suspensions before the last one, each from its first day to the day of restoring."""
    spans = cast("list[list[str]]", row.past_suspensions)
    return tuple((date.fromisoformat(since), date.fromisoformat(until)) for since, until in spans)


def rests_on_credential(role: str) -> bool:
    """Say whether the work of a role rests on a credential at all."""
    return any(role in roles for roles in RESTS_ON.values())


def has_lapsed(colleague: Colleague, role: str, *, today: date) -> bool:
    """Say whether a person holds credentials for a role's work, but none that is valid today."""
    kinds = {kind for kind, roles in RESTS_ON.items() if role in roles}
    held = [one for one in colleague.credentials if one.kind in kinds]
    return bool(held) and not any(as_rule(one).is_valid_on(today) for one in held)


def _objection_to_managing(actor: Actor, person: Person) -> Objection | None:
    subject = Subject(agency_id=person.agency_id, unit_id=person.unit_id)
    return objection_to(Permission.MANAGE_CREDENTIALS, actor=actor, subject=subject)


def _objection_to_state(change: str, *, is_suspended: bool) -> Objection | None:
    if change == SUSPEND and is_suspended:
        return Objection("credential-is-suspended", N_("此证件已经暂扣"), article="处罚法42条1款")
    if change == RESTORE and not is_suspended:
        return Objection("credential-not-suspended", N_("此证件未被暂扣，无须恢复"), article="处罚法42条1款")
    return None
