"""How a legal day is written for people on paper: 2026年8月3日."""

import re
from datetime import date

_ISO = re.compile(r"(?<![\dA-Za-z-])(\d{4})-(\d{2})-(\d{2})(?![\dA-Za-z-])")


def in_words(day: date) -> str:
    """Return a day as papers print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def with_days_in_words(text: str) -> str:
    """Return a text in which every ISO day (2026-08-03) is written out; numbers of files stay as they are."""
    return _ISO.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)
