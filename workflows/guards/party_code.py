"""What identifies the party: 统一社会信用代码 or 公民身份号码, asked at registration and again while it is unknown."""

from dataclasses import replace
from datetime import date

from workflows.forms import Answers, Field, Kind
from workflows.guards.desk import Desk
from workflows.rules.identifiers import normalised, objection_to_citizen_number, objection_to_credit_code
from workflows.vocabulary.wording import N_, Objection

UNKNOWN = "party_code_unknown"
CITIZEN, CODED = ("citizen",), ("organisation", "sole_trader")

# Blanks and hyphens between the eighteen characters are typed too; they are left out when the code is kept.
_LIMIT = 30


def code_fields(*, on: date) -> tuple[Field, ...]:
    """Ask for what identifies the kind of party chosen before, unless a box says that nobody could find it out yet."""
    text = N_("暂时无法查明的，勾选“身份号码或者代码暂时无法查明”，查明后在线索核查或者调查终结报告中补填")
    return (
        replace(_credit_code(), help=text, shown_when=("party_kind", CODED), excused_by=UNKNOWN),
        replace(_id_number(on), help=text, shown_when=("party_kind", CITIZEN), excused_by=UNKNOWN),
        Field(UNKNOWN, N_("身份号码或者代码暂时无法查明"), Kind.FLAG, required=False),
    )


def missing_code_fields(desk: Desk) -> tuple[Field, ...]:
    """Ask for what identifies the party while the file does not know it; nothing once it does."""
    party = desk.dossier.party
    if party.code:
        return ()
    field = _id_number(desk.today) if party.kind in CITIZEN else _credit_code()
    return (replace(field, required=False, help=N_("登记时未能查明；已经查明的请补填")),)


def code_in(answers: Answers) -> str:
    """Return the code or the number that was given, as it is kept; an empty text when none was."""
    return normalised(answers.text("party_credit_code") or answers.text("party_id_number"))


def _credit_code() -> Field:
    return Field("party_credit_code", N_("统一社会信用代码"), limit=_LIMIT, check=_objection_to_code)


def _id_number(on: date) -> Field:
    def objection(given: object, _: Answers) -> Objection | None:
        return objection_to_citizen_number(str(given), on=on)

    return Field("party_id_number", N_("公民身份号码"), limit=_LIMIT, check=objection)


def _objection_to_code(given: object, _: Answers) -> Objection | None:
    return objection_to_credit_code(str(given))
