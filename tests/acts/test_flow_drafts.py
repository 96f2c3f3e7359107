"""From draft to law: two people, a proof, a day; and nothing that was published ever changes."""

import pytest
from sqlalchemy import text

from tests.acts.flow_drafting import (
    NOTICE,
    OTHER_LABEL,
    SUBMISSION,
    again,
    approve,
    begin,
    drop,
    edit,
    file_of,
    noted,
    published,
    refused,
    restore,
    save,
    send_back,
    stored,
    submit,
    versions,
    withdraw,
)
from tests.builders import Office, an_office
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.vocabulary.roles import Role


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def test_a_draft_becomes_the_next_version_with_everything_that_was_said_of_it(office: Office) -> None:
    version = published(office)

    newest = versions(office)[0]
    assert newest.sha == version.sha != versions(office)[1].sha
    assert (newest.version, newest.proof, newest.effective_from.isoformat()) == (2, "proved", "2026-06-01")
    assert (newest.submitted_by, newest.published_by) == ("杜鹃", "何敏")
    assert newest.reason == SUBMISSION["reason"][0]
    assert newest.provision == SUBMISSION["provision"][0]
    assert newest.report["verdict"] == "proved"


def test_the_whole_way_is_in_the_journal(office: Office) -> None:
    version = published(office)

    assert [one["change"] for one in noted(office, "FlowDraftChanged")] == ["begun", "submitted"]
    assert noted(office, "FlowDraftChanged")[-1]["sha"] == version.sha
    entry = noted(office, "FlowPublished")[-1]
    assert (entry["sha"], entry["version"], entry["provision"]) == (version.sha, 2, version.provision)


@pytest.mark.parametrize("name", ["林静", "周正", "马骏", "沈安", "方明", "王律"])
def test_nobody_else_drafts_submits_or_approves(office: Office, name: str) -> None:
    draft = begin(office)
    edit(office, draft)

    assert refused(begin, office, by=name) == "not-permitted"
    assert refused(save, office, draft, NOTICE, "x", by=name) == "not-permitted"
    assert refused(submit, office, draft, by=name) == "not-permitted"
    assert refused(drop, office, draft, by=name) == "not-permitted"
    submit(office, draft)
    assert refused(withdraw, office, draft, by=name) == "not-permitted"
    assert refused(approve, office, draft, by=name) == "not-permitted"
    assert refused(send_back, office, draft, by=name) == "not-permitted"


def test_who_drafts_does_not_approve_and_who_approves_does_not_draft(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)

    assert refused(save, office, draft, NOTICE, "x", by="何敏") == "not-permitted"
    submit(office, draft)
    assert refused(approve, office, draft, by="杜鹃") == "not-permitted"


def test_a_legal_head_who_once_edited_the_draft_may_neither_approve_nor_return_it(office: Office) -> None:
    again(office, "韩磊", Role.FLOW_ADMIN)
    draft = begin(office)
    edit(office, draft, by="韩磊", label="一")
    edit(office, draft)
    submit(office, draft)
    again(office, "韩磊", Role.LEGAL_HEAD)

    assert refused(approve, office, draft, by="韩磊") == "own-draft"
    assert refused(send_back, office, draft, by="韩磊") == "own-draft"
    assert approve(office, draft).version == 2


def test_a_legal_head_who_once_submitted_the_draft_may_not_approve_it(office: Office) -> None:
    again(office, "韩磊", Role.FLOW_ADMIN)
    draft = begin(office)
    edit(office, draft)
    submit(office, draft, by="韩磊")
    again(office, "韩磊", Role.LEGAL_HEAD)

    assert refused(approve, office, draft, by="韩磊") == "own-draft"


def test_what_is_submitted_cannot_be_changed_until_it_is_taken_back(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft)

    assert refused(save, office, draft, NOTICE, "x") == "draft-submitted"
    assert refused(drop, office, draft) == "draft-submitted"
    assert refused(submit, office, draft) == "not-drafting"
    withdraw(office, draft)
    edit(office, draft, label="又改")
    assert refused(approve, office, draft) == "not-submitted"


def test_a_returned_draft_tells_why_and_can_be_submitted_again(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft)
    send_back(office, draft, reason="目录尚未印发")

    row = stored(office, draft)
    assert (row.status, row.returned_by_name, row.returned_reason) == ("drafting", "何敏", "目录尚未印发")
    submit(office, draft)
    assert stored(office, draft).returned_reason == ""
    assert approve(office, draft).version == 2


def test_a_dropped_draft_is_taken_up_again_with_its_files(office: Office) -> None:
    draft = begin(office)
    edit(office, draft, label="留着")
    drop(office, draft)

    assert refused(save, office, draft, NOTICE, "x") == "draft-dropped"
    assert refused(submit, office, draft) == "not-drafting"
    restore(office, draft)
    assert "留着" in str(file_of(office, draft, NOTICE).text)
    assert refused(restore, office, draft) == "not-dropped"


def test_a_published_draft_is_closed(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft)
    approve(office, draft)

    assert refused(approve, office, draft) == "not-submitted"
    assert refused(withdraw, office, draft) == "not-submitted"
    assert refused(save, office, draft, NOTICE, "x") == "draft-published"


def test_what_changes_nothing_is_not_submitted(office: Office) -> None:
    assert refused(submit, office, begin(office)) == "nothing-new"


def test_an_earlier_version_may_be_put_back_into_force(office: Office) -> None:
    first = published(office).sha
    published(office, label=OTHER_LABEL)
    draft = begin(office, base=first, title="恢复原版本")

    with pytest.raises(FormError):
        submit(office, draft)
    submit(office, draft, is_reconciled=["yes"])
    assert approve(office, draft).version == 4
    assert [one.sha == first for one in versions(office)] == [True, False, True, False]


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": [""]},
        {"provision": [" "]},
        {"effective_from": ["2026-05-17"]},
        {"effective_from": [""]},
        {"transition": ["at_once"]},
    ],
)
def test_a_submission_says_why_on_what_basis_and_from_when(office: Office, changes: dict[str, list[str]]) -> None:
    draft = begin(office)
    edit(office, draft)

    with pytest.raises(FormError) as error:
        submit(office, draft, by="杜鹃", **changes)
    assert set(error.value.errors) == set(changes)


def test_an_unreadable_draft_is_not_submitted_and_the_objection_names_the_place(office: Office) -> None:
    draft = begin(office)
    save(office, draft, NOTICE, "<不是图")

    with pytest.raises(RefusedError) as error:
        submit(office, draft)
    assert error.value.objection.code == "xml-syntax"
    assert stored(office, draft).status == "drafting"


def test_two_drafts_are_not_published_over_one_another(office: Office) -> None:
    one, two = begin(office, title="甲"), begin(office, title="乙")
    edit(office, one)
    edit(office, two, label=OTHER_LABEL)
    submit(office, one)
    submit(office, two)
    approve(office, one)

    assert refused(approve, office, two) == "overtaken"
    send_back(office, two)
    with pytest.raises(FormError) as error:
        submit(office, two)
    assert set(error.value.errors) == {"is_reconciled"}
    submit(office, two, is_reconciled=["yes"])
    assert approve(office, two).version == 3


def test_files_changed_behind_the_drafts_back_are_not_published(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft)
    with office.archive.transaction() as records:
        records.session.execute(
            text("UPDATE flow_files SET text = replace(text, '制发', '制作') WHERE name = :name"), {"name": NOTICE}
        )

    assert refused(approve, office, draft) == "draft-changed"


def test_a_draft_that_drops_a_statutory_promise_is_not_submitted(office: Office) -> None:
    draft = begin(office)
    save(office, draft, "promises/penalty.yaml", "promises: []")

    with pytest.raises(RefusedError) as error:
        submit(office, draft)
    assert error.value.objection.code.startswith("promise-")


def test_a_draft_with_a_way_around_a_promise_is_not_submitted_and_the_promise_is_named(office: Office) -> None:
    draft = begin(office)
    main = "procedures/penalty_ordinary.bpmn"
    text = str(file_of(office, draft, main).text)
    weaker = text.replace('(review_basis != "none" or review_returned) and', "(hearing_right or review_returned) and")
    save(office, draft, main, weaker)

    with pytest.raises(RefusedError) as error:
        submit(office, draft)
    assert error.value.objection.code == "promise"
    assert "58" in error.value.objection.article
