"""询问笔录: questions and answers with party or witness, entered as made, flagged when defective (处罚法42、55条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.recording import known_making, making_fields, objections_to_recording, proof_fields
from workflows.rules.evidence import EvidenceKind
from workflows.rules.identifiers import objection_to_citizen_number
from workflows.vocabulary.wording import N_, Objection

RECORD_KIND = "interview"
SPEAKERS = (
    (EvidenceKind.PARTY_STATEMENT.value, N_("当事人（其法定代表人、负责人、委托的人）")),
    (EvidenceKind.WITNESS.value, N_("证人、其他知情人")),
)
_PERSON = (
    Field("speaker_kind", N_("被询问人"), Kind.CHOICE, options=SPEAKERS),
    Field("interviewee_name", N_("被询问人姓名"), limit=50),
    Field("interviewee_gender", N_("性别"), Kind.CHOICE, required=False, options=(("男", N_("男")), ("女", N_("女")))),
    Field("interviewee_id_number", N_("公民身份号码"), limit=18),
    Field("interviewee_phone", N_("联系电话"), required=False, limit=50),
    Field("interviewee_address", N_("住址"), required=False, limit=200),
    Field("interviewee_employer", N_("工作单位及职务"), required=False, limit=100),
    Field("interviewee_relation", N_("与案件的关系"), limit=100),
)
_WORDS = (
    Field("informed_answer", N_("出示证件、告知权利义务后的回答"), help=N_("如实记录，如：听清了"), limit=300),
    Field("recusal_answer", N_("对是否申请回避的回答"), help=N_("如实记录，如：不申请回避"), limit=300),
    Field(
        "dialogue",
        N_("问答"),
        Kind.ROWS,
        least=1,
        columns=(Field("question", N_("问"), Kind.PARAGRAPH), Field("answer", N_("答"), Kind.PARAGRAPH)),
    ),
    Field("supplement", N_("补充陈述"), Kind.PARAGRAPH, required=False),
    Field("recording_number", N_("音像记录编号"), required=False, limit=100),
)


def form(desk: Desk) -> Form:
    """Ask for the record as it was made."""
    fields = (*making_fields(desk, RECORD_KIND), *_PERSON, *_WORDS, *proof_fields())
    return Form(fields).with_initial(known_making(desk))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what may not be collected any more and a number that cannot be right."""
    found = objections_to_recording(desk, answers)
    if answers is not None:
        number = objection_to_citizen_number(answers.text("interviewee_id_number"), on=desk.today)
        found += [number] if number is not None else []
    return found
