"""立卷归档: one case, one volume; nothing missing, nobody left without an answer (处罚法47条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.page_numbers import page_fields, proposed_pages
from workflows.guards.volume import contents_of, unrendered
from workflows.rules.closing import objections_to_archiving
from workflows.vocabulary.wording import N_, Objection, Phrase

RETENTION = (("permanent", N_("永久")), ("thirty", N_("30年")), ("ten", N_("10年")))


def form(desk: Desk) -> Form:
    """Ask for the archive number, how long the volume is kept and the pages counted; its contents are computed."""
    entries = contents_of(desk.dossier)
    return Form(
        (
            Field(
                "archive_number",
                N_("归档号"),
                limit=100,
                help=Phrase(N_("卷内文件件数：{entries}"), entries=len(entries)),
            ),
            Field("retention", N_("保管期限"), Kind.CHOICE, options=RETENTION),
            Field("place", N_("存放位置"), required=False, limit=200),
            *page_fields(entries),
            Field("note", N_("备考（缺损、补充情况）"), Kind.PARAGRAPH, required=False),
            Field("checked", N_("已按卷内目录核对，一案一卷，材料齐全"), Kind.FLAG),
        )
    ).with_initial({"archive_number": desk.dossier.case.number, "retention": "thirty", **proposed_pages(entries)})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse to archive an open case, papers not rendered yet, or a named informant nobody answered."""
    dossier = desk.dossier
    is_filed = desk.facts["filing"] == "filed"
    unanswered = bool(dossier.case.informant.get("name")) and dossier.last_step("answer_informant") is None
    return objections_to_archiving(
        filing=str(desk.facts["filing"]),
        is_closed=dossier.case.closed_on is not None,
        unrendered=unrendered(dossier),
        informant_unanswered=unanswered and not is_filed,
    )
