"""The leaders' meeting: who votes, who speaks last, what its minutes hold, where its result leads (处罚法57条2款)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.acts.prepared import a_case_before, change, objections_on, opened_with
from tests.answers.review import members
from tests.builders import texts
from workflows.vocabulary.facts import FactValue


def test_the_form_opens_with_every_leader_and_the_principal_last() -> None:
    office = a_case_before("deliberate")
    opened = opened_with(office, "deliberate", by="钱莉")
    rows = [(row["person"], row["order"]) for row in opened["members"]]  # type: ignore[attr-defined]
    assert rows == [(office.person("吴岚"), 1), (office.person("郑海"), 2), (office.person("周正"), 3)]
    attending = [row["name"] for row in opened["attendees"]]  # type: ignore[attr-defined]
    assert attending == ["林静", "赵宁", "王律"]


def test_minutes_are_sealed_with_words_votes_and_the_paper() -> None:
    office = a_case_before("deliberate")
    office.do("deliberate")
    dossier = office.dossier()
    meeting = dossier.deliberations[-1]
    assert (meeting.outcome, meeting.expected, meeting.content_hash) == (
        "approved",
        3,
        dossier.drafts[-1].content_hash,
    )
    assert [one["name"] for one in meeting.words] == ["吴岚", "郑海", "周正"]  # type: ignore[index]
    assert meeting.paper_id in dossier.paper_files
    assert office.open_acts() == ["decide_penalty"]
    with pytest.raises(DBAPIError):
        change(office, "UPDATE deliberations SET outcome = 'rejected'")


def test_a_meeting_without_quorum_is_none() -> None:
    office = a_case_before("deliberate")
    absent = members(office, 郑海={"present": False, "signed": False, "words": "", "view": ""})
    assert office.refusal("deliberate", members=absent).code == "quorum-not-met"
    assert office.refusal("deliberate", members=members(office)[1:]).code == "quorum-not-met"


def test_the_principal_speaks_last() -> None:
    office = a_case_before("deliberate")
    first = members(office, 周正={"order": 1}, 吴岚={"order": 3})
    assert office.refusal("deliberate", members=first).code == "principal-not-last"


def test_every_member_speaks_votes_and_signs() -> None:
    office = a_case_before("deliberate")
    silent, unsigned = members(office, 郑海={"words": ""}), members(office, 郑海={"signed": False})
    assert office.refusal("deliberate", members=silent).code == "member-words-missing"
    assert office.refusal("deliberate", members=unsigned).code == "minutes-unsigned"


def test_whoever_reviewed_the_case_attends_but_does_not_vote() -> None:
    office = a_case_before("deliberate")
    change(office, "INSERT INTO role_grants (person_id, role) VALUES (:one, 'deliberator')", one=office.person("何敏"))
    voting = [*members(office), {**members(office)[0], "person": office.person("何敏"), "order": 0}]
    assert office.refusal("deliberate", members=voting).code == "voter-reviewed-case"
    office.do("deliberate")
    assert office.dossier().deliberations[-1].expected == 3


def test_dissent_is_recorded_and_a_result_against_the_majority_says_why() -> None:
    office = a_case_before("deliberate")
    one_against = members(office, 郑海={"view": "remanded"})
    assert office.refusal("deliberate", members=one_against).code == "dissent-unrecorded"
    most_against = members(office, 郑海={"view": "remanded"}, 吴岚={"view": "remanded"})
    told: dict[str, Any] = {"members": most_against, "dissent": "吴岚、郑海认为应当补充调查"}
    assert office.refusal("deliberate", **told).code == "against-majority-without-reasons"
    office.do("deliberate", **told, minority_reason="证据已经充分，补查没有必要")
    assert office.dossier().deliberations[-1].dissent == "吴岚、郑海认为应当补充调查"


def test_no_meeting_before_the_review_passed_nor_in_the_future() -> None:
    office = a_case_before("deliberate")
    signed_at = office.dossier().reviews[-1].signed_at
    assert signed_at is not None
    early: dict[str, Any] = {"held_at": signed_at - timedelta(hours=1)}
    assert office.refusal("deliberate", **early).code == "meeting-before-review"
    late: dict[str, Any] = {"ended_at": office.now + timedelta(days=1)}
    assert office.refusal("deliberate", **late).code == "meeting-in-future"
    hours = timedelta(hours=2), timedelta(hours=1)
    backwards: dict[str, Any] = {"held_at": signed_at + hours[0], "ended_at": signed_at + hours[1]}
    assert office.refusal("deliberate", **backwards).code == "meeting-ends-before-start"


def test_once_new_evidence_voided_the_pass_there_is_nothing_to_deliberate() -> None:
    office = a_case_before("deliberate")
    office.do("add_evidence")
    assert texts(objections_on(office, "deliberate", by="钱莉")) == ["meeting-before-review", "meeting-before-review"]
    assert office.open_acts() == ["finalise_draft"]
    office.walk_to("deliberate")
    assert objections_on(office, "deliberate", by="钱莉") == []


@pytest.mark.parametrize(
    ("outcome", "facts", "next_act"),
    [
        ("approved", {"deliberation": "approved", "review": "pass", "route": "penalise"}, "decide_penalty"),
        ("amended", {"deliberation": "amended", "review": "none", "edit_confirmed": False}, "finalise_draft"),
        ("remanded", {"deliberation": "remanded", "route": "penalise"}, "investigate"),
        ("rejected", {"deliberation": "rejected", "reconsider": True, "route": "none"}, "decide_route"),
    ],
)
def test_the_result_says_where_the_case_goes(outcome: str, facts: dict[str, FactValue], next_act: str) -> None:
    office = a_case_before("deliberate")
    view = {name: {"view": outcome} for name in ("吴岚", "郑海", "周正")}
    office.do("deliberate", outcome=outcome, members=members(office, **view), amendment="罚款改为五万元")
    known = office.facts
    assert {name: known[name] for name in facts} == facts
    assert office.open_acts() == [next_act]
    task = office.task(next_act)
    assert task.origin == ("new" if outcome == "approved" else "returned")
    if outcome == "amended":
        assert [one["suggestion"] for one in task.points or ()] == ["罚款改为五万元"]


def test_an_amended_draft_is_reviewed_and_deliberated_again() -> None:
    office = a_case_before("deliberate")
    view = {name: {"view": "amended"} for name in ("吴岚", "郑海", "周正")}
    office.do("deliberate", outcome="amended", members=members(office, **view), amendment="补充裁量说理")
    office.do("finalise_draft")
    assert office.open_acts() == ["submit_review"]
    office.walk_to("deliberate")
    office.walk_to("decide_penalty")
    assert len(office.dossier().deliberations) == 2


def test_the_chair_is_present() -> None:
    office = a_case_before("deliberate")
    change(office, "INSERT INTO role_grants (person_id, role) VALUES (:one, 'deliberator')", one=office.person("韩磊"))
    assert office.refusal("deliberate", chair=office.person("韩磊")).code == "chair-not-present"
    office.do("deliberate")
