"""Everything a person sees exists in Chinese, marked, and in English."""

import ast
import re
from pathlib import Path

from webapp import catalogue

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u3400-\u9fff]")
# The classes whose texts people read; a literal given to one of them must be marked with N_.
SPOKEN = frozenset({"Objection", "Field", "Link", "Section", "Page", "Act", "Fact"})
# Written in the statute's language, or never translated because it names itself.
NOT_SPOKEN = frozenset({"article", "options", "values"})
EXAMPLES = frozenset({"webapp/shell/styleguide.py", "webapp/templates/shell/styleguide.html"})
SELF_NAMED = ("中文",)
# Words that a file must hold whatever the language of the page: the filter of document templates, and what a line of a
# notice of holidays begins with.
SYNTAX = re.compile(r"\|大写|“(?:年度|标题|范围|放假|上班|春节|全国|地方)”")


def test_every_sentence_has_its_english() -> None:
    english = catalogue.read_english()

    missing = [text for text in catalogue.texts_of(catalogue.extract()) if not catalogue.english_of(english, text)]

    assert missing == [], "Run `make messages`, then fill webapp/translations/en/LC_MESSAGES/messages.po"


def test_the_english_catalogue_holds_no_sentence_that_nobody_says() -> None:
    said = set(catalogue.texts_of(catalogue.extract()))

    assert [text for text in catalogue.texts_of(catalogue.read_english()) if text not in said] == [], (
        "Run `make messages`"
    )


def test_no_marked_sentence_hides_inside_another() -> None:
    """A sentence marked inside an f-string is found by some versions of Python only, and never translated."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for room in ("workflows", "webapp")
        for path in sorted((ROOT / room).rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"N_", "_"}
    ]

    assert hidden == []


def test_english_leaves_the_same_places_for_values() -> None:
    english = catalogue.read_english()
    texts = [text for text in catalogue.texts_of(english) if catalogue.english_of(english, text)]

    wrong = {
        text: said
        for text in texts
        if catalogue.places_of(said := catalogue.english_of(english, text)) != catalogue.places_of(text)
    }

    assert wrong == {}


def test_english_is_english_but_for_samples_that_must_be_typed_as_they_are() -> None:
    english = catalogue.read_english()

    left = [
        said
        for text in catalogue.texts_of(english)
        if HAN.search(SYNTAX.sub("", said := catalogue.english_of(english, text))) and said != text
    ]

    assert left == []


def test_no_text_for_people_is_left_unmarked_in_the_code() -> None:
    unmarked = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for room in ("workflows", "webapp")
        for path in sorted((ROOT / room).rglob("*.py"))
        if str(path.relative_to(ROOT)) not in EXAMPLES
        for line, text in _unmarked(ast.parse(path.read_text("utf-8")))
    ]

    assert unmarked == [], "Mark the text with N_"


def test_no_chinese_is_left_unmarked_in_the_templates() -> None:
    unmarked = {
        str(path.relative_to(ROOT)): left
        for path in sorted((ROOT / "webapp" / "templates").rglob("*.html"))
        if str(path.relative_to(ROOT)) not in EXAMPLES and (left := _spoken_outside_gettext(path.read_text("utf-8")))
    }

    assert unmarked == {}, "Write {{ _('…') }}"


def _unmarked(tree: ast.Module) -> list[tuple[int, str]]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    spoken = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in SPOKEN]
    given = [
        value for call in spoken for value in [*call.args, *(k.value for k in call.keywords if k.arg not in NOT_SPOKEN)]
    ]
    return [
        (value.lineno, value.value)
        for value in given
        if isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and HAN.search(value.value)
        and not _is_article(value.value)
    ]


def _is_article(text: str) -> bool:
    """A provision stands in the statute's own words: 处罚法58条, 国办发〔2018〕118号."""
    return bool(re.search(r"[0-9一二三四五六七八九十百]+(条|款|项|号)|办法|规定|条例|法$", text))


def _spoken_outside_gettext(text: str) -> list[str]:
    for pattern in (r"\{#.*?#\}", r"\{\{.*?\}\}", r"\{%.*?%\}"):
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    text = re.sub(r'<span class="article" lang="zh-CN">[^<]*</span>', "", text)
    for word in SELF_NAMED:
        text = text.replace(word, "")
    return [line.strip() for line in text.splitlines() if HAN.search(line)]
