"""发现涉嫌犯罪: a crime suspected at any stage goes before the principal leader (处罚法27条; 310号令3条、5条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.measures import open_proposals
from workflows.guards.propose_exit import already_proposed, objection_to_decided
from workflows.vocabulary.wording import N_, Objection

WAY = "transfer_crime"


def form(_: Desk) -> Form:
    """Ask which crime is suspected and on which facts."""
    return Form(
        (
            Field("crime", N_("涉嫌的罪名"), limit=100),
            Field("provision", N_("涉嫌触犯的刑法条款和立案追诉标准"), limit=300),
            Field("reason", N_("涉嫌犯罪的事实和证据"), Kind.PARAGRAPH),
        )
    )


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse it after the decision and while the same suspicion waits for its decision."""
    found = [objection_to_decided(desk)]
    found += [already_proposed(WAY)] if any(one.route == WAY for one in open_proposals(desk)) else []
    return [one for one in found if one is not None]
