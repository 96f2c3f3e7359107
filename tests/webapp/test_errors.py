import re
from typing import NoReturn

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, TooManyRequests

from tests.builders import ROOT
from webapp.errors import KEPT_TO_THEMSELVES
from workflows.errors import BrokenDiagramError, ConflictError, NotFoundError, RefusedError, UnsavedError
from workflows.vocabulary.wording import Objection

OBJECTION = Objection("own-case", "承办人不得审核自己承办的案件", article="处罚法58条")


def _raising(error: Exception) -> NoReturn:
    raise error


def _out_of_reach() -> NoReturn:
    raise UnsavedError(may_try_again=False)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (NotFoundError("case 7"), 404, "没有找到这个页面"),
        (RefusedError(OBJECTION), 403, "承办人不得审核自己承办的案件（处罚法58条）"),
        (ConflictError(OBJECTION), 409, "他人已先办结"),
        (BrokenDiagramError(OBJECTION), 422, "流程图有误"),
        (RequestEntityTooLarge(), 413, "文件过大"),
        (TooManyRequests(), 429, "操作过于频繁"),
        (InternalServerError(), 500, "什么都没有改变"),
    ],
)
def test_each_failure_has_its_answer_in_words(bare_app: Flask, error: Exception, status: int, said: str) -> None:
    bare_app.add_url_rule("/fails", "fails", lambda: _raising(error))

    answer = bare_app.test_client().get("/fails")

    assert answer.status_code == status
    assert said in answer.text


def test_an_unforeseen_failure_shows_a_reference_and_no_detail(bare_app: Flask) -> None:
    bare_app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    bare_app.add_url_rule("/fails", "fails", lambda: _raising(ZeroDivisionError("secret detail")))

    answer = bare_app.test_client().get("/fails")

    assert answer.status_code == 500
    assert "编号：" in answer.text
    assert "secret detail" not in answer.text


def test_a_status_without_a_page_of_ours_keeps_its_own(bare_app: Flask) -> None:
    teapot = HTTPException()
    teapot.code = 418
    bare_app.add_url_rule("/fails", "fails", lambda: _raising(teapot))

    assert bare_app.test_client().get("/fails").status_code == 418


@pytest.mark.parametrize("room", sorted(KEPT_TO_THEMSELVES))
def test_without_the_database_what_is_typed_at_the_door_is_not_given_back(bare_app: Flask, room: str) -> None:
    bare_app.add_url_rule(
        "/fails", f"{room}.fails", lambda: _raising(UnsavedError(may_try_again=False)), methods=["POST"]
    )

    answer = bare_app.test_client().post("/fails", data={"new": "竹影-清风-2026", "again": "竹影-清风-2026"})

    assert room in bare_app.blueprints
    assert answer.status_code == 503
    assert "竹影" not in answer.text


def test_elsewhere_what_was_typed_is_given_back_but_for_passwords_and_codes(bare_app: Flask) -> None:
    bare_app.add_url_rule("/fails", "fails", _out_of_reach, methods=["POST"])
    secrets = {"own_password": "竹影一", "code": "竹影二", "csrf_token": "竹影三"}

    page = bare_app.test_client().post("/fails", data={"fact": "擅自从事遗体接运", **secrets}).text

    assert "擅自从事遗体接运" in page
    assert "竹影" not in page


def test_every_room_of_passwords_and_codes_keeps_them_to_itself() -> None:
    asking = re.compile(r'type="password"|name="\w*code"|autocomplete="one-time-code"')
    pages = [one for one in (ROOT / "webapp/templates").rglob("*.html") if asking.search(one.read_text("utf-8"))]

    assert {one.parent.name for one in pages} <= {"account", "portal"}


def test_without_the_database_no_address_leads_to_another_server(bare_app: Flask) -> None:
    bare_app.before_request(_out_of_reach)

    page = bare_app.test_client().get("/", environ_overrides={"PATH_INFO": "//elsewhere.invalid/"}).text

    assert 'href="/elsewhere.invalid/"' in page
    assert 'href="//' not in page
