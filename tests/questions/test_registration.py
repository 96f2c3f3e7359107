"""Choosing a matter tells its basis, its range, the procedure and the papers before a lead is registered."""

from datetime import date

from tests.builders import an_office
from workflows.questions.registration import ask_registration


def test_a_matter_brings_its_provisions_kinds_and_ranges() -> None:
    page = ask_registration(means=an_office().means, today=date(2026, 5, 18))

    matter = next(one for one in page.matters if one.id == "funeral_remains")

    assert (matter.violated, matter.penalty, matter.is_certain) == ("殡葬管理条例25条", "殡葬管理条例65条", True)
    assert matter.kinds == ["责令改正", "警告", "没收违法所得", "罚款"]
    assert [one.range.in_chinese() for one in matter.bands] == ["罚款 50,000 至 200,000 元", "违法所得的 2 至 5 倍"]


def test_a_provision_still_to_be_checked_is_marked() -> None:
    page = ask_registration(means=an_office().means, today=date(2026, 5, 18))

    assert not next(one for one in page.matters if one.id == "grave_oversize").is_certain


def test_a_matter_not_yet_in_force_is_not_offered() -> None:
    page = ask_registration(means=an_office().means, today=date(2026, 3, 29))

    assert "funeral_remains" not in {one.id for one in page.matters}
