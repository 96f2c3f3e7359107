from typing import NoReturn

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, TooManyRequests

from workflows.errors import BrokenDiagramError, ConflictError, NotFoundError, RefusedError
from workflows.vocabulary.wording import Objection

OBJECTION = Objection("own-case", "承办人不得审核自己承办的案件", article="处罚法58条")


def _raising(error: Exception) -> NoReturn:
    raise error


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
