"""提请撤销、终止或移送: anybody who works on the case may propose it; nothing moves before it is approved (57条1款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.measures import open_proposals
from workflows.guards.routes import EXITS, ROUTE_TERMS
from workflows.vocabulary.wording import N_, Objection

_CRIME = "transfer_crime"


def form(_: Desk) -> Form:
    """Ask where the case should go and why."""
    ways = tuple((way, ROUTE_TERMS[way]) for way in EXITS if way != _CRIME)
    return Form(
        (Field("route", N_("提请事项"), Kind.CHOICE, options=ways), Field("reason", N_("事实和理由"), Kind.PARAGRAPH))
    )


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse a proposal after the decision, and the same proposal twice."""
    pending = [one.route for one in open_proposals(desk)]
    twice = [one for way in pending for one in only_when("route", way, (already_proposed(way),))]
    decided = objection_to_decided(desk)
    return [*twice, decided] if decided is not None else twice


def already_proposed(way: str) -> Objection:
    """Return the objection that this has been proposed and waits for its decision."""
    text = N_("已提请“{way}”，正待机关负责人审批，无须重复提请")
    return Objection("already-proposed", text, {"way": ROUTE_TERMS[way]}, article="处罚法57条1款")


def objection_to_decided(desk: Desk) -> Objection | None:
    """Refuse to leave a road that has come to its end: filed it must be, decided it may not be."""
    if desk.facts["filing"] != "filed":
        text = N_("案件尚未立案，请在立案审批中处理")
        return Objection("exit-before-filing", text, article="处罚法54条2款")
    if desk.facts["decision"] == "none":
        return None
    text = N_("决定已经作出；确有错误的，依法撤销或者变更决定")
    return Objection("exit-after-decision", text, article="处罚法57条1款")
