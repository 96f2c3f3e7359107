"""Every Chinese sentence of the form designer, the table editor and the outline is said in English too."""

import re
from pathlib import Path

EDITOR = Path(__file__).parents[2] / "webapp" / "assets" / "src" / "editor"
OURS = re.compile(r"(form|table|outline|cell)-?.*\.js")
CHINESE = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
# What is written into a diagram or a table stays Chinese; signs need no translation.
CONTENT = {"新环节", "新判断？", "新决策表", "＋"}


def sentences(path: Path) -> set[str]:
    """Return the texts between quotation marks that hold Chinese, comments left out."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("//")]
    return {text for line in lines for text in re.findall(r'"([^"`]*)"', line) if re.search(CHINESE, text)}


def test_every_sentence_has_its_english() -> None:
    known = set(re.findall(r'^  "([^"]+)":', (EDITOR / "en-designers.js").read_text("utf-8"), re.MULTILINE))
    files = [path for path in EDITOR.glob("*.js") if OURS.fullmatch(path.name) and path.name != "table-words.js"]
    spoken = {text for path in files for text in sentences(path)}

    assert len(spoken) > 100
    assert {text for text in spoken if text not in known} <= CONTENT


def test_english_keeps_the_places_of_the_chinese() -> None:
    text = (EDITOR / "en-designers.js").read_text("utf-8")
    pairs = re.findall(r'^  "([^"]+)":\s*"([^"]+)"', text, re.MULTILINE)

    assert len(pairs) > 100
    assert [zh for zh, en in pairs if set(re.findall(r"{\w+}", zh)) != set(re.findall(r"{\w+}", en))] == []
