"""Running cases move to another version of their flow: as proposed, with nothing lost and nothing skipped, and back."""

from datetime import timedelta

import pytest

from tests.acts.new_versions import (
    LOWER,
    NO_CLOCK,
    PARALLEL,
    PROVISION,
    REASON,
    RENAMED,
    RISK,
    edited,
    file_of,
    four_cases,
    journal_of,
    move,
    propose,
    publish,
    risk_form,
    version_of,
    why_not,
    with_risk,
)
from tests.acts.prepared import a_case_before, change
from workflows.acts.office.add_agency import NewAgency, add_agency
from workflows.acts.office.move_runs import move_run
from workflows.acts.pressing import Press
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.records.clocks import Clock
from workflows.records.jobs import FormDraft
from workflows.records.moves import RunMove


def test_three_cases_move_and_the_one_past_the_new_step_stays() -> None:
    office, runs = four_cases()
    sha = with_risk(office)
    proposal = propose(office, sha)

    for act in ("investigate", "await_statement", "finalise_draft"):
        move(office, proposal, runs[act])
    refused = why_not(office, proposal, runs["examine_case"])

    assert (refused.code, refused.params) == ("step-skipped", {"step": "风险评估"})
    with office.archive.reading() as records:
        on = {run_id: records.runs.find(run_id) for run_id in runs.values()}
    assert [run.bundle_sha == sha for run in on.values() if run] == [True, True, True, False]


def test_nothing_of_the_case_changes_but_its_version() -> None:
    office = a_case_before("await_statement")
    office.now += timedelta(hours=1)
    proposal = propose(office, with_risk(office))
    before, run = file_of(office), office.dossier().run

    done = move(office, proposal)

    after = office.dossier().run
    assert file_of(office) == before
    assert any(name == "statement_5wd" for name, *_ in before.clocks)
    assert (after.version, after.changed_by, after.changed_what) == (run.version + 1, "何敏", "迁移流程版本")
    assert office.facts["form.assess_risk.grade"] == "none"
    assert (done.from_sha, done.to_sha, done.version) == (run.bundle_sha, after.bundle_sha, after.version)


def test_the_moved_case_goes_on_by_the_new_drawing_and_its_clock_finds_it() -> None:
    office = a_case_before("await_statement")
    move(office, propose(office, with_risk(office)))
    due_on = next(one.due_on for one in office.dossier().clocks if one.name == "statement_5wd")

    office.at((due_on + timedelta(days=1)).isoformat())
    assert office.open_acts() == ["finalise_draft"]
    office.do("finalise_draft")

    assert [(task.act, task.node, task.form, task.role) for task in office.tasks()] == [
        ("form", "assess_risk", "risk", "handler")
    ]


def test_the_move_is_told_in_the_journal_with_who_asked_and_why() -> None:
    office = a_case_before("finalise_draft")
    proposal = propose(office, with_risk(office))

    done = move(office, proposal)

    kind, body = journal_of(office)[-1]
    assert kind == "RunMoved"
    assert body == {
        "move_id": done.id,
        "from_sha": done.from_sha,
        "to_sha": done.to_sha,
        "from_version": 1,
        "to_version": 2,
        "steps": ["拟定决定书草案"],
        "proposed_by": "杜鹃",
        "reason": REASON,
        "provision": PROVISION,
    }
    with office.archive.reading() as records:
        assert records.journal.find_break() is None
        assert [one.kind for one in records.journal.list_entries(0)][-1] == "MoveProposed"


@pytest.mark.parametrize("by", ["杜鹃", "林静", "王律", "吴岚", "马骏"])
def test_only_the_head_of_the_legal_office_moves(by: str) -> None:
    office = a_case_before("finalise_draft")

    assert why_not(office, propose(office, with_risk(office)), by=by).code == "not-permitted"


@pytest.mark.parametrize("by", ["何敏", "林静", "周正", "马骏"])
def test_only_the_flow_administrator_proposes(by: str) -> None:
    office = a_case_before("finalise_draft")
    sha = with_risk(office)

    with pytest.raises(RefusedError) as caught:
        propose(office, sha, by=by)
    assert caught.value.objection.code == "not-permitted"


def test_nobody_moves_what_they_have_proposed() -> None:
    office = a_case_before("finalise_draft")
    sha = with_risk(office)
    head = office.person("何敏")
    change(
        office,
        "INSERT INTO move_proposals (agency_id, to_sha, reason, provision, mapping, proposed_by, proposed_by_name, "
        "proposed_at) VALUES (1, :sha, '理由', '依据', '{}', :head, '何敏', '2026-06-01 02:00:00')",
        sha=sha,
        head=head,
    )

    assert why_not(office, 1).code == "not-permitted"


def test_a_case_of_another_agency_is_not_found() -> None:
    office = a_case_before("finalise_draft")
    proposal = propose(office, with_risk(office))
    with office.archive.transaction() as records:
        add_agency(NewAgency("青溪县民政局", "青溪民", "539922", "11539921MBY000109M"), records=records)
    change(office, "UPDATE runs SET agency_id = 2")

    with pytest.raises(NotFoundError):
        move(office, proposal)


def test_cases_move_only_to_the_version_in_force() -> None:
    office = a_case_before("finalise_draft")
    first = version_of(office)
    later = publish(office, edited(*LOWER), on=office.now.date() + timedelta(days=1))

    with pytest.raises(RefusedError) as caught:
        propose(office, later)
    assert caught.value.objection.code == "version-not-in-force"

    proposal = propose(office, first)
    with_risk(office)
    assert why_not(office, proposal).code == "version-not-in-force"


def test_a_case_on_the_version_already_is_not_moved() -> None:
    office = a_case_before("finalise_draft")
    proposal = propose(office, with_risk(office))
    move(office, proposal)

    assert why_not(office, proposal).code == "not-to-be-moved"


def test_the_same_press_twice_is_one_move() -> None:
    office = a_case_before("finalise_draft")
    proposal = propose(office, with_risk(office))

    first, second = move(office, proposal, key="k"), move(office, proposal, key="k")

    assert first.id == second.id
    assert office.dossier().run.version == first.version


def test_who_saw_an_older_state_of_the_case_is_told() -> None:
    office = a_case_before("finalise_draft")
    proposal = propose(office, with_risk(office))

    with pytest.raises(ConflictError) as caught, office.archive.transaction() as records:
        move_run(
            office.run_id,
            proposal_id=proposal,
            press=Press("k", office.dossier().run.version - 1),
            actor=office.actor("何敏"),
            records=records,
            means=office.means,
            now=office.now,
        )

    assert caught.value.objection.code == "run-changed"


def test_a_step_that_vanished_goes_on_at_the_place_the_proposal_names() -> None:
    office = a_case_before("examine_case")
    sha = publish(office, edited(*RENAMED))
    before = file_of(office)

    assert why_not(office, propose(office, sha)).code == "step-unmapped"
    assert why_not(office, propose(office, sha, examine_case="submit_review")).code == "step-unmapped"
    move(office, propose(office, sha, examine_case="examine_anew"))

    assert file_of(office) == before
    assert [task.node for task in office.tasks()] == ["examine_anew"]
    office.do("examine_case")
    assert office.open_acts() == ["sign_opinion"]


def test_a_clock_that_would_find_nobody_keeps_the_case() -> None:
    office = a_case_before("await_statement")
    proposal = propose(office, publish(office, edited(*NO_CLOCK)))

    assert why_not(office, proposal).params == {"event": "陈述申辩期满"}


def test_a_lower_threshold_keeps_a_case_that_was_not_reviewed() -> None:
    small = [{"kind": "fine", "amount": "40000"}]
    office = a_case_before("report_findings")
    office.walk_to("decide_penalty", report_findings={"penalties": small})
    proposal = propose(office, publish(office, edited(*LOWER)))

    assert office.facts["review_basis"] == "none"
    assert why_not(office, proposal).params == {"step": "送审"}


def test_a_case_between_split_and_join_waits_for_its_branches() -> None:
    office = a_case_before("choose_service").walk_to("decide_penalty")
    office.do("decide_penalty")
    proposal = propose(office, publish(office, edited(*PARALLEL)))

    assert why_not(office, proposal).code == "parallel-changed"


def test_the_new_version_s_promises_are_asked_of_what_was_done() -> None:
    own = {
        "promises/own.yaml": (
            "procedure: penalty_ordinary\npromises:\n"
            "- {id: OWN-1, sentence: 未经评估不得送审, breach: 不评估就送审, article: 本机关规定3条, kind: local, "
            "pattern: precedence, before: [{act: form}], event: [submit_review]}\n"
            "- {id: OWN-2, sentence: 立案后须通知当事人, breach: 不通知, article: 本机关规定4条, kind: local, "
            "pattern: response, event: [investigate], then: [inform_party]}\n"
        ).encode()
    }
    early, late = a_case_before("finalise_draft"), a_case_before("examine_case")

    kept = why_not(late, propose(late, publish(late, edited(files=own))))
    move(early, propose(early, publish(early, edited(files=own))))

    assert (kept.code, kept.article) == ("promise-broken", "本机关规定3条")
    assert kept.params == {"step": "送审", "sentence": "未经评估不得送审"}


def test_what_somebody_has_typed_into_a_form_is_not_lost() -> None:
    office = a_case_before("finalise_draft")
    move(office, propose(office, with_risk(office, "high", "low")))
    office.do("finalise_draft")
    task = office.task("form")
    with office.archive.transaction() as records:
        typed = {"grade": ["high"], "why": [""]}
        records.session.add(FormDraft(task_id=task.id, person_id=task.person_id, typed=typed, saved_at=office.now))
    harsher = publish(office, edited(*RISK, files=risk_form("severe", "low")))

    assert why_not(office, propose(office, harsher)).params == {"field": "风险等级"}
    wider = publish(office, edited(*RISK, files=risk_form("high", "middle", "low")))
    move(office, propose(office, wider))
    assert office.task("form").id == task.id


def test_a_refused_move_leaves_everything_as_it_was() -> None:
    office = a_case_before("examine_case")
    proposal = propose(office, with_risk(office))
    before, run = file_of(office), office.dossier().run

    why_not(office, proposal)

    assert (file_of(office), office.dossier().run) == (before, run)
    with office.archive.reading() as records:
        assert records.list_where(RunMove) == []
        assert len(records.list_where(Clock)) == len(before.clocks)
