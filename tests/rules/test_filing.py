"""When a case may be filed."""

from datetime import date

import pytest

from workflows.rules.filing import (
    Conduct,
    Lead,
    age_on,
    last_day_of_limitation,
    objection_to_age,
    objection_to_approver,
    objection_to_limitation,
    objection_to_referring_out,
    objection_to_refusing,
    objection_to_second_fine,
    objections_to_filing,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

ENDED = date(2024, 5, 20)
RECENT = Conduct(ended_on=date(2026, 5, 20), discovered_on=date(2026, 5, 21))
SOUND = Lead(has_jurisdiction=True, has_facts=True)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("conduct", "code"),
    [
        (Conduct(ENDED, date(2026, 5, 20)), ""),
        (Conduct(ENDED, date(2026, 5, 21)), "limitation-expired"),
        (Conduct(ENDED, date(2029, 5, 20), long_limitation=True), ""),
        (Conduct(ENDED, date(2029, 5, 21), long_limitation=True), "limitation-expired"),
        (Conduct(None, date(2036, 1, 1)), ""),
    ],
    ids=["36条-2年内", "36条-超2年", "36条-5年内", "36条-超5年", "36条-继续状态"],
)
def test_the_limitation_runs_two_or_five_years_from_the_end_of_the_conduct(conduct: Conduct, code: str) -> None:
    assert code_of(objection_to_limitation(conduct=conduct)) == code


def test_the_limitation_from_a_leap_day_ends_on_the_last_of_february() -> None:
    assert last_day_of_limitation(ended_on=date(2024, 2, 29), long_limitation=False) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("born_on", "code"),
    [
        (None, ""),
        (date(2012, 5, 19), ""),
        (date(2012, 5, 20), "party-under-fourteen"),
        (date(2014, 1, 1), "party-under-fourteen"),
    ],
    ids=["单位", "已满十四周岁", "十四岁生日当天", "未满"],
)
def test_nobody_under_fourteen_is_penalised(born_on: date | None, code: str) -> None:
    assert code_of(objection_to_age(born_on=born_on, acted_on=date(2026, 5, 20))) == code


def test_a_year_of_life_is_full_from_the_day_after_the_birthday() -> None:
    assert [age_on(born_on=date(2012, 2, 29), day=day) for day in (date(2026, 2, 28), date(2026, 3, 1))] == [13, 14]


@pytest.mark.parametrize(
    ("fine", "before", "code"), [(1, True, "fined-before"), (0, True, ""), (1, False, "")], ids=["罚", "警告", "首次"]
)
def test_the_same_conduct_is_fined_once(*, fine: int, before: bool, code: str) -> None:
    assert code_of(objection_to_second_fine(fine=fine, fined_before=before)) == code


@pytest.mark.parametrize(
    ("lead", "conduct", "born_on", "codes"),
    [
        (SOUND, RECENT, None, []),
        (Lead(has_jurisdiction=False, has_facts=True), RECENT, None, ["no-jurisdiction"]),
        (
            Lead(has_jurisdiction=True, has_facts=True, filed_first_elsewhere=True),
            RECENT,
            None,
            ["filed-first-elsewhere"],
        ),
        (Lead(has_jurisdiction=True, has_facts=False), RECENT, None, ["no-facts"]),
        (SOUND, Conduct(ENDED, date(2026, 6, 1)), None, ["limitation-expired"]),
        (SOUND, RECENT, date(2014, 1, 1), ["party-under-fourteen"]),
        (Lead(has_jurisdiction=False, has_facts=False), RECENT, None, ["no-jurisdiction", "no-facts"]),
    ],
)
def test_only_a_lead_that_meets_every_condition_is_filed(
    lead: Lead, conduct: Conduct, born_on: date | None, codes: list[str]
) -> None:
    found = objections_to_filing(lead=lead, conduct=conduct, born_on=born_on)

    assert [one.code for one in found] == codes
    assert all(one.applies_to({"filing": "filed"}) for one in found)
    assert not any(one.applies_to({"filing": "refused"}) for one in found)


def test_an_earlier_fine_is_told_but_does_not_bar_other_penalties() -> None:
    found = objections_to_filing(lead=Lead(has_jurisdiction=True, has_facts=True, fined_before=True), conduct=RECENT)

    assert [(one.code, one.warning) for one in found] == [("fined-before", True)]


def test_refusing_to_file_needs_a_reason() -> None:
    found = objection_to_refusing(reason="  ")

    assert found is not None
    assert (found.code, found.when) == ("refusal-without-reason", ("filing", "refused"))
    assert objection_to_refusing(reason="超过追责时效") is None


def test_referring_out_names_the_agency() -> None:
    found = objection_to_referring_out(receiving_agency="")

    assert found is not None
    assert (found.code, found.when) == ("receiver-missing", ("filing", "referred_out"))
    assert objection_to_referring_out(receiving_agency="临江市商务局") is None


@pytest.mark.parametrize(
    ("roles", "code"),
    [({Role.LEADER}, ""), ({Role.PRINCIPAL}, ""), ({Role.UNIT_HEAD, Role.HANDLER}, "filing-not-leader")],
)
def test_only_a_leader_files(roles: set[Role], code: str) -> None:
    assert code_of(objection_to_approver(roles=roles)) == code


@pytest.mark.parametrize(
    ("conduct", "codes"),
    [
        (Conduct(ended_on=date(2026, 5, 20), discovered_on=date(2026, 6, 20)), ["party-under-fourteen"]),
        (Conduct(ended_on=None, discovered_on=date(2026, 6, 20)), []),
    ],
    ids=["行为时十三岁", "行为持续至十四岁后"],
)
def test_the_age_is_that_when_the_conduct_ended(conduct: Conduct, codes: list[str]) -> None:
    found = objections_to_filing(lead=SOUND, conduct=conduct, born_on=date(2012, 6, 1))

    assert [one.code for one in found] == codes
