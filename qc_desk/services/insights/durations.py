"""How long something takes, in the unit that says it: at once, minutes, hours, days."""

from collections.abc import Sequence
from decimal import Decimal

from qc_desk.i18n import _, format_decimal, ngettext


def middle(values: Sequence[float]) -> float:
    """Return the median of values that stand in order."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def nine_in_ten(values: Sequence[float]) -> float:
    """Return within how much nine in ten of values in order lie, the extremes included.

    It is the last of ``statistics.quantiles(values, n=10, method="inclusive")``, which would put
    them in order again.
    """
    place, part = divmod(9 * (len(values) - 1), 10)
    return (values[place] * (10 - part) + values[place + 1] * part) / 10


def hours_words(hours: float) -> str:
    """Return a time given in hours; below one hour in minutes."""
    minutes = round(hours * 60)
    if minutes < 60:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    return _("{count} h").format(count=tenths(hours))


def days_words(days: float) -> str:
    """Return a time given in days; below one day in hours or minutes."""
    if days < 1:
        return hours_words(days * 24)
    if f"{days:.1f}".endswith(".0"):
        whole = round(days)
        return ngettext("{count} day", "{count} days", whole).format(count=whole)
    return _("{count} days").format(count=tenths(days))


def is_at_once(hours: float) -> bool:
    """Whether it takes no time that is worth a figure."""
    return round(hours * 60) < 1


def tenths(value: float) -> str:
    """Return a number to the tenth, without a nought behind the mark."""
    return format_decimal(Decimal(f"{value:.1f}".removesuffix(".0")))
