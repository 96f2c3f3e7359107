"""决定回避: a leader decides, on the principal the leaders together; a lost handler is replaced (处罚法43条3款)."""

from collections.abc import Iterator, Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import recused_ids, reviewer_ids
from workflows.guards.limited import only_when
from workflows.guards.measures import open_recusals
from workflows.records.measures import Recusal
from workflows.rules.qualification import objections_to_team
from workflows.rules.recusal import objection_to_decider, objection_to_refusing_recusal
from workflows.rules.separation import objection_to_handler
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

GRANTED = "granted"
DECISIONS = ((GRANTED, N_("同意回避")), ("refused", N_("驳回申请")))


def form(desk: Desk) -> Form:
    """Ask which request is decided, how, by whom, and who takes the place of a handler."""
    pending = tuple((str(one.id), _told(desk, one)) for one in open_recusals(desk))
    return Form(
        (
            Field("request", N_("回避申请"), Kind.CHOICE, options=pending),
            Field("recusal", N_("决定"), Kind.CHOICE, options=DECISIONS),
            Field("reason", N_("理由"), Kind.PARAGRAPH),
            Field(
                "members",
                N_("集体讨论的负责人"),
                Kind.PEOPLE,
                required=False,
                options=desk.holding(Role.DELIBERATOR),
                help=N_("主要负责人的回避由机关负责人集体讨论决定"),
            ),
            Field(
                "replacement",
                N_("接替的办案人员"),
                Kind.PERSON,
                required=False,
                options=desk.holding(Role.HANDLER),
                shown_when=("recusal", (GRANTED,)),
                help=N_("办案人员回避后不足两人的必须指定"),
            ),
        )
    ).with_initial({"request": pending[0][0]} if pending else {})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a decider who may not decide, a refusal without reason, a case left without two handlers."""
    pending = open_recusals(desk)
    if not pending:
        return (Objection("nothing-requested", N_("没有待决定的回避申请"), article="处罚法43条"),)
    if answers is None:
        return [one for row in pending if not _is_principal(desk, row.person_id) for one in _to_decider(desk, row, ())]
    row = chosen_recusal(desk, answers)
    found: list[Objection | None] = [objection_to_refusing_recusal(reason=answers.text("reason"))]
    found += _to_decider(desk, row, answers.people("members"))
    found += only_when("recusal", GRANTED, _to_team(desk, row, answers.person("replacement")))
    return [one for one in found if one is not None]


def chosen_recusal(desk: Desk, answers: Answers) -> Recusal:
    """Return the request the form is about."""
    return next(one for one in open_recusals(desk) if str(one.id) == answers.text("request"))


def _told(desk: Desk, row: Recusal) -> str:
    return f"{desk.name_of(row.person_id)}（{row.asked_by}申请）：{row.reason[:60]}"


def _is_principal(desk: Desk, person_id: int) -> bool:
    return Role.PRINCIPAL in desk.dossier.staff[person_id].roles


def _to_decider(desk: Desk, row: Recusal, members: Sequence[int]) -> Iterator[Objection]:
    least = desk.law.profile(on=desk.today).deliberation_least - 1
    together = len([one for one in members if one != row.person_id]) >= least and row.person_id not in members
    found = objection_to_decider(
        decider_id=desk.actor.id,
        roles=desk.actor.roles,
        subject_id=row.person_id,
        subject_is_principal=_is_principal(desk, row.person_id),
        collective=together,
    )
    yield from only_when("request", str(row.id), (found,))


def _to_team(desk: Desk, row: Recusal, replacement: int) -> Iterator[Objection]:
    """Refuse to leave an assigned case with fewer than two handlers, or a successor who was recused or reviewed it."""
    staying = {one.id for one in desk.dossier.handlers()} - {row.person_id}
    recused = recused_ids(desk.dossier) | {row.person_id}
    if replacement and replacement in recused:
        text = N_("接替人员已经回避或者正被申请回避，请另行指定")
        yield Objection("replacement-recused", text, article="处罚法43条")
    reviewed = objection_to_handler(person_id=replacement, reviewer_ids=reviewer_ids(desk.dossier))
    if reviewed is not None:
        yield reviewed
    if len(staying) == len(desk.dossier.handlers()) or desk.dossier.last_step("assign_officers") is None:
        return
    team = desk.officers({*staying, *((replacement,) if replacement else ())})
    yield from objections_to_team(officers=team, day=desk.today)
