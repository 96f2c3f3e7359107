"""Pairs of characters: how Chinese, which has no spaces between words, is looked up in an index.

A text is cut at its blanks into runs; each run leaves every two neighbouring characters and its last one alone.
Whatever stands in a run then stands in the index as consecutive pairs, whatever a dictionary takes for a word. Numbers
have few different pairs, each in nearly every case: stretches of letters and digits leave four at a time as well.
"""

import hashlib
import re
import unicodedata

# What a database takes for a separator is written as characters nobody uses: ASCII signs at their place in U+E000.
_SIGNS = {code: chr(0xE000 + code) for code in range(1, 128) if not chr(code).isalnum() and chr(code) != " "}
FOUR = 4
_STRETCH = re.compile("[!-~]{4,}")
_NOBODY_USES = re.compile("[\0\ue000-\ue07f]")


def normalised(text: str) -> str:
    """Return a text as the index knows it: one width, one case, one kind of blank."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NOBODY_USES.sub("\ufffd", plain).split())


def pairs(text: str) -> list[str]:
    """Return the pairs of a normalised text, run by run, each run ending with its last character alone."""
    return [run[place : place + 2] for run in text.split() for place in range(len(run))]


def pairs_of_word(word: str) -> list[str]:
    """Return the pairs that must follow one another where a normalised word of two characters or more stands."""
    return [word[place : place + 2] for place in range(len(word) - 1)]


def fours(text: str) -> list[str]:
    """Return every four neighbouring characters within the stretches of letters, digits and signs of a text."""
    return [part[place : place + FOUR] for part in _STRETCH.findall(text) for place in range(len(part) - FOUR + 1)]


def pieces(word: str) -> list[str]:
    """Return what of a word lies between its stretches and has pairs."""
    return [part for part in _STRETCH.split(word) if len(part) > 1]


def agency_mark(agency_id: int) -> str:
    """Return the token of an agency; it is longer than any pair, so no text can contain it."""
    return f"@@{agency_id}"


def code_mark(code: str) -> str:
    """Return the token of a party's code, which is found whole or not at all and cannot be read back."""
    return "##" + hashlib.sha256(code.casefold().encode()).hexdigest()[:20]


def in_signs(token: str) -> str:
    """Return a token without any character at which SQLite's tokenizer would cut it."""
    return token.translate(_SIGNS)
