"""告知与听取意见: what the party is told, how long it may answer, and that every word of it is reviewed."""

from datetime import date

import pytest

from tests.acts.rounds import LARGE, SMALL, a_case_to_tell, a_told_case, desk_of, objections, walked_once, warnings
from tests.answers.notice import review_defence
from tests.builders import Office
from workflows.forms import FormError
from workflows.records.clocks import Clock


def clock(office: Office, name: str) -> Clock:
    found = office.dossier().clock(name)
    assert found is not None
    return found


def facts(office: Office, *names: str) -> dict[str, object]:
    return {name: office.facts[name] for name in names}


def test_the_notice_tells_the_intended_decision_and_the_rights_the_case_has() -> None:
    office = a_case_to_tell(SMALL)

    office.do("issue_notice")

    paper = office.dossier().last_paper("prior_notice")
    assert paper is not None
    assert paper.id in office.dossier().paper_files
    assert (paper.fields["hearing_right"], paper.fields["statement_days"]) == (False, 5)
    assert [row["amount"] for row in paper.fields["penalties"]] == [8_000_000, 468_000]  # type: ignore[attr-defined]
    assert facts(office, "notice", "notice_right", "statement", "hearing_request", "hearing", "defence") == {
        "notice": "issued",
        "notice_right": "statement_only",
        "statement": "none",
        "hearing_request": "none",
        "hearing": "none",
        "defence": "none",
    }


def test_a_large_fine_tells_the_right_to_a_hearing() -> None:
    office = a_case_to_tell(LARGE)

    office.do("issue_notice")

    paper = office.dossier().last_paper("prior_notice")
    assert paper is not None
    assert (paper.fields["hearing_right"], paper.fields["hearing_days"]) == (True, 5)
    assert office.facts["notice_right"] == "with_hearing"


def test_nothing_is_told_before_a_leader_chose_to_penalise() -> None:
    office = a_case_to_tell()
    desk = desk_of(office, "issue_notice")
    assert objections(desk, "issue_notice") == []

    desk.dossier.facts["route"] = "none"

    assert objections(desk, "issue_notice") == ["route-not-penalise"]


def test_a_notice_without_reasons_is_refused() -> None:
    desk = desk_of(a_case_to_tell(), "issue_notice")
    draft = desk.dossier.last_draft()
    assert draft is not None

    draft.wording = {"discretion": " ", "defence": ""}

    assert objections(desk, "issue_notice") == ["notice-lacks-part"]


@pytest.mark.parametrize(
    ("served", "last"),
    [("2026-06-18", date(2026, 6, 26)), ("2026-09-30", date(2026, 10, 13)), ("2026-06-08", date(2026, 6, 15))],
)
def test_the_periods_run_from_the_day_after_service(served: str, last: date) -> None:
    office = a_told_case(LARGE, served=served)

    assert clock(office, "statement_5wd").due_on == last
    assert clock(office, "hearing_request_5wd").due_on == last


def test_without_the_right_no_period_for_a_hearing_runs() -> None:
    office = a_told_case(SMALL)

    assert office.dossier().clock("hearing_request_5wd") is None


def test_silence_gives_the_rights_up_only_after_the_last_day() -> None:
    office = a_told_case(LARGE)

    office.at("2026-06-26", hour=23)
    assert (office.open_acts(), office.facts["statement"]) == (["await_statement"], "none")
    office.at("2026-06-27", hour=0)

    assert (office.open_acts(), office.facts["statement"]) == (["finalise_draft"], "expired")
    assert clock(office, "statement_5wd").state == "fired"
    assert clock(office, "hearing_request_5wd").state == "fired"
    last = office.dossier().steps[-1]
    assert (last.act, last.by_name, dict(last.facts)) == ("await_statement", "系统", {"statement": "expired"})


def test_before_the_button_the_page_tells_when_the_periods_end() -> None:
    desk = desk_of(a_told_case(LARGE), "await_statement")

    assert objections(desk, "await_statement") == []
    assert warnings(desk, "await_statement") == ["statement-period-open", "hearing-period-open"]


def test_a_statement_on_the_first_day_does_not_close_the_period() -> None:
    office = a_told_case().at("2026-06-19")

    office.do("record_statement")
    assert office.open_acts() == ["await_statement"]
    office.do("record_statement", arguments=[{"text": "补充：经营困难"}])
    office.at("2026-06-27")

    assert office.open_acts() == ["review_defence"]
    assert office.facts["statement"] == "made"
    assert [len(one.arguments) for one in office.dossier().statements] == [2, 1]


def test_a_statement_of_the_last_day_may_be_entered_the_next_morning_but_a_later_one_is_refused() -> None:
    office = a_told_case()
    office.now = office.now.replace(day=27)

    refused = office.refusal("record_statement", received_on=date(2026, 6, 27))
    assert (refused.code, refused.params) == ("statement-late", {"end": "2026-06-26"})
    office.do("record_statement", received_on=date(2026, 6, 26))

    assert office.facts["statement"] == "made"


def test_a_hearing_request_after_its_last_day_is_refused() -> None:
    office = a_told_case(LARGE)
    office.now = office.now.replace(day=27)

    refused = office.refusal("record_statement", kind="hearing_request", received_on=date(2026, 6, 27))

    assert (refused.code, refused.params) == ("request-late", {"end": "2026-06-26"})


def test_only_who_was_told_the_right_may_ask_for_a_hearing() -> None:
    office = a_told_case(SMALL)

    assert office.refusal("record_statement", kind="hearing_request").code == "hearing-right-absent"


@pytest.mark.parametrize(
    ("received", "code"), [(date(2026, 6, 17), "before-service"), (date(2026, 6, 22), "in-the-future")]
)
def test_a_statement_has_its_own_day_after_service_and_not_after_today(received: date, code: str) -> None:
    office = a_told_case().at("2026-06-19")

    assert office.refusal("record_statement", received_on=received).code == code


def test_statements_are_recorded_only_while_a_period_runs() -> None:
    office = a_case_to_tell()

    assert office.refusal("record_statement").code == "no-period-open"


def test_the_waiver_of_every_right_ends_the_period_at_once() -> None:
    office = a_told_case(LARGE).at("2026-06-22")

    office.do("await_statement", waiver_form="receipt", waived_on=date(2026, 6, 18))

    assert facts(office, "statement", "hearing_request") == {"statement": "waived", "hearing_request": "waived"}
    assert office.open_acts() == ["finalise_draft"]
    notice = office.dossier().last_notice()
    assert notice is not None
    waived_on = date(2026, 6, 18)
    assert (notice.waiver_form, notice.statement_waived_on, notice.hearing_waived_on) == (
        "receipt",
        waived_on,
        waived_on,
    )
    assert clock(office, "statement_5wd").state == "stopped"


def test_a_waiver_of_one_right_alone_does_not_end_the_period() -> None:
    office = a_told_case(LARGE)

    with pytest.raises(FormError) as refused:
        office.do("await_statement", waives_hearing=False)

    assert list(refused.value.errors) == ["waives_hearing"]


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 6, 17), "waiver-before-service"), (date(2026, 6, 30), "in-the-future")]
)
def test_a_waiver_is_given_after_service_and_not_after_today(day: date, code: str) -> None:
    office = a_told_case().at("2026-06-19")

    assert office.refusal("await_statement", waived_on=day).code == code


def test_a_waived_hearing_leaves_the_statement_alive() -> None:
    office = a_told_case(LARGE).at("2026-06-19")

    office.do("record_statement", kind="waive_hearing", way="record")
    assert facts(office, "statement", "hearing_request") == {"statement": "none", "hearing_request": "waived"}
    assert office.open_acts() == ["await_statement"]
    office.do("record_statement")
    office.at("2026-06-27")

    assert office.open_acts() == ["review_defence"]


def test_a_request_after_a_waiver_takes_its_place() -> None:
    office = a_told_case(LARGE).at("2026-06-19")

    office.do("record_statement", kind="waive_hearing")
    office.do("record_statement", kind="hearing_request")

    notice = office.dossier().last_notice()
    assert notice is not None
    assert (office.facts["hearing_request"], notice.hearing_waived_on) == ("requested", None)


def test_what_was_said_before_a_waiver_is_still_reviewed() -> None:
    office = a_told_case()

    office.do("record_statement")
    office.do("await_statement")

    assert (office.facts["statement"], office.open_acts()) == ("made", ["review_defence"])


@walked_once
def a_case_with_a_statement() -> Office:
    office = a_told_case()
    office.do("record_statement")
    return office.at("2026-06-27")


def test_an_argument_left_unanswered_is_refused() -> None:
    office = a_case_with_a_statement()
    rows = review_defence(office)["arguments"]

    refused = office.refusal("review_defence", arguments=rows[:1])  # type: ignore[index]

    assert (refused.code, refused.params) == ("argument-unanswered", {"argument": "已主动退还部分费用"})


@pytest.mark.parametrize(
    ("judged", "outcome"),
    [
        (("rejected", "rejected"), "rejected"),
        (("adopted", "rejected"), "adopted_part"),
        (("adopted", "adopted"), "adopted_full"),
    ],
)
def test_the_outcome_of_the_review_follows_from_its_answers(judged: tuple[str, str], outcome: str) -> None:
    office = a_case_with_a_statement()
    rows = [
        {**row, "adopted": one}
        for row, one in zip(review_defence(office)["arguments"], judged, strict=True)  # type: ignore[call-overload]
    ]

    office.do("review_defence", arguments=rows)

    assert office.facts["defence"] == outcome
    assert office.open_acts() == ["finalise_draft"]


def test_the_review_paper_says_who_spoke_how_and_who_signed() -> None:
    office = a_case_with_a_statement()

    office.do("review_defence")

    paper = office.dossier().last_paper("defence_review")
    assert paper is not None
    assert paper.id in office.dossier().paper_files
    assert (paper.fields["speaker"], paper.fields["way"]) == ("周启明", "书面")
    assert paper.fields["unit_head"]["name"] == "孙国强"  # type: ignore[index]
    assert office.dossier().steps[-1].persons == [office.person("林静"), office.person("孙国强")]
