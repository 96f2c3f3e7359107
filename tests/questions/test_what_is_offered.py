"""更多事项: what is offered in a case, by where the case stands."""

from tests.acts.prepared import a_case_before
from tests.builders import Office
from workflows.questions.anytime import list_anytime_acts

COLLECTING = {"add_evidence", "record_interview", "record_inspection"}


def offered(office: Office, by: str) -> set[str]:
    return {one.id for one in list_anytime_acts(office.dossier(), office.actor(by))}


def test_evidence_is_collected_until_the_decision_and_no_longer() -> None:
    before, after = a_case_before("decide_penalty"), a_case_before("close_case")

    assert offered(before, "林静") >= COLLECTING
    assert offered(after, "林静") & COLLECTING == set()
    assert offered(after, "林静")
