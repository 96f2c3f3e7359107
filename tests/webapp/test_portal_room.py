"""公示网页: the public reads the examined text and nothing else; what was withdrawn shows its reason alone."""

import re

import pytest

from tests.acts.prepared import a_case_before, change
from tests.builders import Office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.guards.public_text import PUBLIC_TERMS
from workflows.questions.portal import PublishedDecision, read_published

PARTY = "青峦县永宁礼仪服务有限公司"


@pytest.fixture(name="site")
def _site() -> Website:
    office = a_case_before("publish_disclosure")
    office.do("publish_disclosure")
    return a_website(office)


def published(office: Office) -> tuple[int, str]:
    """Return the number and the paper's number of the published text."""
    row = office.dossier().disclosures[-1]
    return row.id, str(row.content["number"])


def test_everybody_reads_the_public_text_line_by_line(site: Website) -> None:
    one, number = published(site.office)
    nobody = site.browser()

    listed, shown, printed = (
        nobody.get("/public").text,
        nobody.get(f"/public/{one}").text,
        nobody.get(f"/public/{one}/print").text,
    )

    assert f'href="/public/{one}"' in listed
    assert [page.count(number) > 0 for page in (listed, shown, printed)] == [True] * 3
    for label, value in (
        ("行政相对人名称", PARTY),
        ("违法行为类型", "擅自从事遗体接运"),
        ("罚款金额", "60,000.00元"),
        ("法定代表人", "周**"),
    ):
        assert label in shown
        assert value in shown
        assert value in printed


def lines_of(page: str) -> list[tuple[str, str]]:
    """Return what stands in the list of the public text."""
    _, _, after = page.partition('class="public-lines"')
    return re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", after.partition("</dl>")[0], re.DOTALL)


def test_whoever_publishes_reads_before_exactly_what_the_public_reads_after() -> None:
    site = a_website(a_case_before("publish_disclosure"))
    before = site.browser("han").get(site.address("publish_disclosure")).text

    site.press(site.browser("han"), "publish_disclosure")
    after = site.browser().get(f"/public/{published(site.office)[0]}").text

    assert "公示网页将显示的内容" in before
    assert len(lines_of(after)) > 10
    assert lines_of(before) == lines_of(after)
    assert ("处罚依据", "《殡葬管理条例》第六十五条") in lines_of(after)
    assert "公示网页将显示的内容" not in site.browser("qian").get(f"/cases/{site.office.case_id}").text


def test_what_the_file_knows_and_the_public_may_not_is_nowhere(site: Website) -> None:
    one, _ = published(site.office)
    dossier = site.office.dossier()

    pages = [site.browser().get(address).text for address in ("/public", f"/public/{one}", f"/public/{one}/print")]

    secrets = [dossier.party.legal_rep, dossier.party.phone, "脱敏处理", "自然人姓名留姓", "general"]
    assert all(secrets)
    assert [secret for secret in secrets for page in pages if secret in page] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("永宁", True),
        ("永宁 罚款", True),
        ("91539921may00a1k6x", True),
        ("不存在", False),
        ("周启明", False),
        ("general", False),
        ("留姓", False),
    ],
)
def test_the_search_looks_only_where_the_public_may(site: Website, words: str, found: bool) -> None:  # noqa: FBT001 -- a row of the table
    page = site.browser().get("/public", query_string={"q": words}).text

    assert (published(site.office)[1] in page) is found
    assert ("没有找到公示的决定" in page) is not found


def test_what_was_withdrawn_shows_its_reason_alone(site: Website) -> None:
    one, number = published(site.office)
    change(
        site.office,
        "UPDATE disclosures SET withdrawn_at = '2026-07-10 02:00:00', withdrawal_reason = :why",
        why="处罚决定已被复议机关撤销",
    )

    listed, shown = site.browser().get("/public").text, site.browser().get(f"/public/{one}").text

    assert number not in listed
    assert "处罚决定已被复议机关撤销" in shown
    assert [word for word in (number, PARTY, "周**", "60,000") if word in shown] == []


def test_what_was_never_published_or_has_run_its_time_does_not_exist(site: Website) -> None:
    one, number = published(site.office)
    nobody = site.browser()
    change(site.office, "UPDATE disclosures SET ends_on = '2026-05-01'")
    ended = nobody.get("/public").text, nobody.get(f"/public/{one}").status_code
    change(site.office, "UPDATE disclosures SET ends_on = NULL, published_on = NULL")
    unpublished = nobody.get("/public").text, nobody.get(f"/public/{one}/print").status_code

    assert (number in ended[0], ended[1], number in unpublished[0], unpublished[1]) == (False, 404, False, 404)
    assert nobody.get("/public/999").status_code == 404


def test_the_last_public_day_is_a_public_day(site: Website) -> None:
    one, _ = published(site.office)
    change(site.office, "UPDATE disclosures SET ends_on = :today", today=site.office.now.date().isoformat())

    assert site.browser().get(f"/public/{one}").status_code == 200


def test_nothing_but_public_keys_leaves_the_archive_and_nothing_at_all_once_withdrawn(site: Website) -> None:
    one, _ = published(site.office)

    def read() -> PublishedDecision:
        with site.office.archive.reading() as records:
            return read_published(one, records=records, today=site.office.now.date())

    before = read()
    change(site.office, "UPDATE disclosures SET withdrawn_at = '2026-07-10 02:00:00', withdrawal_reason = '撤销'")
    after = read()

    assert set(before.content) == set(PUBLIC_TERMS)
    assert (dict(after.content), tuple(after.lines), after.withdrawal) == ({}, (), "撤销")
