"""The public text 公示内容 of a decision: the 双公示 fields with the six elements, masked before anybody reads them.

Keys are what the portal and the exports read; amounts are integer 分 (处罚法48条、50条; law.md §6.3).
"""

from collections.abc import Mapping, Sequence

from workflows.forms import Answers, Field, Kind
from workflows.guards.desk import Desk
from workflows.guards.intended import rule_draft_of
from workflows.guards.natural_persons import hide_persons, home_addresses, person_names
from workflows.guards.summaries import basis_of, cited, facts_of, proposal_of
from workflows.records.outcomes import Disclosure
from workflows.rules.deadlines import Limit, Unit, due
from workflows.rules.disclosure import objections_to_public_text
from workflows.rules.filing import age_on
from workflows.rules.identifiers import find_birthday
from workflows.rules.masking import mask_name, mask_text
from workflows.rules.money import in_yuan
from workflows.rules.penalties import PENALTY_TERMS
from workflows.vocabulary.wording import N_, Objection

PARTY_KINDS = {"citizen": N_("自然人"), "sole_trader": N_("个体工商户"), "organisation": N_("法人及非法人组织")}
CREDIT_CLASSES = (("minor", N_("轻微")), ("general", N_("一般")), ("serious", N_("严重")))
PUBLIC_TERMS: Mapping[str, str] = {
    "number": N_("行政处罚决定书文号"),
    "party": N_("行政相对人名称"),
    "party_kind": N_("行政相对人类别"),
    "code": N_("统一社会信用代码"),
    "legal_rep": N_("法定代表人（负责人、经营者）"),
    "violation": N_("违法行为类型"),
    "facts": N_("违法事实"),
    "basis": N_("处罚依据"),
    "kinds": N_("处罚类别"),
    "penalty": N_("处罚内容"),
    "fine": N_("罚款金额"),
    "confiscation": N_("没收金额"),
    "licence": N_("暂扣或者吊销证照名称及编号"),
    "decided_on": N_("处罚决定日期"),
    "valid_until": N_("处罚有效期"),
    "disclosed_until": N_("公示截止期"),
    "agency": N_("处罚机关"),
    "agency_code": N_("处罚机关统一社会信用代码"),
    "source": N_("数据来源单位"),
    "source_code": N_("数据来源单位统一社会信用代码"),
    "remark": N_("备注"),
}
"""Every key of a public text that is shown, in the order it is shown."""

_MAJORITY = 18
_MONEY = ("fine", "confiscation")


def text_fields() -> tuple[Field, ...]:
    """Return the questions in which personal data could stand; collection and examination ask the same."""
    return (
        Field("party", N_("公示的相对人名称（自然人留姓）"), limit=200),
        Field("legal_rep", N_("法定代表人（负责人、经营者，留姓）"), required=False, limit=100),
        Field("violation", N_("违法行为类型"), limit=200),
        Field("facts", N_("违法事实（摘要）"), Kind.PARAGRAPH),
        Field("penalty", N_("处罚内容"), Kind.PARAGRAPH),
        Field("licence", N_("暂扣或者吊销证照名称及编号"), required=False, limit=200),
        Field("remark", N_("备注"), required=False, limit=500),
    )


def known_text(desk: Desk) -> dict[str, object]:
    """Return the text the collection opens with: what the decision says, personal data masked."""
    party, draft = desk.dossier.party, desk.dossier.last_draft()
    return {
        "party": mask_name(party.name) if party.kind == "citizen" else party.name,
        "legal_rep": mask_name(party.legal_rep),
        "violation": desk.dossier.case.cause,
        "facts": hide_persons(desk, mask_text(facts_of(draft))),
        "penalty": proposal_of(draft),
        "licence": "",
        "remark": "",
    }


def content_of(desk: Desk, answers: Answers) -> dict[str, object]:
    """Return the public text: what was written, and what only the file may say."""
    dossier, draft = desk.dossier, desk.dossier.last_draft()
    agency, party, paper = dossier.agency, dossier.party, dossier.last_paper("penalty_decision")
    rows = rule_draft_of(draft).penalties if draft is not None else ()
    decided = dossier.case.decided_on
    return {
        "number": paper.number if paper else "",
        "party_kind": PARTY_KINDS[party.kind],
        "code": "" if party.kind == "citizen" else party.code,
        "basis": cited(desk, basis_of(draft)["penalty"]),
        "kinds": "、".join(dict.fromkeys(PENALTY_TERMS[one.kind] for one in rows)),
        "fine": int(desk.facts["fine"]),
        "confiscation": int(desk.facts["confiscation"]),
        "decided_on": decided.isoformat() if decided else "",
        "valid_until": answers.text("valid_until"),
        "agency": agency.name,
        "agency_code": agency.uscc,
        "source": agency.name,
        "source_code": agency.uscc,
        "credit_class": answers.text("credit_class"),
        **written(answers),
    }


def written(answers: Answers) -> dict[str, object]:
    """Return the part of the public text that people write."""
    return {one.name: answers.text(one.name) for one in text_fields()}


def objections_to_text(desk: Desk, content: Mapping[str, object]) -> Sequence[Objection]:
    """Return every piece of personal data the public text still shows (50条)."""
    return objections_to_words(desk, "\n".join(str(content.get(one.name, "")) for one in text_fields()))


def objections_to_words(desk: Desk, text: str) -> Sequence[Objection]:
    """Return every piece of personal data in words that everybody will read (50条)."""
    party = desk.dossier.party
    if party.kind != "citizen":
        for known in (party.name, party.address):
            text = text.replace(known, "") if known else text
    codes = [one for one in (desk.dossier.agency.uscc, "" if party.kind == "citizen" else party.code) if one]
    return objections_to_public_text(
        text=text, person_names=person_names(desk), public_codes=codes, home_addresses=home_addresses(desk)
    )


def is_minor(desk: Desk) -> bool:
    """Say whether the party is a citizen under eighteen today."""
    party = desk.dossier.party
    born_on = find_birthday(party.code) if party.kind == "citizen" else None
    return born_on is not None and age_on(born_on=born_on, day=desk.today) < _MAJORITY


def last_disclosure(desk: Desk) -> Disclosure | None:
    """Return the newest public text of the run, or None before it is collected."""
    return desk.dossier.disclosures[-1] if desk.dossier.disclosures else None


def objection_to_uncollected(desk: Desk) -> Objection | None:
    """Refuse to examine or publish what nobody has collected."""
    if desk.dossier.disclosures:
        return None
    return Objection("disclosure-uncollected", N_("公示信息尚未采集，请先办理公示采集"), article="处罚法48条")


def public_lines(content: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the public text as (label, value) in its order; what is empty is left out."""
    shown = {key: _shown(key, content.get(key)) for key in PUBLIC_TERMS}
    return tuple((PUBLIC_TERMS[key], value) for key, value in shown.items() if value)


def text_to_publish(desk: Desk) -> dict[str, object]:
    """Return the newest public text as it would be published today, its last day with it; empty before collection."""
    row = last_disclosure(desk)
    if row is None:
        return {}
    return {**row.content, "disclosed_until": disclosed_until(desk, str(row.content["credit_class"]))}


def disclosed_until(desk: Desk, credit_class: str) -> str:
    """Return the last day of the public period that begins today (信用修复管理办法; the months are configuration)."""
    months = int(getattr(desk.law.profile(on=desk.today), f"disclosure_months_{credit_class}"))
    counted = due(Limit(months, Unit.MONTH, roll=False), start=desk.today, calendar=desk.calendar)
    return counted.due_on.isoformat()


def _shown(key: str, value: object) -> str:
    if key in _MONEY:
        return in_yuan(int(str(value))) if value else ""
    return str(value or "")
