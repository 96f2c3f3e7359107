"""比较和核对 on the page: the difference in words and drawn, tables reported, what was proved, and who sees it."""

import json
import re

import pytest

from tests.acts.flow_drafting import TABLE, begin, edit, file_of, published, save
from tests.builders import Office, an_office
from tests.webapp.flow_room import in_force
from tests.webapp.office_on_the_web import Website, a_website

REVIEW = "parts/legal_review.bpmn"
HEARING = "tables/hearing_threshold.dmn"


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def change(office: Office, draft: int, name: str, old: str, new: str) -> None:
    """Replace a text in a file of a draft."""
    text = file_of(office, draft, name).text
    assert text is not None
    assert old in text
    save(office, draft, name, text.replace(old, new, 1))


def a_changed_draft(office: Office) -> int:
    draft = begin(office)
    change(office, draft, REVIEW, 'name="逐项审核"', 'name="逐条审核"')
    change(office, draft, HEARING, "&gt;= 10000000", "&gt;= 20000000")
    return draft


def marks_in(page: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    marks: dict[str, dict[str, dict[str, list[str]]]] = json.loads(found[1])
    return marks


def test_a_draft_is_compared_with_its_version_in_words_and_marked_on_both_drawings(site: Website) -> None:
    draft = a_changed_draft(site.office)

    answer = site.browser("du").get(f"/flows/compare?old={in_force(site.office)}&new=draft-{draft}")

    assert answer.status_code == 200
    assert "环节“逐项审核”的名称由“逐项审核”改为“逐条审核”" in answer.text
    assert "第 3 行的“拟罚款”由“100,000元以上（含本数）”改为“200,000元以上（含本数）”" in answer.text
    assert "改动 2 处" in answer.text
    assert 'data-part="legal_review" data-element="examine_case"' in answer.text
    marks = marks_in(answer.text)["legal_review"]
    assert (marks["old"]["changed"], marks["new"]["changed"]) == (["examine_case"], ["examine_case"])


def test_what_the_draft_loosens_stands_above_its_changes(site: Website) -> None:
    draft = a_changed_draft(site.office)

    page = site.browser("he").get(f"/flows/compare?old={in_force(site.office)}&new=draft-{draft}").text

    assert "“有听证权”原为“是”（第 3 行），现为“否”（第 6 行）" in page
    assert page.index("放宽") < page.index("环节“逐项审核”的名称")


def test_the_same_version_twice_has_no_difference_and_nothing_drawn(site: Website) -> None:
    sha = in_force(site.office)

    page = site.browser("du").get(f"/flows/compare?old={sha}&new={sha}").text

    assert "没有差别" in page
    assert 'data-module="compare"' not in page


def test_any_two_versions_and_drafts_can_be_chosen(site: Website) -> None:
    old = in_force(site.office)
    new = published(site.office).sha
    draft = begin(site.office, title="目录调整")

    page = site.browser("he").get(f"/flows/compare?old={old}&new={new}").text

    assert re.findall(r'<option value="([^"]+)"( selected)?', page) == [
        *((f"draft-{draft}", ""), (new, ""), (old, " selected")),
        *((f"draft-{draft}", ""), (new, " selected"), (old, "")),
    ]
    assert "仅调整文件写法，内容不变" in page


def test_both_sides_are_drawn_from_their_own_files(site: Website) -> None:
    sha, draft = in_force(site.office), a_changed_draft(site.office)
    client = site.browser("du")

    old, new = (client.get(f"/flows/compare/drawing?of={of}&part=legal_review") for of in (sha, f"draft-{draft}"))

    assert (old.mimetype, new.mimetype) == ("application/xml", "application/xml")
    assert ("逐项审核" in old.text, "逐条审核" in old.text) == (True, False)
    assert ("逐项审核" in new.text, "逐条审核" in new.text) == (False, True)
    assert client.get(f"/flows/compare/drawing?of={sha}&part=nothing").status_code == 404


@pytest.mark.parametrize("ref", ["", "x", "draft-99", "draft-x", "0" * 64])
def test_what_does_not_exist_is_not_found(site: Website, ref: str) -> None:
    client = site.browser("du")

    addresses = (f"compare?old={ref}&new={ref}", f"tables?of={ref}", f"conformance?of={ref}")

    assert [client.get(f"/flows/{one}").status_code for one in addresses] == [404, 404, 404]


def test_a_draft_that_cannot_be_read_says_so(site: Website) -> None:
    draft = begin(site.office)
    change(site.office, draft, REVIEW, "<bpmn:endEvent", "<bpmn:brokenEvent")

    answer = site.browser("du").get(f"/flows/compare?old={in_force(site.office)}&new=draft-{draft}")

    assert answer.status_code == 422
    assert REVIEW in answer.text


@pytest.mark.parametrize(
    ("login", "status"), [("du", 200), ("he", 200), ("lin", 403), ("wang", 403), ("admin", 403), ("", 302)]
)
def test_only_those_who_see_flows_see_their_reports(site: Website, login: str, status: int) -> None:
    sha, client = in_force(site.office), site.browser(login)

    addresses = (f"compare?old={sha}&new={sha}", f"tables?of={sha}", f"conformance?of={sha}")

    assert [client.get(f"/flows/{one}").status_code for one in addresses] == [status] * 3


def test_the_tables_of_a_version_are_reported_with_their_limits_and_the_rows_in_force(site: Website) -> None:
    page = site.browser("du").get(f"/flows/tables?of={in_force(site.office)}&on=2026-06-01").text

    assert "没有空档，各行都会适用" in page
    assert "拟罚款 100,000元" in page
    assert "99,999.99元" in page
    assert "含本数" in page
    assert "2026-06-01 判定的案件适用第" in page


def test_a_case_near_a_limit_is_shown_by_number_and_amount(site: Website) -> None:
    site.office.a_case()
    site.office.walk_to("issue_notice")
    facts = dict(site.office.facts)
    limit = int(facts["fine"])
    draft = begin(site.office)
    change(site.office, draft, HEARING, "&gt;= 1000000<", f"&gt;= {limit + limit // 20}<")

    page = site.browser("du").get(f"/flows/tables?of=draft-{draft}").text

    assert site.office.dossier().case.number in page
    assert "未达到" in page


def test_the_editor_gets_the_report_on_one_table(site: Website) -> None:
    draft = begin(site.office)
    change(site.office, draft, HEARING, '"organisation"', '"citizen"')

    answer = site.browser("du").post(f"/flows/drafts/{draft}/table-report", json={"file": HEARING})

    (table,) = answer.get_json()["tables"]
    assert table["decision"] == "hearing_threshold"
    assert table["unreached"] == [3]
    assert [one["counts"] for one in table["boundaries"]].count("含本数") >= 2


def test_the_report_names_what_cannot_be_asked(site: Website) -> None:
    draft, client = begin(site.office), site.browser("du")
    address = f"/flows/drafts/{draft}/table-report"

    assert client.post(address, json={}).status_code == 422
    assert client.post(address, json={"file": "tables/none.dmn"}).status_code == 404
    change(site.office, draft, TABLE, 'hitPolicy="FIRST"', 'hitPolicy="UNIQUE"')
    broken = client.post(address, json={"file": TABLE})
    assert broken.status_code == 422
    assert "同时适用" in broken.get_json()["message"]


def test_the_conformance_report_says_what_was_proved_and_what_no_step_covers(site: Website) -> None:
    version = published(site.office)

    page = site.browser("he").get(f"/flows/conformance?of={version.sha}").text

    assert version.sha in page
    assert "杜鹃" in page
    assert "何敏" in page
    assert "《自治区重大行政执法决定法制审核目录》第三条" in page
    assert "PO-01" in page
    assert "签署法制审核意见" in page
    assert "一、证明了什么" in page
    assert "已证明" in page


def test_an_act_without_a_step_is_a_clause_that_nothing_covers(site: Website) -> None:
    draft = begin(site.office)
    edit(site.office, draft)
    whole = site.browser("du").get(f"/flows/conformance?of=draft-{draft}").text
    change(site.office, draft, "parts/notice.bpmn", 'value="review_defence"', 'value="issue_notice"')

    page = site.browser("du").get(f"/flows/conformance?of=draft-{draft}").text

    assert "陈述申辩复核" not in whole.partition("三、")[2]
    assert "陈述申辩复核" in page.partition("三、")[2].partition("四、")[0]
