"""文书模板: a version in force makes papers from its day on; what was issued stays; nobody approves alone."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from tests.acts.prepared import a_case_before
from tests.answers import answers_for
from tests.builders import Office, as_posted
from tests.documents.words import a_template, with_member, words_of
from workflows.acts.office.approve_template import approve_template, return_template
from workflows.acts.office.install_templates import install_templates
from workflows.acts.office.upload_template import (
    SoundTemplate,
    drop_template,
    keep_sound,
    look_over,
    restore_template,
    submit_template,
    upload_template,
)
from workflows.acts.rehearsal import rehearse_task
from workflows.acts.render_paper import render_paper
from workflows.documents.build import template_for, template_sha
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import FormError
from workflows.questions.journal_words import Names, sentence_of
from workflows.records.papers import Paper
from workflows.records.templates import PaperTemplate
from workflows.storage import Storage

KIND = "filing_approval"
NEW = a_template("新模板：{{ case.title }}")


def uploaded(office: Office, content: bytes = NEW, *, by: str = "杜鹃") -> int:
    sound = keep_sound(KIND, "模板.docx", content, means=office.means)
    with office.archive.transaction() as records:
        return upload_template(
            KIND,
            sound,
            {"note": ["改版"]},
            actor=office.actor(by),
            records=records,
            means=office.means,
            now=office.now,
        )


def submitted(office: Office, version: int, *, days: int = 0, by: str = "杜鹃") -> None:
    posted = as_posted({"effective_from": office.now.date() + timedelta(days=days)})
    with office.archive.transaction() as records:
        submit_template(
            KIND, version, posted, actor=office.actor(by), records=records, means=office.means, now=office.now
        )


def approved(office: Office, version: int, *, by: str = "何敏") -> None:
    sound = looked_over(office, version, by=by)
    with office.archive.transaction() as records:
        approve_template(
            KIND, version, sound, actor=office.actor(by), records=records, means=office.means, now=office.now
        )


def looked_over(office: Office, version: int, *, by: str) -> SoundTemplate:
    with office.archive.reading() as records:
        return look_over(KIND, version, actor=office.actor(by), records=records, means=office.means)


def sent_back(office: Office, version: int, reason: str) -> None:
    with office.archive.transaction() as records:
        return_template(
            KIND,
            version,
            {"reason": [reason]},
            actor=office.actor("何敏"),
            records=records,
            means=office.means,
            now=office.now,
        )


def in_force(office: Office, *, days: int = 0) -> None:
    version = uploaded(office)
    submitted(office, version, days=days)
    approved(office, version)


def words_of_paper(office: Office, paper: Paper) -> str:
    return words_of(render_paper(paper.id, archive=office.archive, means=office.means))


def test_a_paper_is_made_from_the_version_in_force_on_its_day() -> None:
    office = a_case_before("approve_filing")
    in_force(office)

    office.do("approve_filing")

    paper = office.dossier().papers[-1]
    assert paper.template_sha == template_sha(NEW)
    assert words_of_paper(office, paper).startswith("新模板：")


def test_a_version_of_a_later_day_is_not_used_yet() -> None:
    office = a_case_before("approve_filing")
    in_force(office, days=1)

    office.do("approve_filing")

    shipped = template_sha(template_for(office.means.papers[KIND]))
    assert office.dossier().papers[-1].template_sha == shipped


def test_what_was_issued_is_rendered_from_what_it_was_frozen_with() -> None:
    office = a_case_before("approve_filing")
    office.do("approve_filing")
    paper = office.dossier().papers[-1]
    before = words_of_paper(office, paper)

    in_force(office)

    assert words_of_paper(office, paper) == before
    assert office.means.storage.get(paper.template_sha) == template_for(office.means.papers[KIND])


def test_a_preview_before_issuing_is_made_from_the_version_in_force() -> None:
    office = a_case_before("approve_filing")
    in_force(office)
    task = office.task("approve_filing")

    papers = rehearse_task(
        task.id,
        as_posted(answers_for("approve_filing", office)),
        actor=office.actor("吴岚"),
        archive=office.archive,
        means=office.means,
        now=office.now,
    )

    assert [words_of(one.made(office.means).content)[:4] for one in papers if one.kind == KIND] == ["新模板："]


def test_nobody_approves_what_they_uploaded_and_no_administrator_approves_at_all() -> None:
    office = a_case_before("approve_filing")
    version = uploaded(office)
    submitted(office, version)

    with pytest.raises(RefusedError) as own:
        approved(office, version, by="杜鹃")
    with pytest.raises(RefusedError) as stranger:
        approved(office, version, by="吴岚")

    assert (own.value.objection.code, stranger.value.objection.code) == ("own-template", "not-permitted")


def test_only_a_flow_administrator_uploads_and_submits() -> None:
    office = a_case_before("approve_filing")

    with pytest.raises(RefusedError) as refused:
        uploaded(office, by="何敏")

    assert refused.value.objection.code == "not-permitted"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (a_template("{{ paty.name }}"), "unknown-field"),
        (with_member(NEW, "word/vbaProject.bin", b"x"), "active-content"),
        (b"PK", "not-a-docx"),
        (b"0" * 5_000_001, "template-too-large"),
    ],
)
def test_a_faulty_or_hostile_file_is_never_kept(content: bytes, code: str) -> None:
    office = a_case_before("approve_filing")

    with pytest.raises(RefusedError) as refused:
        uploaded(office, content)

    assert refused.value.objection.code == code


def test_a_draft_or_a_decided_version_cannot_be_approved_again() -> None:
    office = a_case_before("approve_filing")
    version = uploaded(office)

    with pytest.raises(RefusedError) as draft:
        approved(office, version)
    submitted(office, version)
    approved(office, version)
    with pytest.raises(RefusedError) as twice:
        approved(office, version)

    assert (draft.value.objection.code, twice.value.objection.code) == ("template-state", "template-state")


def test_a_version_is_never_in_force_for_the_past() -> None:
    office = a_case_before("approve_filing")
    version = uploaded(office)

    with pytest.raises(FormError) as refused:
        submitted(office, version, days=-1)

    assert refused.value.errors["effective_from"].code == "day-past"


def test_an_approval_after_its_day_counts_from_the_day_of_the_approval() -> None:
    office = a_case_before("approve_filing")
    version = uploaded(office)
    submitted(office, version)
    office.now += timedelta(days=2)

    approved(office, version)

    with office.archive.reading() as records:
        entries = records.journal.list_entries(0, kind="TemplateChanged")
    body = cast("dict[str, object]", entries[-1].body["body"])
    day = office.now.date().isoformat()
    assert sentence_of("TemplateChanged", body, Names()).startswith(f"《立案审批表》第 2 版：批准，自 {day} 起施行")


def test_the_shipped_template_can_be_taken_up_again() -> None:
    office = a_case_before("approve_filing")
    in_force(office)
    sound = looked_over(office, 1, by="杜鹃")
    with office.archive.transaction() as records:
        version = restore_template(
            KIND,
            1,
            sound,
            {"note": ["新版有误"]},
            actor=office.actor("杜鹃"),
            records=records,
            means=office.means,
            now=office.now,
        )
    submitted(office, version)
    approved(office, version)

    office.do("approve_filing")

    assert version == 3
    assert office.dossier().papers[-1].template_sha == template_sha(template_for(office.means.papers[KIND]))


def test_a_returned_version_may_be_submitted_again_or_dropped() -> None:
    office = a_case_before("approve_filing")
    version = uploaded(office)
    submitted(office, version)
    sent_back(office, version, "不妥")
    submitted(office, version)
    sent_back(office, version, "仍不妥")
    with office.archive.transaction() as records:
        drop_template(KIND, version, actor=office.actor("杜鹃"), records=records, means=office.means, now=office.now)

    with pytest.raises(NotFoundError):
        submitted(office, version)


def test_the_shipped_templates_are_kept_for_papers_that_an_upgrade_finds_unmade() -> None:
    office = a_case_before("approve_filing")

    install_templates(office.means)

    for kind in office.means.papers.values():
        content = template_for(kind)
        assert office.means.storage.get(template_sha(content)) == content


def test_a_paper_is_issued_by_the_agencys_own_template_while_its_file_cannot_be_had(tmp_path: Path) -> None:
    """Hypothesis: the act needs what the template uses, not its file. Control: not known, it fails."""
    office = a_case_before("approve_filing")
    in_force(office)
    kept, office.means = (
        office.means.storage,
        replace(office.means, storage=Storage(str(tmp_path / "away")), _templates={}),
    )
    with office.archive.transaction() as records:
        [template] = records.list_where(PaperTemplate)
        known, template.uses = template.uses, None
    with pytest.raises(NotFoundError):
        office.do("approve_filing")
    with office.archive.transaction() as records:
        records.list_where(PaperTemplate)[0].uses = known
    office.means = replace(office.means, _templates={})

    office.do("approve_filing")

    [paper] = office.dossier().papers
    assert (known, paper.template_sha) == (["case.title"], template.sha)
    office.means = replace(office.means, storage=kept)
    assert words_of_paper(office, paper).startswith("新模板：")
