"""自定义表单: a step that an administrator added works in a case: asked, limited, branched on, kept and told."""

from datetime import date
from typing import Any, cast

import pytest

from tests.acts.flow_with_a_form import HIGH, LOW, a_case_to_assess, files_with_a_form, publish
from tests.acts.prepared import opened_with
from tests.acts.reviews import failed
from tests.acts.rounds import walked_once
from tests.builders import Office, an_office
from workflows.acts.office.import_calendar import import_form
from workflows.acts.office.install_flows import PROCESS
from workflows.forms import FormError
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import findings
from workflows.questions.case_page import show_case
from workflows.questions.journal_words import Names, sentence_of
from workflows.questions.past_tasks import ask_past_task, ask_typed_too_late
from workflows.questions.task_page import TaskPage, ask_task
from workflows.records.clocks import Clock
from workflows.vocabulary.effects import outcome_of_form


def page_of(office: Office, by: str) -> TaskPage:
    with office.archive.reading() as records:
        page, _ = ask_task(
            office.tasks()[0].id, records=records, actor=office.actor(by), means=office.means, now=office.now
        )
    return page


def own_limits(office: Office) -> list[Clock]:
    return [clock for clock in office.dossier().clocks if clock.engine_id]


def told(office: Office, kind: str) -> list[str]:
    """Return what the case's journal says of a kind."""
    with office.archive.reading() as records:
        entries = records.journal.list_entries(office.case_id, kind=kind)
    bodies = [cast("dict[str, object]", entry.body["body"]) for entry in entries]
    return [sentence_of(kind, body, Names(law=office.means.law)) for body in bodies]


@walked_once
def a_case_heard_by_silence() -> Office:
    """Return a case whose party let its period pass; 风险评估 is open, and a statement may still be on its way."""
    office = an_office()
    publish(office, files_with_a_form())
    office.a_case()
    office.do("verify_source")
    office.at("2026-05-22").walk_to("issue_notice").do("issue_notice")
    return office.at("2026-06-18").walk_to("await_statement").at("2026-06-29").walk_to("form")


def test_the_step_opens_with_its_label_role_provision_and_form() -> None:
    office = a_case_to_assess()
    task = office.tasks()[0]
    page = page_of(office, "孙国强")

    assert (task.label, task.role, task.stage, task.form) == ("风险评估", "unit_head", "review", "risk")
    assert (page.label, page.article, page.note) == (
        "风险评估",
        "本机关重大处罚风险评估规程",
        "对处罚可能引起的风险逐项评估",
    )
    assert [one.name for one in page.form.fields][:3] == ["level", "reasons", "is_public"]


def test_its_limit_runs_from_its_opening_and_is_explained_day_by_day() -> None:
    office = a_case_to_assess()
    clock = own_limits(office)[0]
    page = show_case(office.dossier(), actor=office.actor("孙国强"), means=office.means, now=office.now)
    shown = next(one for one in page.clocks if one.article == "本机关重大处罚风险评估规程")

    assert (clock.state, clock.length, clock.unit, clock.is_agency) == ("running", 3, "working", True)
    assert shown.label == "风险评估（本机关期限）"
    assert [one.counted for one in shown.days if one.counted] == [1, 2, 3]
    assert office.tasks()[0].due_on == clock.due_on == shown.due_on
    assert any(line.startswith("风险评估（本机关期限）：") for line in told(office, "ClockStarted"))


def test_the_answer_decides_the_way_and_the_limit_ends_with_the_step() -> None:
    office = a_case_to_assess()

    office.do("form", **HIGH)

    assert [task.label for task in office.tasks()] == ["风险会商"]
    assert office.tasks()[0].role == "leader"
    assert [(clock.term, clock.state) for clock in own_limits(office)] == [
        ("风险评估", "stopped"),
        ("风险会商", "running"),
    ]
    facts = office.facts
    assert facts["form.risk_assessment.level"] == "high"
    assert facts["form.risk_assessment.is_public"] is True
    step = office.dossier().steps[-1]
    assert step.answers["exposure"] == 1_234_560
    assert set(step.facts) == {"form.risk_assessment.level", "form.risk_assessment.is_public"}
    assert told(office, "ActDone")[-1] == "风险评估"


def test_another_answer_takes_the_other_way() -> None:
    office = a_case_to_assess()

    office.do("form", **LOW)

    assert office.open_acts() == ["submit_review"]
    assert own_limits(office)[0].state == "stopped"


def test_whoever_decides_later_reads_what_was_answered() -> None:
    office = a_case_to_assess()
    office.do("form", **HIGH)
    office.do("form", advice="按较高风险办理")

    relied = page_of(office, "林静").relied_on
    assert [one.term for one in relied] == ["风险评估", "风险会商"]
    assert [(one.label, str(one.text)) for one in relied[0].answers] == [
        ("风险等级", "较高"),
        ("较高的理由", "涉及群众较多"),
        ("是否引起社会关注", "是"),
        ("可能的损失", "12,345.60元"),
    ]


def test_every_field_is_read_by_its_kind_and_its_limits() -> None:
    office = a_case_to_assess()
    wrong: dict[str, Any] = {"level": "high", "exposure": "1000000.01", "staff": "501", "measures": ["fly"]}
    wrong["on"] = "昨天"

    with pytest.raises(FormError) as refused:
        office.do("form", **wrong)

    assert {name: error.code for name, error in refused.value.errors.items()} == {
        "reasons": "missing",
        "is_public": "missing",
        "exposure": "too-large",
        "staff": "too-large",
        "on": "not-a-day",
        "measures": "not-offered",
    }
    assert office.open_acts() == ["form"]


def test_what_is_not_asked_is_not_required_and_sets_nothing() -> None:
    office = a_case_to_assess()

    office.do("form", **LOW, reasons="不应当保存")

    assert "reasons" not in office.dossier().steps[-1].answers


def test_only_its_role_does_it() -> None:
    office = a_case_to_assess()

    assert office.refusal("form", by="吴岚", **LOW).code == "role-missing"


def test_a_second_round_opens_with_the_last_answers_and_forgets_their_facts() -> None:
    office = a_case_to_assess()
    office.do("form", **HIGH)
    office.do("form", advice="按较高风险办理")
    failed(office).walk_to("form")

    assert office.tasks()[0].round == 2
    assert opened_with(office, "form", by="孙国强") == {
        "level": "high",
        "is_public": "yes",
        "reasons": "涉及群众较多",
        "exposure": 1_234_560,
        "measures": [],
    }
    office.do("form", **LOW)
    assert office.facts["form.risk_assessment.level"] == "low"
    assert office.facts["form.risk_assessment.is_public"] is False


def test_a_step_the_case_leaves_behind_takes_its_limit_along() -> None:
    office = a_case_heard_by_silence()
    task = office.tasks()[0]

    office.do("record_statement", kind="statement", received_on="2026-06-25")

    assert own_limits(office)[0].state == "withdrawn"
    assert any(line.startswith("风险评估（本机关期限）：随待办收回而终止") for line in told(office, "ClockEnded"))
    with office.archive.reading() as records:
        scene: dict[str, Any] = {"records": records, "actor": office.actor("孙国强")}
        gone, typed = ask_typed_too_late(
            task.id, {"level": ["high"], "reasons": ["来不及"]}, **scene, means=office.means, now=office.now
        )
    assert gone is not None
    assert gone.is_withdrawn
    assert [(one.label, [*one.answers]) for one in typed] == [("风险等级", ["较高"]), ("较高的理由", ["来不及"])]


def test_a_finished_step_is_told_by_its_own_name() -> None:
    office = a_case_to_assess()
    task = office.tasks()[0]
    office.do("form", **LOW)

    with office.archive.reading() as records:
        past = ask_past_task(task.id, records=records, actor=office.actor("孙国强"))
    page = show_case(office.dossier(), actor=office.actor("孙国强"), means=office.means, now=office.now)

    assert (past.label, page.timeline[0].title) == ("风险评估", "风险评估")


def test_a_file_is_attached_by_whoever_sent_it() -> None:
    office = a_case_to_assess()
    sha = office.send("评估.pdf", b"%PDF-1", "林静")

    assert office.refusal("form", **LOW, survey=[sha]).code == "file-unknown"
    office.send("评估.pdf", b"%PDF-1", "孙国强")
    office.do("form", **LOW, survey=[sha])
    assert office.dossier().steps[-1].answers["survey"] == [sha]


def test_a_form_step_may_set_its_own_facts_and_no_other() -> None:
    office = a_case_to_assess()
    run = office.dossier().run
    with office.archive.reading() as records:
        facts = office.means.flow(records, run.bundle_sha).facts
    own = outcome_of_form("risk_assessment", facts)

    assert set(own.writes) == {"form.risk_assessment.level", "form.risk_assessment.is_public"}
    assert own.admits({"form.risk_assessment.level": "high", "form.risk_assessment.is_public": False}, {})
    assert not own.admits({"form.risk_assessment.level": "high"}, {})
    assert not own.admits({"review": "pass", "form.risk_assessment.level": "high"}, {})
    assert not outcome_of_form("risk", facts).writes


def test_a_notice_of_holidays_moves_the_limit_and_is_told_by_its_name() -> None:
    office = a_case_to_assess()
    before = own_limits(office)[0].due_on
    notice: dict[str, list[str]] = {
        "year": ["2026"],
        "title": ["某市民族节日放假通知"],
        "scope": ["regional"],
        "holidays-0-name": ["民族节日"],
        "holidays-0-first": ["2026-05-20"],
    }

    with office.archive.transaction() as records:
        import_form(notice, actor=office.actor("何敏"), records=records, now=office.now)
    office.work()

    assert (before, own_limits(office)[0].due_on) == (date(2026, 5, 21), date(2026, 5, 22))
    assert office.tasks()[0].due_on == date(2026, 5, 22)
    timeline = show_case(office.dossier(), actor=office.actor("何敏"), means=office.means, now=office.now).timeline
    assert "风险评估（本机关期限） 2026-05-21 改为 2026-05-22" in timeline[0].note


@pytest.mark.parametrize(("written", "found"), [("3wd", 0), ("10cd", 0), ("", 0), ("3天", 1)])
def test_a_limit_nobody_can_count_is_found_before_publication(written: str, found: int) -> None:
    bundle = Bundle.from_files(files_with_a_form(limit=written), process=PROCESS)

    assert sum("limit" in one.code for one in findings(bundle)) == found
