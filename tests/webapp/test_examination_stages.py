"""Whoever waits for an examination is told what it is doing: the stages the server really enters, one by one."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.acts.flow_drafting import SUBMISSION, edit, submit
from tests.webapp.at_an_address import at_an_address, signed_in
from tests.webapp.flow_room import a_flow_room
from tests.webapp.office_on_the_web import Website

BEFORE_SUBMISSION = ["reading", "checks", "proof"]


@pytest.fixture(name="room")
def _room() -> tuple[Website, int]:
    site, draft = a_flow_room()
    edit(site.office, draft)
    # Files that no other test has had examined: what was examined is kept by its hash.
    write_into(site, draft, f"<!-- {uuid4().hex} -->")
    return site, draft


def write_into(site: Website, draft: int, text: str) -> None:
    browser, name = site.browser("du"), "parts/notice.bpmn"
    held = browser.get(f"/flows/drafts/{draft}/content").get_json()["files"][name]
    typed = {"text": held["text"] + text, "revision": held["revision"]}
    assert browser.put(f"/flows/drafts/{draft}/files/{name}", json=typed).status_code == 200


def stages(site: Website, draft: int, login: str, of: str) -> Iterator[dict[str, int | str]]:
    answer = site.browser(login).post(f"/flows/drafts/{draft}/examination", data={"of": of}, buffered=False)
    assert answer.status_code == 200
    for line in answer.response:
        yield json.loads(line)


def test_an_approval_tells_every_stage_and_each_trial_run_by_its_number(room: tuple[Website, int]) -> None:
    site, draft = room
    submit(site.office, draft)

    told = list(stages(site, draft, "he", "approve"))

    assert [one["stage"] for one in told if one["stage"] not in BEFORE_SUBMISSION] == [
        "proof-again",
        "certificate",
        *["trials"] * 40,
    ]
    assert [one["number"] for one in told if one["stage"] == "trials"] == list(range(1, 41))
    # What was examined is kept for the approval itself: nothing is done twice.
    assert list(stages(site, draft, "he", "approve")) == []


def test_a_stage_is_told_before_it_is_over(room: tuple[Website, int]) -> None:
    site, draft = room
    told = stages(site, draft, "du", "submit")

    assert next(told)["stage"] == "reading"
    # Left here, nothing has been examined: the next to ask begins anew.
    assert [one["stage"] for one in stages(site, draft, "du", "submit")] == BEFORE_SUBMISSION


@pytest.mark.parametrize("login", ["lin", "admin"])
def test_only_flow_people_may_have_a_draft_examined(room: tuple[Website, int], login: str) -> None:
    site, draft = room

    assert site.browser(login).post(f"/flows/drafts/{draft}/examination", data={"of": "submit"}).status_code == 403


@pytest.mark.browser
def test_the_stages_are_shown_while_a_submission_is_examined(room: tuple[Website, int], chromium: Browser) -> None:
    site, draft = room
    with at_an_address(site.app) as address:
        page = signed_in(chromium, site, address, "du").new_page()
        page.goto(f"/flows/drafts/{draft}")
        form = page.locator("#submit form")
        expect(page.locator("#submit .examining")).to_be_hidden()

        def slowly(route: Route) -> None:
            page.wait_for_timeout(1500)
            route.continue_()

        page.route("**/examination", slowly)
        form.get_by_label("修改理由").fill(SUBMISSION["reason"][0])
        form.get_by_label("依据").fill(SUBMISSION["provision"][0])
        form.get_by_role("button", name="提交审批").click(no_wait_after=True)

        expect(page.locator("#submit .examining [role=status]")).to_have_text("开始核对")
        expect(page.locator("#submit .examining [data-part=gone]")).to_have_text("已用 1 秒")
        expect(page.locator(".flash, .notice, [role=status]").filter(has_text="已提交").first).to_be_visible(
            timeout=60000
        )
        for context in chromium.contexts:
            context.close()
