"""What came in time but was entered late is heard all the same; what a part's tasks do not end goes on."""

from tests.acts.test_served_decisions import a_decided_case
from tests.builders import an_office


def test_choosing_a_way_or_failing_to_deliver_does_not_stop_the_seven_days() -> None:
    office = a_decided_case().at("2026-08-05")

    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="退件")

    service = office.dossier().clock("service_7wd")
    assert service is not None
    assert service.state == "running"


def test_a_statement_received_in_time_but_entered_late_sends_the_case_back_to_its_review() -> None:
    office = an_office()
    office.a_case()
    office.do("verify_source")
    office.at("2026-05-22").walk_to("issue_notice").do("issue_notice")
    office.at("2026-06-18").walk_to("await_statement").at("2026-06-29").walk_to("sign_opinion")

    office.do("record_statement", kind="statement", received_on="2026-06-25")

    assert office.open_acts() == ["review_defence"]
    assert (office.facts["statement"], office.facts["review"]) == ("made", "none")
    assert office.task("review_defence").origin == "returned"


def test_a_statement_received_after_the_period_stays_refused() -> None:
    office = an_office()
    office.a_case()
    office.do("verify_source")
    office.at("2026-05-22").walk_to("issue_notice").do("issue_notice")
    office.at("2026-06-18").walk_to("await_statement").at("2026-06-29").walk_to("submit_review")

    objection = office.refusal("record_statement", kind="statement", received_on="2026-06-29")

    assert objection.code == "statement-late"
