"""The page of the flow editor: what it offers, who may open it, its policy, and conditions checked while typed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.flow_room import a_flow_room
from tests.webapp.office_on_the_web import Website
from workflows.vocabulary.acts import STEP_ACTS
from workflows.vocabulary.facts import FACTS
from workflows.vocabulary.roles import Role

CATALOG = re.compile(r'<script type="application/json" id="editor-catalog">(.*?)</script>', re.DOTALL)


@pytest.fixture(name="room", scope="module")
def _room() -> tuple[Website, int]:
    return a_flow_room()


@pytest.fixture(name="unbuilt")
def _unbuilt(room: tuple[Website, int], tmp_path: Path) -> Iterator[None]:
    config = room[0].app.config
    built = config["ASSETS_MANIFEST"]
    config["ASSETS_MANIFEST"] = tmp_path / "manifest.json"
    yield
    config["ASSETS_MANIFEST"] = built


def page_of(room: tuple[Website, int], login: str = "du", language: str = "zh") -> str:
    site, draft = room
    client = site.browser(login)
    with client.session_transaction() as session:
        session["language"] = language
    answer = client.get(f"/flows/drafts/{draft}/editor")
    assert answer.status_code == 200
    return answer.text


def catalog_of(page: str) -> dict[str, Any]:
    found = CATALOG.search(page)
    assert found is not None
    return dict(json.loads(found[1]))


def test_every_act_is_offered_with_its_role_provision_and_period(room: tuple[Website, int]) -> None:
    acts = {act["id"]: act for act in catalog_of(page_of(room))["acts"]}

    assert set(acts) == {act.id for act in STEP_ACTS} | {"form"}
    assert all(act["stage"] for name, act in acts.items() if name != "form")
    signing = acts["sign_opinion"]
    assert (signing["term"], signing["roles"], signing["stage"]) == (
        "签署法制审核意见",
        ["legal_head", "reviewer"],
        "review",
    )
    assert signing["article"] == "处罚法58条"
    # Its period runs by itself: a limit drawn beside it would be a second deadline.
    assert "limit" not in signing
    assert signing["clocks"] == ["办结即止：审核时限：7 个工作日（本机关办法审核时限）"]


def test_facts_are_offered_with_the_words_for_their_values(room: tuple[Website, int]) -> None:
    catalog = catalog_of(page_of(room))
    facts = {fact["name"]: fact for fact in catalog["facts"]}

    assert set(facts) == set(FACTS)
    assert all(fact["group"] for fact in facts.values())
    assert {"value": "pass_edit", "term": "审核通过，附文书修改意见"} in facts["review"]["values"]
    assert all(role["unit"] for role in catalog["roles"])
    assert {role["id"] for role in catalog["roles"]} >= {role.value for act in STEP_ACTS for role in act.roles} - {
        Role.SUPERVISOR
    }


def test_what_was_published_keeps_its_number(room: tuple[Website, int]) -> None:
    published = catalog_of(page_of(room))["published"]

    assert {"sign_opinion", "review_conclusion_to_amend_draft"} <= set(published)


def test_in_english_the_words_are_english_and_what_is_drawn_stays_chinese(room: tuple[Website, int]) -> None:
    acts = catalog_of(page_of(room, language="en"))["acts"]

    assert [act["term"] for act in acts if re.search(r"[\u3400-\u9fff]", act["term"])] == []
    assert acts[0]["label"] == "案源登记"


def test_style_elements_are_allowed_on_this_page_alone_and_scripts_nowhere(room: tuple[Website, int]) -> None:
    site, draft = room
    client = site.browser("du")

    policy = client.get(f"/flows/drafts/{draft}/editor").headers["Content-Security-Policy"]

    assert "style-src 'self' 'unsafe-inline';" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in client.get("/keys").headers["Content-Security-Policy"]


def test_who_may_not_edit_opens_the_draft_to_read(room: tuple[Website, int]) -> None:
    assert 'data-may-edit="yes"' in page_of(room)
    assert 'data-may-edit="no"' in page_of(room, "he")


def test_a_handler_has_no_business_here(room: tuple[Website, int]) -> None:
    site, draft = room

    assert site.browser("lin").get(f"/flows/drafts/{draft}/editor").status_code == 403
    assert site.browser("du").get("/flows/drafts/99999/editor").status_code == 404


@pytest.mark.usefixtures("unbuilt")
def test_without_assets_the_page_says_what_to_run(room: tuple[Website, int]) -> None:
    page = page_of(room)

    assert "前端资源未构建" in page
    assert "<code>fashen assets</code>" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('review == "pass" and not heard', ""),
        ("fine >= 5000000", ""),
        ('review == "nonsense"', "nonsense"),
        ("no_such_fact", "no_such_fact"),
        ("review ==", "不是完整的条件"),
        ("fine + 1 > 2", "不能写在条件中"),
    ],
)
def test_a_condition_is_judged_as_the_engine_would(room: tuple[Website, int], text: str, said: str) -> None:
    site, draft = room

    answer = site.browser("du").post(f"/flows/drafts/{draft}/condition", json={"text": text}).get_json()

    assert answer["ok"] is (said == "")
    assert said in answer["message"]


def test_a_condition_that_is_no_text_is_refused(room: tuple[Website, int]) -> None:
    site, draft = room

    answer = site.browser("du").post(f"/flows/drafts/{draft}/condition", json={"text": 7})

    assert answer.status_code == 422
