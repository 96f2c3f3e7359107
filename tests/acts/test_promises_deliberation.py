"""Leaders together, each in their own words, nobody who touched the case, never over a failed review (57、58条)."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.acts.hands import another_leader, grant
from tests.acts.prepared import a_case_before, change, change_json, objections_on
from tests.acts.reviews import failed
from tests.acts.rounds import desk_of, walked_once
from tests.answers import answers_for
from tests.answers.review import members
from tests.builders import ROOT, Office, an_office, as_posted, texts
from workflows.guards.register import GUARDS
from workflows.lawbook import Lawbook
from workflows.vocabulary.roles import Role


def with_four(office: Office) -> list[dict[str, object]]:
    """Return the minutes of four leaders, the principal last."""
    three = members(office, 周正={"order": 9})
    return [*three, {**three[0], "person": office.person("丁一"), "order": 3}]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"郑海": {"present": False, "signed": False, "words": "", "view": ""}}, "quorum-not-met"),
        ({"郑海": {"words": " "}}, "member-words-missing"),
        ({"郑海": {"view": ""}}, "member-words-missing"),
        ({"郑海": {"signed": False}}, "minutes-unsigned"),
        ({"周正": {"order": 2}}, "principal-not-last"),
        ({"周正": {"order": 1}}, "principal-not-last"),
        ({"郑海": {"view": "rejected"}}, "dissent-unrecorded"),
    ],
)
def test_what_the_minutes_lack_is_no_meeting(changes: dict[str, Any], code: str) -> None:
    office = a_case_before("deliberate")
    assert office.refusal("deliberate", members=members(office, **changes)).code == code


def test_recorded_dissent_is_a_meeting_and_stays_on_record() -> None:
    office = a_case_before("deliberate")
    office.do("deliberate", members=members(office, 郑海={"view": "rejected"}), dissent="郑海认为情节轻微")
    meeting = office.dossier().deliberations[-1]
    assert (meeting.outcome, meeting.dissent) == ("approved", "郑海认为情节轻微")


@pytest.mark.parametrize(("role", "person"), [(Role.HANDLER, "吴岚"), (Role.REVIEWER, "吴岚")])
def test_a_leader_who_handled_or_reviewed_the_case_has_no_vote(role: Role, person: str) -> None:
    office = grant(another_leader(a_case_before("deliberate")), person, role)
    if role is Role.HANDLER:
        change(
            office,
            "INSERT INTO case_officers (case_id, person_id, role, place, bound_at) VALUES (:one, :who, 'handler', 0,"
            " '2026-05-18 00:00:00')",
            one=office.case_id,
            who=office.person(person),
        )
        code = "voter-handled-case"
    else:
        change(
            office,
            "INSERT INTO finished_steps (run_id, case_id, node, act, site, stage, by_id, by_name, persons,"
            " round, done_at, done_on, facts, answers, summary) VALUES (:run, :case, 'examine_case', 'examine_case',"
            " '', 'review', :who, '', '[]', 1, '2026-05-18 00:00:00', '2026-05-18', '{}', '{}', '')",
            run=office.run_id,
            case=office.case_id,
            who=office.person(person),
        )
        code = "voter-reviewed-case"
    assert office.refusal("deliberate", members=with_four(office)).code == code
    office.do("deliberate", members=with_four(office)[1:])


def test_a_recused_leader_neither_votes_nor_sits_there() -> None:
    office = another_leader(a_case_before("deliberate"))
    office.do("request_recusal", person=office.person("郑海"))
    office.do("decide_recusal", replacement=None)
    assert office.refusal("deliberate", members=with_four(office)).code == "voter-recused"
    present = [row for row in with_four(office) if row["person"] != office.person("郑海")]
    office.do("deliberate", members=present)


def test_nobody_votes_twice() -> None:
    office = a_case_before("deliberate")
    rows = members(office, 周正={"order": 9})
    assert office.refusal("deliberate", members=[*rows, {**rows[0], "order": 4}]).code == "member-twice"


def test_a_meeting_lies_after_pass_and_draft_and_before_now() -> None:
    office = a_case_before("deliberate")
    early = {"held_at": "2026-05-17T09:00", "ended_at": "2026-05-17T10:00"}
    assert office.refusal("deliberate", **early).code == "meeting-before-review"
    late = {"held_at": "2026-06-17T09:00", "ended_at": "2026-06-17T10:00"}
    assert office.refusal("deliberate", **late).code == "meeting-in-future"


def test_no_meeting_carries_a_statutory_case_over_a_review_that_did_not_pass() -> None:
    office = _failed_before_the_leaders("statutory")
    for by_law in (office, _overriding(office)):
        found = objections_on(by_law, "deliberate", by="钱莉")
        assert texts(found) == ["meeting-before-review"]
        assert found[0].when is None
        assert "review-not-passed" in texts(objections_on(by_law, "decide_penalty", by="吴岚"))


def test_a_catalogue_case_is_carried_only_where_the_agency_lets_its_leaders_override_with_reasons() -> None:
    office = _failed_before_the_leaders("catalogue")
    assert texts(objections_on(office, "deliberate", by="钱莉")) == ["meeting-before-review"]
    open_handed = _overriding(office)
    assert objections_on(open_handed, "deliberate", by="钱莉") == []
    assert _objected(open_handed, {}) == ["override-without-reasons"]
    assert _objected(open_handed, {"minority_reason": "证据已补强"}) == []
    before_the_draft = {"held_at": "2026-05-17T09:00", "ended_at": "2026-05-17T10:00", "minority_reason": "已补强"}
    assert _objected(open_handed, before_the_draft) == ["too-early"]
    change_json(open_handed, "runs.facts", deliberation="approved")
    assert "review-not-passed" not in texts(objections_on(open_handed, "decide_penalty", by="吴岚"))
    strict = replace(open_handed, means=office.means)
    assert "review-not-passed" in texts(objections_on(strict, "decide_penalty", by="吴岚"))


@walked_once
def _failed_before_the_leaders(basis: str) -> Office:
    office = an_office()
    office.a_case()
    failed(office, "return_law")
    change_json(office, "runs.facts", review_basis=basis)
    return office


def _overriding(office: Office) -> Office:
    """Return the same office under a law pack whose agency lets its leaders override the catalogue."""
    folder = copytree(ROOT / "bpmn" / "law", Path(mkdtemp(prefix="fashen-law-")) / "law")
    profile = folder / "profile.yaml"
    head, tail = profile.read_text(encoding="utf-8").split("name: catalogue_override", 1)
    profile.write_text(head + "name: catalogue_override" + tail.replace("value: false", "value: true", 1), "utf-8")
    return replace(office, means=replace(office.means, law=Lawbook.load(folder)))


def _objected(office: Office, answers: dict[str, Any]) -> list[str]:
    posted = as_posted({**answers_for("deliberate", office), **answers})
    desk = desk_of(office, "deliberate", "钱莉")
    return texts(GUARDS["deliberate"].objections(desk, GUARDS["deliberate"].form(desk).read(posted)))
