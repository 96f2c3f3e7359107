"""Nothing goes untold: whatever single thing is changed in a shipped file, the difference says so in words."""

import random

import pytest
from lxml import etree

from tests.process.test_difference import LAYOUT, NOTATION, a_bundle, shipped
from workflows.errors import BrokenDiagramError
from workflows.process.difference import difference
from workflows.process.markup import DRAWING

# What is only notation: repeated in another place, or without meaning for anybody.
SILENT_ELEMENTS = frozenset({"incoming", "outgoing"})
SILENT_ATTRIBUTES = frozenset({"id", "type", "messageRef"})

Mutation = tuple[str, bytes, str, bool]


def _random_change(chance: random.Random) -> Mutation | None:
    """Return (file, content, the id of the element changed, whether it must be told in words), or None."""
    file = chance.choice([name for name in sorted(shipped()) if name.endswith((".bpmn", ".dmn"))])
    root = etree.fromstring(shipped()[file])
    drawn = {part for one in root.iter() if etree.QName(one).namespace in DRAWING for part in one.iter()}
    elements = [one for one in root.iter() if one not in drawn]
    element = chance.choice(elements)
    tag = etree.QName(element).localname
    change = chance.choice((_other_attribute, _no_attribute, _other_text, _gone))
    place = change(element, chance)
    if place is None:
        return None
    owner = next((one for one in (element, *element.iterancestors()) if one.get("id")), root)
    is_empty = place == "whole" and not len(element) and not element.attrib and not (element.text or "").strip()
    is_silent = place in SILENT_ATTRIBUTES or tag in SILENT_ELEMENTS or is_empty
    return file, etree.tostring(root), owner.get("id") or "", not is_silent


def _other_attribute(element: etree._Element, chance: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = chance.choice(sorted(str(key) for key in element.attrib))
    element.set(name, chance.choice(["false", "legal_review", f"{element.get(name)}x", "sign_opinion"]))
    return etree.QName(name).localname


def _no_attribute(element: etree._Element, chance: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = chance.choice(sorted(str(key) for key in element.attrib))
    del element.attrib[name]
    return etree.QName(name).localname


def _other_text(element: etree._Element, chance: random.Random) -> str | None:
    text = (element.text or "").strip()
    if not text and etree.QName(element).localname not in {"text", "description"}:
        return None
    element.text = chance.choice(["", "true", "fine > 3", "submit_review", f"{text}x", "&gt;= 77"])
    return "text"


def _gone(element: etree._Element, _: random.Random) -> str | None:
    parent = element.getparent()
    if parent is None:
        return None
    parent.remove(element)
    return "whole"


@pytest.mark.parametrize("seed", range(6))
def test_any_single_change_of_the_shipped_files_is_told_at_its_element(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same changes every time
    before, seen = a_bundle(), 0
    for _ in range(400):
        made = _random_change(chance)
        if made is None or made[1] == etree.tostring(etree.fromstring(shipped()[made[0]])):
            continue
        file, raw, owner, is_telling = made
        try:
            after = a_bundle(**{file: raw})
        except BrokenDiagramError:
            continue
        found = difference(before, after)
        if same_drawing_and_words(shipped()[file], raw):
            continue
        seen += 1
        assert {one.file for one in found} >= {file}, (file, owner)
        if is_telling:
            assert not {str(one.what) for one in found} & {NOTATION, LAYOUT}, (file, owner)
        if seen == 12:
            break

    assert seen == 12


def same_drawing_and_words(old: bytes, new: bytes) -> bool:
    """Say whether two files hold the same elements, attributes and texts."""
    return etree.tostring(etree.fromstring(old), method="c14n2", strip_text=True) == etree.tostring(
        etree.fromstring(new), method="c14n2", strip_text=True
    )
