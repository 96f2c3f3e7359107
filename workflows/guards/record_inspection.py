"""现场检查笔录: what was seen on the spot, entered as made, flagged when defective (处罚法42条、55条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.recording import known_making, making_fields, objections_to_recording, proof_fields
from workflows.vocabulary.wording import N_, Objection

RECORD_KIND = "inspection"
_SCENE = (
    Field("conditions", N_("天气、光线等现场条件"), required=False, limit=200),
    Field("present_name", N_("在场负责人姓名"), required=False, limit=50),
    Field("present_position", N_("在场负责人职务"), required=False, limit=50),
    Field("present_id_number", N_("在场负责人身份证件号码"), required=False, limit=30),
    Field("witness_name", N_("见证人姓名"), required=False, limit=50),
    Field("witness_id_number", N_("见证人身份证件号码"), required=False, limit=30),
    Field("notified", N_("通知当事人到场情况"), limit=300),
    Field("basis", N_("检查依据"), limit=200),
    Field("scope", N_("检查范围"), limit=300),
    Field("observations", N_("现场情况"), Kind.PARAGRAPH, help=N_("只记所见，不作结论")),
    Field("measures", N_("取证措施"), Kind.PARAGRAPH, help=N_("拍照编号、抽样、登记保存")),
    Field("recording_number", N_("音像记录编号"), limit=100, help=N_("没有音像记录的，写明原因")),
    Field("party_opinion", N_("当事人意见"), limit=500),
)


def form(desk: Desk) -> Form:
    """Ask for the record as it was made."""
    fields = (*making_fields(desk, RECORD_KIND), *_SCENE, *proof_fields())
    return Form(fields).with_initial({"basis": N_("处罚法55条"), **known_making(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what may not be collected any more; a defect is flagged, not refused."""
    return objections_to_recording(desk, answers)
