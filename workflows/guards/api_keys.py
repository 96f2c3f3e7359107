"""接口凭证: what is asked of whoever proposes a key of an application, and what stands against each step of its way.

One kind of administrator proposes and one of the other kind decides, as with roles (三员分立). A key that acts as a
person is handed to that person alone: no administrator ever holds what could act in a case.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.accounts import OTHER_KIND
from workflows.records.api_tokens import ApiToken, TokenProposal
from workflows.records.staff import Colleague
from workflows.rules.permissions import ADMIN_ROLES, Permission, Subject, objection_to
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.scopes import ACTS_WRITE, SCOPES
from workflows.vocabulary.wording import N_, Objection

CONFIRMED, REFUSED, WITHDRAWN = "confirmed", "refused", "withdrawn"
LONGEST_DAYS: Final = 366
LONGEST_OVERLAP_DAYS: Final = 30
USUAL_DAYS, USUAL_OVERLAP_DAYS = 90, 7
# A decision that nobody made use of says little about what is wanted today.
FETCHED_WITHIN: Final = timedelta(days=7)


def key_form(people: Collection[Colleague]) -> Form:
    """Ask for a key of an application: what it may do, as whom, for how long, and why."""
    offered = tuple((str(one.id), f"{one.name}（{one.person.login}）") for one in people if _may_lend_name(one))
    fields = (
        Field("name", N_("应用名称"), limit=60, check=_check_name),
        Field("scopes", N_("授权范围"), Kind.CHOICES, options=tuple(SCOPES.items())),
        Field(
            "person",
            N_("以谁的名义办理"),
            Kind.PERSON,
            required=False,
            options=offered,
            help=N_("不选的，只能按本机关监督人员的范围读取，不能办理；选定的，由其本人领取凭证"),
        ),
        _days(),
        _reason(),
    )
    return Form(fields).with_initial({"days": str(USUAL_DAYS)})


def successor_form() -> Form:
    """Ask for the successor of a key: the same application, the same rights; how long both are valid side by side."""
    overlap = Field(
        "overlap_days",
        N_("新旧凭证并用天数"),
        Kind.NUMBER,
        check=_within(0, LONGEST_OVERLAP_DAYS),
        help=N_("自新凭证领取之日起算，期满旧凭证自动失效，应用不必停机更换"),
    )
    initial = {"days": str(USUAL_DAYS), "overlap_days": str(USUAL_OVERLAP_DAYS)}
    return Form((_days(), overlap, _reason())).with_initial(initial)


def objections_to_proposing(answers: Answers) -> Iterator[Objection]:
    """Refuse a key that acts without anybody answering for it."""
    if ACTS_WRITE in answers.choices("scopes") and not answers.person("person"):
        yield Objection("token-without-person", N_("办理事项应当由具体人员负责，请选定以谁的名义办理"))


def objections_to_succeeding(
    token: ApiToken, waiting: Sequence[TokenProposal], *, now: datetime
) -> Iterator[Objection]:
    """Refuse the successor of a key that is no longer valid, and a second one while the first is under way."""
    if token.revoked_at is not None or token.expires_at <= now:
        yield Objection("token-ended", N_("此凭证已经失效，不能换发，请重新提请"))
    elif any(one.replaces_id == token.id and is_open(one, now=now) for one in waiting):
        yield Objection("token-succeeded", N_("此凭证的换发已经提请，正等待同意或者领取"))


def objection_to_deciding_key(row: TokenProposal, *, actor: Actor) -> Objection | None:
    """Refuse whoever proposed it, whose name it would use, and administrators of the proposer's kind."""
    refusal = objection_to(Permission.MANAGE_KEYS, actor=actor, subject=Subject(row.agency_id))
    if refusal is not None:
        return refusal
    if row.decision:
        return Objection("token-decided", N_("此项已由{name}处理"), {"name": row.decided_by_name})
    if actor.id in {row.proposed_by, row.person_id}:
        return Objection("token-own", N_("不得处理本人提请或者涉及本人的接口凭证"))
    needed = OTHER_KIND[row.proposed_as]
    if needed not in actor.roles:
        return Objection("role-other-kind", N_("此项须由{role}处理"), {"role": ROLE_TERMS[needed]})
    return None


def objection_to_confirming(
    row: TokenProposal, people: Collection[Colleague], replaced: ApiToken | None
) -> Objection | None:
    """Refuse to confirm what no longer holds: its person has left, or the key it was to succeed was taken back."""
    if row.person_id is not None and not any(one.id == row.person_id and _may_lend_name(one) for one in people):
        return Objection("token-person-left", N_("凭证所用名义的人员已不在岗或者已担任管理员，请不同意此项"))
    if replaced is not None and replaced.revoked_at is not None:
        return Objection("token-ended", N_("被换发的凭证已经撤销，请不同意此项"))
    return None


def objection_to_withdrawing(row: TokenProposal, *, actor: Actor) -> Objection | None:
    """Refuse to withdraw what has been fetched or is over."""
    refusal = objection_to(Permission.MANAGE_KEYS, actor=actor, subject=Subject(row.agency_id))
    if refusal is None and (row.token_id is not None or row.decision in {REFUSED, WITHDRAWN}):
        return Objection("token-over", N_("此项已经办结，不能撤回；已领取的凭证请直接撤销"))
    return refusal


def objection_to_fetching(row: TokenProposal, *, actor: Actor, now: datetime) -> Objection | None:
    """Refuse everybody but whom the key is for, once, in time: its person, else the kind that proposed it."""
    if row.token_id is not None:
        return Objection("token-fetched", N_("此凭证已由{name}领取，不再显示"), {"name": row.fetched_by_name})
    if row.decision != CONFIRMED:
        return Objection("token-undecided", N_("此项未经同意，不能领取"))
    if not is_open(row, now=now):
        text = N_("同意后 {days} 天内未领取，此项已经失效，请重新提请")
        return Objection("token-lapsed", text, {"days": FETCHED_WITHIN.days})
    if row.person_id is not None:
        if actor.id == row.person_id:
            return None
        return Objection("token-of-person", N_("此凭证由其本人在“我的登录”中领取"))
    refusal = objection_to(Permission.MANAGE_KEYS, actor=actor, subject=Subject(row.agency_id))
    if refusal is None and row.proposed_as not in actor.roles:
        return Objection("role-other-kind", N_("此项须由{role}领取"), {"role": ROLE_TERMS[Role(row.proposed_as)]})
    return refusal


def objection_to_revoking(token: ApiToken, *, actor: Actor) -> Objection | None:
    """Refuse everybody but administrators and whose name it uses."""
    if actor.id and actor.id == token.person_id:
        return None
    return objection_to(Permission.MANAGE_KEYS, actor=actor, subject=Subject(token.agency_id))


def is_open(row: TokenProposal, *, now: datetime) -> bool:
    """Say whether a proposal may still become a key."""
    if row.token_id is not None or row.decision in {REFUSED, WITHDRAWN}:
        return False
    return row.decided_at is None or now - row.decided_at < FETCHED_WITHIN


def _may_lend_name(one: Colleague) -> bool:
    return one.person.is_active and not one.roles & ADMIN_ROLES


def _days() -> Field:
    return Field("days", N_("有效天数"), Kind.NUMBER, check=_within(1, LONGEST_DAYS), help=N_("自领取之日起算"))


def _reason() -> Field:
    return Field("reason", N_("理由和依据"), limit=300)


def _check_name(value: object, _: Answers) -> Objection | None:
    if str(value).isprintable():
        return None
    return Objection("token-unnamed", N_("应用名称含有不可见的字符，请重新填写"))


def _within(least: int, most: int) -> Callable[[object, Answers], Objection | None]:
    def check(value: object, _: Answers) -> Objection | None:
        if least <= int(str(value)) <= most:
            return None
        return Objection("days-out-of-range", N_("应当为 {least} 至 {most} 天"), {"least": least, "most": most})

    return check
