"""Whatever is posted into a form is answered in words: nothing fails, nothing typed becomes markup."""

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from workflows.forms import Field, Kind
from workflows.guards.desk import lay_desk
from workflows.guards.register import GUARDS

STEPS = {
    "verify_source": "lin",
    "approve_filing": "wu",
    "assign_officers": "sun",
    "report_findings": "lin",
    "record_service": "lin",
    "finalise_draft": "lin",
    "submit_review": "lin",
    "examine_case": "wang",
    "sign_opinion": "he",
    "deliberate": "qian",
}
ANYTIME = {
    "add_evidence": "lin",
    "record_interview": "lin",
    "preserve_evidence": "wu",
    "order_correction": "lin",
    "suspend_case": "wu",
    "propose_exit": "lin",
    "request_recusal": "lin",
}
ODD = (
    "²",
    "9" * 5000,
    "NaN",
    "-1",
    "\x00",
    "<script>alert(1)</script>",
    "2026-13-45",
    "null",
    "' OR 1=1 --",
    "{{7*7}}",
)


def names_of(fields: tuple[Field, ...], prefix: str = "") -> list[str]:
    """Return every name a form reads, of the first row of repeated groups too."""
    found = []
    for one in fields:
        if one.kind is Kind.ROWS:
            found += names_of(one.columns, f"{prefix}{one.name}-0-")
        else:
            found.append(prefix + one.name)
    return found


def form_names(site: Website, act_id: str) -> list[str]:
    """Return the names of an act's form as it would open now."""
    office = site.office
    task = next((one for one in office.tasks() if one.act == act_id), None)
    desk = lay_desk(office.dossier(), actor=office.actor("林静"), means=office.means, now=office.now, task=task)
    return names_of(GUARDS[act_id].form(desk).fields)


@pytest.mark.parametrize(("act_id", "login"), STEPS.items())
def test_odd_values_in_every_field_of_a_step_are_answered_in_words(act_id: str, login: str) -> None:
    _ask(a_website(a_case_before(act_id)), act_id, login)


@pytest.mark.parametrize(("act_id", "login"), ANYTIME.items())
def test_odd_values_in_every_field_of_an_act_of_any_time_too(act_id: str, login: str) -> None:
    _ask(a_website(a_case_before("report_findings")), act_id, login)


def _ask(site: Website, act_id: str, login: str) -> None:
    """Post the usual answers with one oddity after another in all fields, then nothing but oddities."""
    client, names = site.browser(login), form_names(site, act_id)
    before = len(site.office.dossier().steps)
    for odd in ODD:
        form = {"key": f"odd-{len(odd)}", "version": str(site.version), **dict.fromkeys(names, odd)}

        answer = client.post(site.address(act_id), data=form)

        assert answer.status_code in {409, 422}, (odd[:20], answer.status_code)
        assert "<script>alert" not in answer.text
    assert len(site.office.dossier().steps) == before


def test_a_row_with_an_enormous_number_costs_nothing() -> None:
    site = a_website(a_case_before("report_findings"))

    answer = site.press(
        site.browser("lin"), "report_findings", **{"penalties-999999999-kind": "fine", "suggestion": "", "facts": ""}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("version", ["", "-1", "²", "9" * 40, "x", "0"])
def test_a_version_nobody_gave_is_a_page_that_is_too_old(version: str) -> None:
    site = a_website(a_case_before("approve_filing"))

    answer = site.press(site.browser("wu"), "approve_filing", version=version)

    assert answer.status_code == 409
    assert site.steps("approve_filing") == 0


def test_an_answer_the_form_does_not_offer_is_not_taken() -> None:
    site = a_website(a_case_before("approve_filing"))

    answer = site.press(site.browser("wu"), "approve_filing", filing="decided_by_me")

    assert answer.status_code == 422
    assert "不在可选范围内" in answer.text
    assert site.steps("approve_filing") == 0
