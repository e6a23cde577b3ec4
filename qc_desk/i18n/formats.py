"""Dates, times and numbers as each language writes them; Babel is loaded on first use."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from qc_desk.i18n.languages import language

_NARROW_SPACE = "\u202f"
_TYPED = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)")


def format_date(day: date) -> str:
    """Return a day as the language spoken now writes it: 3 May 2026, or 3. 5. 2026.

    After a point stands a narrow space that does not break: a date stays on its line, and in a
    column.
    """
    from babel.dates import format_date as babel_date  # noqa: PLC0415

    spoken = language()
    written = babel_date(day, format=spoken.day, locale=spoken.locale)
    return written.replace(". ", f".{_NARROW_SPACE}")


def format_datetime(moment: datetime, zone: str = "UTC") -> str:
    """Return an aware moment, to the minute, in a time zone given by its IANA name."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 (the window starts without it)

    from babel.dates import format_skeleton, get_datetime_format  # noqa: PLC0415

    local = moment.astimezone(ZoneInfo(zone))
    spoken = language().locale
    clock = format_skeleton("Hm", local, locale=spoken)
    joined = str(get_datetime_format("medium", locale=spoken))
    return joined.replace("{1}", format_date(local)).replace("{0}", clock)


def format_decimal(value: Decimal) -> str:
    """Return a measurement with every digit it was entered with and the language's own mark."""
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415

    return f"{value:f}".replace(".", get_decimal_symbol(language().locale))


def format_integer(count: int) -> str:
    """Return a count with the language's own grouping."""
    from babel.numbers import format_decimal as babel_decimal  # noqa: PLC0415

    return babel_decimal(count, locale=language().locale)


def format_list(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: a, b and c."""
    from babel.lists import format_list as babel_list  # noqa: PLC0415

    return babel_list(list(words), locale=language().locale) if words else ""


def parse_decimal(text: str) -> Decimal | None:
    """Read a measurement typed with comma or point; None for what could be read in two ways.

    Only plain digits are taken: no groups (1.234,5), no exponent (1e400), no other signs.
    """
    typed = text.strip().replace("−", "-")
    if not _TYPED.fullmatch(typed):
        return None
    value = Decimal(typed.replace(",", "."))
    return value if value else abs(value)
