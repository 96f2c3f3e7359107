import pytest
from flask import session

from webapp.wording import in_lazy_words, in_words, sentence, translated, with_runs
from workflows.forms import Field
from workflows.rules.money import in_yuan
from workflows.vocabulary.wording import LINE_BY_LINE, Objection, Phrase, listed

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


def test_a_phrase_is_an_ordinary_chinese_text() -> None:
    phrase = listed(["罚款", Phrase("{text}（{article}）", text="听证", article="处罚法63条")])

    assert phrase == "罚款、听证（处罚法63条）"
    assert translated(phrase) == "罚款、听证（处罚法63条）"


def test_a_phrase_is_said_in_english_with_the_words_it_is_made_of() -> None:
    session["language"] = "en"

    assert translated(listed(["罚款", "没收违法所得"])) == "Fine, Confiscation of illegal gains"
    assert translated(listed(["罚款", "听证"], LINE_BY_LINE)) == "Fine\nHearing"
    assert sentence(Objection("x", "请填写“{label}”", {"label": in_yuan(600_000)})) == "Fill in “6,000.00 yuan”"


def test_nothing_listed_is_nothing_said() -> None:
    assert listed([]) == ""


def test_the_help_of_a_field_says_its_values_too() -> None:
    session["language"] = "en"
    one = Field("a", "罚款", help=Phrase("尚未缴纳：{unpaid}", unpaid=in_yuan(100)))

    assert translated(one.help) == "Not yet paid: 1.00 yuan"


def test_on_an_english_page_every_run_of_chinese_says_so_and_nothing_escapes_the_escaping() -> None:
    text = "Rests on 处罚法58条、59条 & <b>, by 林静"
    assert with_runs(text) == "Rests on 处罚法58条、59条 &amp; &lt;b&gt;, by 林静"
    session["language"] = "en"

    assert with_runs(text) == (
        'Rests on <span lang="zh-CN">处罚法58条、59条</span> &amp; &lt;b&gt;, by <span lang="zh-CN">林静</span>'
    )
