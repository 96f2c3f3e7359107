"""补充证据: one of the eight kinds, with what it proves, who collected it, where it comes from (处罚法40条、46条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.collecting import objections_to_adding
from workflows.guards.desk import Desk
from workflows.guards.elements import ELEMENT_CHOICES
from workflows.guards.limited import as_warnings, day_of, objection_to_future
from workflows.guards.officers import known_officers
from workflows.guards.uploads import objection_to_file
from workflows.rules.evidence import EVIDENCE_TERMS, Evidence, objections_to_evidence
from workflows.rules.qualification import objection_to_officer
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

KINDS = tuple((kind.value, term) for kind, term in EVIDENCE_TERMS.items())


def form(desk: Desk) -> Form:
    """Ask for the evidence as the catalogue of the file will list it."""
    return Form(
        (
            Field("kind", N_("证据种类"), Kind.CHOICE, options=KINDS),
            Field("name", N_("证据名称"), limit=120),
            Field("proves", N_("证明的事项"), Kind.PARAGRAPH),
            Field("elements", N_("证明的要素"), Kind.CHOICES, options=ELEMENT_CHOICES),
            Field(
                "collectors",
                N_("收集人"),
                Kind.PEOPLE,
                options=desk.holding(Role.HANDLER),
                least=1,
                help=N_("执法人员调查收集的不少于两人；当事人或者他人提供的填接收人"),
            ),
            Field("collected_at", N_("收集时间"), Kind.MOMENT),
            Field("place", N_("收集地点"), limit=200),
            Field("source", N_("来源和取得方式"), limit=300, help=N_("如：向某银行调取；当事人提供；现场拍摄")),
            Field("unlawful", N_("以非法手段取得"), Kind.FLAG, required=False),
            Field("file", N_("证据文件"), Kind.FILE, required=False, help=N_("按内容校验值保存，登记后不能更换")),
        )
    ).with_initial({"collected_at": desk.now, "collectors": known_officers(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse what may not be evidence; tell what its entry will undo."""
    found: list[Objection | None] = [*objections_to_adding(desk)]
    if answers is not None:
        evidence = Evidence(
            title=answers.text("name"),
            kind=answers.text("kind"),
            source=answers.text("source"),
            proves=(answers.text("proves"),),
            collector_ids=answers.people("collectors"),
            obtained_unlawfully=answers.flag("unlawful"),
        )
        found += objections_to_evidence(evidence=evidence)
        found.append(objection_to_future(answers.moment("collected_at"), now=desk.now, what=N_("收集时间")))
        found += _warnings_of_collectors(desk, answers)
        found.append(objection_to_file(desk, answers))
    return [one for one in found if one is not None]


def _warnings_of_collectors(desk: Desk, answers: Answers) -> list[Objection]:
    """Tell every collector whose credential was not valid on the day of collecting."""
    day = day_of(answers.moment("collected_at"))
    faults = [objection_to_officer(officer=one, day=day) for one in desk.officers(answers.people("collectors"))]
    return as_warnings(one for one in faults if one is not None)
