"""How pages write money, days and moments: 元 from integer 分, legal days and times in Asia/Shanghai."""

from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import get_locale, gettext

from workflows.forms import SHANGHAI
from workflows.questions.paging import MOST_COUNTED


def yuan(fen: int | None) -> str:
    """Return an amount in integer 分 as 元 with thousands, without empty decimals: 5000000 is ``50,000``."""
    if fen is None:
        return "—"
    amount = Decimal(fen) / 100
    return f"{amount:,.0f}" if fen % 100 == 0 else f"{amount:,.2f}"


def plain_yuan(fen: int) -> str:
    """Return an amount in 分 as it stands in an input: ``50000`` or ``0.50``."""
    return yuan(fen).replace(",", "")


def day(value: date | datetime | None) -> str:
    """Return a legal day as ``2026-05-20``; a moment is taken on its day in Shanghai."""
    if value is None:
        return "—"
    return (local(value) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


def moment(value: datetime | None) -> str:
    """Return a moment as ``2026-05-20 09:30`` in Shanghai."""
    return local(value).strftime("%Y-%m-%d %H:%M") if value else "—"


def short_moment(value: datetime | None) -> str:
    """Return a moment as ``05-20 09:30`` in Shanghai, for dense tables."""
    return local(value).strftime("%m-%d %H:%M") if value else "—"


def weekday(value: date) -> str:
    """Return the day of the week in the person's language."""
    names = (
        gettext("周一"),
        gettext("周二"),
        gettext("周三"),
        gettext("周四"),
        gettext("周五"),
        gettext("周六"),
        gettext("周日"),
    )
    return str(names[value.weekday()])


def month(number: int) -> str:
    """Return a month of the year, 1 to 12, in the person's language: ``1月`` or ``Jan``."""
    locale = get_locale()
    return str(locale.months["stand-alone"]["abbreviated"][number]) if locale else str(number)


def filesize(count: int) -> str:
    """Return a number of bytes for people: ``340 KB``, ``2.1 MB``."""
    kilobyte = 1024
    if count < kilobyte * kilobyte:
        return f"{max(1, round(count / kilobyte))} KB"
    return f"{count / kilobyte / kilobyte:.1f} MB"


def counted(number: int) -> str:
    """Return a number that is counted to a thousand at most: ``12``, ``1 000+``."""
    return str(number) if number <= MOST_COUNTED else "1\u00a0000+"


def local(value: datetime) -> datetime:
    """Return a moment in Shanghai; a naive one is taken as UTC, which is what the records keep."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(SHANGHAI)


def init_app(app: Flask) -> None:
    """Give templates the filters for money, days, moments, weekdays, months, sizes of files and counts."""
    app.jinja_env.filters.update(
        yuan=yuan,
        day=day,
        moment=moment,
        short_moment=short_moment,
        weekday=weekday,
        month=month,
        filesize=filesize,
        counted=counted,
    )
