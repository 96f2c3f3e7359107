"""案源登记: a lead becomes a case; the party's numbers are checked, the matter brings its basis (处罚法54条)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.party_code import CODED, code_fields
from workflows.lawbook import Lawbook
from workflows.rules.identifiers import objection_to_phone
from workflows.vocabulary.wording import N_, Objection

SOURCES = (
    ("inspection", N_("监督检查发现")),
    ("report", N_("投诉举报")),
    ("assigned", N_("上级交办")),
    ("transferred", N_("其他机关移送")),
    ("hotline", N_("12345 等热线转办")),
    ("media", N_("媒体反映")),
)
PARTY_KINDS = (("organisation", N_("法人或者其他组织")), ("sole_trader", N_("个体工商户")), ("citizen", N_("公民")))


def form(desk: Desk) -> Form:
    """Return the registration form with the agency's matters offered."""
    return registration_form(desk.law, on=desk.today)


def registration_form(law: Lawbook, *, on: date) -> Form:
    """Return the registration form; it is asked before any case exists."""
    matters = tuple((matter.id, matter.term) for matter in law.matters(on=on))
    coded = ("party_kind", CODED)
    return Form(
        (
            Field(
                "matter",
                N_("案由"),
                Kind.CHOICE,
                options=matters,
                help=N_("选定案由后，违反条款、处罚依据和适用程序随之确定"),
            ),
            Field("source_kind", N_("案件来源"), Kind.CHOICE, options=SOURCES),
            Field(
                "source_detail", N_("来源说明"), required=False, help=N_("如工单编号、移送机关、检查任务"), limit=200
            ),
            Field("received_on", N_("受案日期"), Kind.DAY, check=_check_of_receipt(law, on=on)),
            Field("summary", N_("线索摘要"), Kind.PARAGRAPH, help=N_("时间、地点、行为、线索依据")),
            Field(
                "informant_name", N_("实名举报人"), required=False, help=N_("仅办案人员可见；匿名举报不填"), limit=50
            ),
            Field("informant_phone", N_("举报人联系方式"), required=False, limit=50),
            Field("party_kind", N_("当事人类别"), Kind.CHOICE, options=PARTY_KINDS),
            Field("party_name", N_("当事人名称或者姓名"), limit=120),
            *code_fields(on=on),
            Field("party_legal_rep", N_("法定代表人（负责人、经营者）"), required=False, shown_when=coded, limit=50),
            Field(
                "is_enterprise",
                N_("当事人是企业（涉企案件须作经济影响评估）"),
                Kind.FLAG,
                required=False,
                shown_when=coded,
            ),
            Field("party_address", N_("住所（住址）"), limit=200),
            Field("party_phone", N_("联系电话"), required=False, limit=50, check=_objection_to_phone),
        )
    )


def objections(_: Desk, __: Answers | None) -> Sequence[Objection]:
    """Return nothing: whatever is wrong with a registration is wrong with one of its fields and told there."""
    return ()


def _check_of_receipt(law: Lawbook, *, on: date) -> Callable[[object, Answers], Objection | None]:
    """Refuse a day that has not come, and one on which nothing forbade the chosen matter yet."""

    def objection(given: object, before: Answers) -> Objection | None:
        day, matter = cast("date", given), before.text("matter")
        if day > on:
            return Objection("received-in-future", N_("受案日期不得晚于今天"))
        if matter and matter not in {one.id for one in law.matters(on=day)}:
            text = N_("受案当日尚无该案由的处罚依据，请核对案由和受案日期")
            return Objection("matter-not-in-force", text, article="处罚法37条")
        return None

    return objection


def _objection_to_phone(given: object, _: Answers) -> Objection | None:
    return objection_to_phone(str(given))
