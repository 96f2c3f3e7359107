import pytest
from flask import session

from webapp.wording import in_lazy_words, in_words, sentence, translated
from workflows.vocabulary.wording import Objection

pytestmark = pytest.mark.usefixtures("bare_app")

OVERDUE = Objection("missing", "请填写“{label}”", {"label": "承办人"}, "处罚法42条")


def test_an_objection_is_said_with_its_article() -> None:
    assert in_words(OVERDUE) == "请填写“承办人”（处罚法42条）"


def test_a_sentence_leaves_the_article_to_the_page() -> None:
    assert sentence(OVERDUE) == "请填写“承办人”"


def test_in_english_the_sentence_and_its_marked_words_are_english_and_the_article_stays() -> None:
    session["language"] = "en"

    assert sentence(OVERDUE) == "Fill in “Case officer”"
    assert in_words(OVERDUE) == "Fill in “Case officer”（处罚法42条）"


def test_lazy_words_speak_the_language_of_the_moment_they_are_shown() -> None:
    words = in_lazy_words(OVERDUE)

    assert str(words) == "请填写“承办人”（处罚法42条）"


def test_an_empty_text_stays_empty() -> None:
    assert translated("") == ""
