"""Who may not do which act in the same case: the separation of duties 职责分离 (处罚法43、58、64条)."""

from collections.abc import Collection

from workflows.vocabulary.wording import N_, Objection


def objection_to_reviewer(*, person_id: int, handler_ids: Collection[int]) -> Objection | None:
    """Refuse a reviewer 审核人 who handled or investigated the case (处罚法58条, 118号文 separates the offices).

    ``handler_ids`` are all who investigated, reported, drafted or submitted (path.md PO-24).
    """
    if person_id in handler_ids:
        text = N_("审核人员参与过本案的承办或者调查，不得审核本案，请改派其他法制审核人员")
        return Objection("reviewer-handled-case", text, article="处罚法58条1款")
    return None


def objection_to_handler(*, person_id: int, reviewer_ids: Collection[int]) -> Objection | None:
    """Refuse an investigator who has already reviewed the same case: the separation read the other way round."""
    if person_id in reviewer_ids:
        text = N_("该人员已参与本案法制审核，不得再承办或者调查本案，请改派其他执法人员")
        return Objection("handler-reviewed-case", text, article="处罚法58条1款")
    return None


def objection_to_decision_signer(
    *, person_id: int, reviewer_ids: Collection[int], required: bool = True
) -> Objection | None:
    """Refuse the leader who reviewed the case himself; local practice (L), switched off by ``required=False``."""
    if required and person_id in reviewer_ids:
        text = N_("审核人员不得签发自己审核过的处罚决定，请由其他机关负责人签发")
        return Objection("signer-reviewed-case", text, article="国办发〔2018〕118号")
    return None


def objection_to_hearing_chair(
    *,
    person_id: int,
    investigator_ids: Collection[int],
    reviewer_ids: Collection[int] = (),
    reviewer_may_chair: bool = True,
) -> Objection | None:
    """Refuse a chair 听证主持人 who investigated the case, or who reviews it where the agency forbids that."""
    if person_id in investigator_ids:
        text = N_("听证由非本案调查人员主持，该人员调查过本案，请另行指定听证主持人")
        return Objection("chair-investigated-case", text, article="处罚法64条4项")
    if person_id in reviewer_ids and not reviewer_may_chair:
        text = N_("本机关规定法制审核人员不得主持本案听证，请另行指定听证主持人")
        return Objection("chair-reviewed-case", text, article="本机关听证办法")
    return None


def objection_to_hearing_clerk(*, person_id: int, investigator_ids: Collection[int], chair_id: int) -> Objection | None:
    """Refuse a clerk 听证记录员 who investigated the case or presides over the hearing."""
    if person_id in investigator_ids:
        text = N_("听证记录员不得由本案调查人员担任，请另行指定听证记录员")
        return Objection("clerk-investigated-case", text, article="市监听证办法11条")
    if person_id == chair_id:
        text = N_("听证主持人不得兼任听证记录员，请另行指定听证记录员")
        return Objection("clerk-is-chair", text, article="市监听证办法11条")
    return None


def objections_to_voters(
    *, voter_ids: Collection[int], handler_ids: Collection[int], reviewer_ids: Collection[int]
) -> tuple[Objection, ...]:
    """Refuse votes of those who handled or reviewed the case; they attend 列席 without a vote."""
    found = list[Objection]()
    if set(voter_ids) & set(handler_ids):
        text = N_("承办、调查人员列席集体讨论，不参加表决，请将其改为列席")
        found.append(Objection("voter-handled-case", text, article="处罚法57条2款"))
    if set(voter_ids) & set(reviewer_ids):
        text = N_("法制审核人员列席集体讨论，不参加表决，请将其改为列席")
        found.append(Objection("voter-reviewed-case", text, article="处罚法57条2款"))
    return tuple(found)


def objection_to_disclosure_examiner(*, person_id: int, collector_id: int, required: bool = True) -> Objection | None:
    """Refuse that one person collects and examines what is disclosed; local practice (L)."""
    if required and person_id == collector_id:
        text = N_("公示信息的采集人员与审核人员不得为同一人，请由其他人员审核")
        return Objection("examiner-collected", text, article="国办发〔2018〕118号")
    return None


def objection_to_rereviewer(*, person_id: int, earlier_reviewer_ids: Collection[int]) -> Objection | None:
    """Refuse a second review 复审 by whoever gave the opinion that is disputed."""
    if person_id in earlier_reviewer_ids:
        text = N_("复审应当由原审核人员以外的法制审核人员办理，请改派")
        return Objection("rereviewer-reviewed-before", text, article="国办发〔2018〕118号")
    return None


def objection_to_recused(*, person_id: int, recused_ids: Collection[int]) -> Objection | None:
    """Refuse every act of a person whose recusal 回避 was decided."""
    if person_id in recused_ids:
        text = N_("该人员已被决定回避，不得再参与本案，请改派其他人员")
        return Objection("person-recused", text, article="处罚法43条")
    return None
