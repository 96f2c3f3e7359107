"""A page cannot use up the idempotency keys of an application: these are often numbers that anybody can count on."""

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.office_on_the_web import a_website

COUNTED_ON = "20260518-0007"


@pytest.mark.parametrize("token", [1, 2])
def test_what_a_person_presses_under_an_applications_key_stands_in_nobodys_way(token: int) -> None:
    site = a_website(a_case_before("report_findings"), testing=False)
    lin = Application(site, a_key(site.office, *EVERYTHING, person="lin"))

    pressed = site.press(site.browser("lin"), "record_interview", key=f"api-{token}-{COUNTED_ON}")
    task, body = site.office.task("report_findings").id, lin.body("report_findings")
    first, again = (lin.post(f"/tasks/{task}/complete", body, key=COUNTED_ON) for _ in range(2))

    assert pressed.status_code == 303
    assert (first.status_code, first.get_json()["is_replay"]) == (200, False)
    assert (again.status_code, again.get_json()["is_replay"]) == (200, True)
    assert site.steps("report_findings") == 1
