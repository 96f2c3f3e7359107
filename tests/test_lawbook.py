from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import pytest

from workflows.errors import NotFoundError, RefusedError
from workflows.lawbook import Certainty, Holder, Lawbook, Level, Trigger
from workflows.rules.deadlines import Direction, Limit, Unit, due
from workflows.vocabulary.acts import ACTS

PACK = Path(__file__).parents[1] / "bpmn" / "law"
BOOK = Lawbook.load(PACK)
ON = date(2026, 8, 3)

# path.md §3.5: id, length, unit, direction, last day's roll-over.
CLOCKS: Mapping[str, tuple[int | None, Unit, Direction, bool]] = {
    "limitation": (2, Unit.YEAR, Direction.LATEST, False),
    "limitation_5y": (5, Unit.YEAR, Direction.LATEST, False),
    "verify_15wd": (15, Unit.WORKING, Direction.LATEST, True),
    "penalty_90d": (90, Unit.CALENDAR, Direction.LATEST, True),
    "preservation_7wd": (7, Unit.WORKING, Direction.LATEST, True),
    "statement_5wd": (5, Unit.WORKING, Direction.LATEST, True),
    "hearing_request_5wd": (5, Unit.WORKING, Direction.LATEST, True),
    "hearing_notice_7wd": (7, Unit.WORKING, Direction.EARLIEST, True),
    "hearing_announce_3wd": (3, Unit.WORKING, Direction.EARLIEST, True),
    "hearing_report_5wd": (5, Unit.WORKING, Direction.LATEST, True),
    "review_days": (7, Unit.WORKING, Direction.LATEST, True),
    "service_7wd": (7, Unit.WORKING, Direction.LATEST, True),
    "public_notice_30d": (30, Unit.CALENDAR, Direction.LATEST, True),
    "disclosure_7wd": (7, Unit.WORKING, Direction.LATEST, True),
    "withdraw_3wd": (3, Unit.WORKING, Direction.LATEST, True),
    "payment_15d": (15, Unit.CALENDAR, Direction.LATEST, True),
    "surcharge": (None, Unit.CALENDAR, Direction.LATEST, False),
    "correction_due": (None, Unit.CALENDAR, Direction.LATEST, True),
    "demand_10wd": (10, Unit.WORKING, Direction.EARLIEST, True),
    "court_3mo": (3, Unit.MONTH, Direction.LATEST, True),
    "reconsider_60d": (60, Unit.CALENDAR, Direction.LATEST, True),
    "litigate_6mo": (6, Unit.MONTH, Direction.LATEST, True),
    "reply_10wd": (10, Unit.WORKING, Direction.LATEST, True),
    "answer_15d": (15, Unit.CALENDAR, Direction.LATEST, True),
    "referral_3d": (3, Unit.CALENDAR, Direction.LATEST, True),
    "handover_24h": (24, Unit.HOUR, Direction.LATEST, False),
    "police_3d": (3, Unit.CALENDAR, Direction.LATEST, True),
    "objection_3d": (3, Unit.CALENDAR, Direction.LATEST, True),
    "items_3d": (3, Unit.CALENDAR, Direction.LATEST, True),
    "closing_15wd": (15, Unit.WORKING, Direction.LATEST, True),
    "archive_days": (30, Unit.CALENDAR, Direction.LATEST, True),
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copytree(PACK, tmp_path / "law")


def rewrite(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_pack_holds_every_clock_of_the_path() -> None:
    found = {clock.id: (clock.length, clock.unit, clock.direction, clock.roll) for clock in BOOK.clocks_on(ON)}

    assert found == CLOCKS


def test_only_what_the_law_names_pauses_a_clock() -> None:
    paused = {clock.id: clock.pauses for clock in BOOK.clocks if clock.pauses}

    assert paused == {
        "verify_15wd": ("testing",),
        "penalty_90d": ("suspended", "hearing", "public_notice", "testing", "identification", "refund"),
        "review_days": ("materials", "expert"),
        "surcharge": ("remedy",),
    }


def test_every_clock_that_an_act_starts_can_be_stopped() -> None:
    assert [clock.id for clock in BOOK.clocks if clock.starts and not clock.stops] == []


def test_a_clock_says_where_it_comes_from_and_whose_it_is() -> None:
    clock = BOOK.clock("hearing_notice_7wd", on=ON)

    assert clock.source.citation == "处罚法64条2项"
    assert (clock.source.kind, clock.source.certainty, clock.holder) == (Level.STATUTE, Certainty.A, Holder.AGENCY)
    assert clock.limit() == Limit(7, Unit.WORKING, Direction.EARLIEST)


def test_the_period_for_the_decision_starts_with_filing_alone_and_resumes_after_the_police() -> None:
    clock = BOOK.clock("penalty_90d", on=ON)

    assert clock.starts == (Trigger("approve_filing", "filing", ("filed",)),)
    assert clock.is_started_by("approve_filing", {"filing": "filed"})
    assert not clock.is_started_by("approve_filing", {"filing": "refused"})
    assert clock.is_stopped_by("decide_penalty", {"signing": "signed"})
    assert not clock.is_stopped_by("decide_penalty", {"signing": "returned"})
    assert clock.is_stopped_by("decide_no_penalty", {})
    assert clock.is_resumed_by("record_police_reply", {"police": "returned"})
    assert not clock.is_resumed_by("record_police_reply", {"police": "filed"})


def test_a_length_that_an_order_gives_must_be_given() -> None:
    clock = BOOK.clock("correction_due", on=ON)

    with pytest.raises(RefusedError) as refused:
        clock.limit()

    assert refused.value.objection.in_chinese() == "“改正期限”的天数由文书确定，请写明天数（处罚法28条1款）"
    assert clock.limit(15) == Limit(15, Unit.CALENDAR)


def test_the_example_of_the_mission_is_dated_by_the_pack() -> None:
    calendar = BOOK.calendar()
    events = [
        ("preservation_7wd", date(2026, 5, 22), date(2026, 6, 2)),
        ("statement_5wd", date(2026, 6, 18), date(2026, 6, 26)),
        ("review_days", date(2026, 6, 30), date(2026, 7, 9)),
        ("statement_5wd", date(2026, 7, 21), date(2026, 7, 28)),
        ("review_days", date(2026, 7, 24), date(2026, 8, 4)),
        ("service_7wd", date(2026, 8, 3), date(2026, 8, 12)),
        ("disclosure_7wd", date(2026, 8, 3), date(2026, 8, 12)),
        ("penalty_90d", date(2026, 5, 22), date(2026, 8, 20)),
        ("payment_15d", date(2026, 8, 5), date(2026, 8, 20)),
        ("reconsider_60d", date(2026, 8, 5), date(2026, 10, 8)),
        ("litigate_6mo", date(2026, 8, 5), date(2027, 2, 11)),
    ]

    found = [due(BOOK.clock(name, on=start).limit(), start=start, calendar=calendar) for name, start, _ in events]

    assert [one.due_on for one in found] == [last for _, _, last in events]
    assert [one.provisional for one in found] == [False] * 10 + [True]


def test_a_setting_gives_its_clock_the_length_it_had_on_that_day(pack: Path) -> None:
    old = "{name: review_days, term: 审核工作日数, value: 7,"
    until = "kind: L, certainty: C, effective_from: 2021-07-15, effective_to: 2026-06-30}\n  - "
    source = "law: 本机关办法, article: 审核时限, "
    rewrite(pack, "profile.yaml", old, f"{old} {source}{until}{{name: review_days, term: 审核工作日数, value: 10,")
    rewrite(
        pack,
        "profile.yaml",
        f"value: 10, {source}kind: L, certainty: C, effective_from: 2021-07-15",
        f"value: 10, {source}kind: L, certainty: C, effective_from: 2026-07-01",
    )
    book = Lawbook.load(pack)

    assert book.clock("review_days", on=date(2026, 6, 30)).length == 7
    assert book.clock("review_days", on=date(2026, 7, 1)).length == 10


def test_the_profile_holds_the_agency_s_configuration() -> None:
    profile = BOOK.profile(on=ON)

    assert (profile.hearing_threshold_citizen, profile.hearing_threshold_organisation) == (1_000_000, 10_000_000)
    assert (profile.catalogue_threshold_citizen, profile.catalogue_threshold_organisation) == (500_000, 5_000_000)
    assert (profile.hearing_bound, profile.catalogue_bound) == ("at_least", "at_least")
    assert (profile.statement_days, profile.review_days, profile.archive_days) == (5, 7, 30)
    assert (profile.catalogue_override, profile.renotice_on_lighter) == (False, False)
    assert (profile.deliberation_quorum, profile.deliberation_least) == (Fraction(2, 3), 3)
    assert profile.sources["hearing_threshold_citizen"].citation == "市监听证办法5条"
    assert profile.sources["hearing_threshold_citizen"].certainty is Certainty.C
    assert [setting.source.kind for setting in BOOK.settings if setting.source.kind is Level.STATUTE] == []


def test_the_review_has_seven_items_and_one_for_the_rest() -> None:
    items = BOOK.review_items(on=ON)

    assert [item.number for item in items] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(item.questions for item in items)
    assert items[0].questions[1].citation == "处罚法42条"


def test_every_provision_the_pack_cites_is_one_it_knows() -> None:
    cited = [one.source for values in BOOK.sourced().values() for one in values if one.source.article]
    asked = [(question.law, question.article) for item in BOOK.items for question in item.questions]

    unknown = [
        law + article
        for law, article in [*((source.law, source.article.split("、")[0]) for source in cited), *asked]
        if law != "本机关办法" and not any(one.find_article(article) for one in BOOK.statutes if one.source.law == law)
    ]

    assert unknown == []


def test_a_statute_is_the_version_of_the_day() -> None:
    old, new = BOOK.statute("殡葬管理条例", on=date(2026, 3, 29)), BOOK.statute("殡葬管理条例", on=date(2026, 3, 30))

    assert (old.number, new.number) == ("2012年修正", "2025年修订")
    assert old.find_article("65条") is None
    assert new.find_article("65条1款") == new.find_article("65条")


def test_the_funeral_matter_exists_only_since_the_new_regulation() -> None:
    matter = BOOK.matter("funeral_remains", on=date(2026, 3, 30))

    assert matter.violated == "殡葬管理条例25条"
    assert matter.source.citation == "殡葬管理条例65条"
    assert "funeral_remains" not in [one.id for one in BOOK.matters(on=date(2026, 3, 29))]
    with pytest.raises(NotFoundError) as missing:
        BOOK.matter("funeral_remains", on=date(2026, 3, 29))
    assert str(missing.value) == "案由“funeral_remains”在 2026-03-29 没有有效的规定，请核对法规包的施行日期"


@pytest.mark.parametrize(
    ("income", "least", "most"),
    [
        (0, 5_000_000, 20_000_000),
        (9_999_999, 5_000_000, 20_000_000),
        (10_000_000, 20_000_000, 50_000_000),
        (30_000_000, 60_000_000, 150_000_000),
    ],
    ids=["none", "one 分 below 100 000 元", "100 000 元", "300 000 元"],
)
def test_the_funeral_fine_follows_the_unlawful_income(income: int, least: int, most: int) -> None:
    band = BOOK.matter("funeral_remains", on=ON).band(income)

    assert band is not None
    assert band.fine_range(income) == (least, most)
    assert (band.steps[0].fine_range(income)[0], band.steps[-1].fine_range(income)[1]) == (least, most)


def test_the_steps_of_discretion_place_the_fines_of_the_example() -> None:
    band = BOOK.matter("funeral_remains", on=ON).band(2_580_000)

    assert band is not None
    assert [step.term for step in band.steps_holding(6_000_000, 2_580_000)] == ["从轻"]
    assert [step.term for step in band.steps_holding(8_000_000, 4_680_000)] == ["从轻", "一般"]
    assert band.steps_holding(4_000_000, 2_580_000) == ()


def test_a_matter_whose_circumstances_choose_the_band_does_not_choose_by_income() -> None:
    assert BOOK.matter("franchise_filing", on=ON).band(0) is None


def test_matters_are_listed_by_domain() -> None:
    assert [one.id for one in BOOK.matters(on=ON, domain="commerce")] == ["franchise_filing", "prepaid_card"]


def test_the_relief_paragraph_names_both_ways_and_the_agency_that_reconsiders() -> None:
    relief = BOOK.relief("ordinary_penalty", on=ON)
    text = relief.text.format(reconsider_agency="青峦县人民政府", court="青峦县人民法院")

    assert text == (
        "如不服本决定，可以自收到本决定书之日起六十日内向青峦县人民政府申请行政复议，也可以自收到本决定书之日起六个月内"
        "依法直接向青峦县人民法院提起行政诉讼。行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外。"
    )
    assert relief.clocks == ("reconsider_60d", "litigate_6mo")
    assert BOOK.reconsider_agency("local_department", on=ON).reconsider_agency == "本级人民政府"


def test_the_pack_is_named_by_what_it_says(pack: Path) -> None:
    same = Lawbook.load(pack).sha256
    rewrite(pack, "clocks.yaml", "length: 90", "length: 91")

    assert same == BOOK.sha256
    assert Lawbook.load(pack).sha256 != BOOK.sha256


def test_a_day_before_everything_has_no_law() -> None:
    with pytest.raises(NotFoundError) as no_clock:
        BOOK.clock("penalty_90d", on=date(2021, 7, 14))
    with pytest.raises(NotFoundError) as no_profile:
        BOOK.profile(on=date(2021, 7, 14))

    assert str(no_clock.value) == "期限“penalty_90d”在 2021-07-14 没有有效的规定，请核对法规包的施行日期"
    assert str(no_profile.value) == "2021-07-14 没有完整有效的配置（profile.yaml），请核对各项的施行日期"


def test_the_clocks_name_acts_of_the_vocabulary() -> None:
    named = {one.act for clock in BOOK.clocks for one in (*clock.starts, *clock.stops, *clock.resumes)}

    assert {act for act in named if not act.startswith("clock:")} - set(ACTS) == set()
