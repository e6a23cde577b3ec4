"""How long something takes, in the unit that says it: at once, minutes, hours, days."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from qc_desk.i18n import _, format_decimal, ngettext


class InOrder(Protocol):
    """Values that stand in order."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> float: ...


class Together:
    """Whole numbers of several lists in order, as if they stood in one list in order.

    A few places are asked for: to find them takes a fraction of what putting all in order takes.
    """

    def __init__(self, lists: Iterable[Sequence[int]]) -> None:
        self._lists = [each for each in lists if each]
        self._number = sum(map(len, self._lists))

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, place: int, /) -> int:
        low, high = min(each[0] for each in self._lists), max(each[-1] for each in self._lists)
        while low < high:  # the least number that more than so many are not above
            half = (low + high) // 2
            if sum(bisect_right(each, half) for each in self._lists) > place:
                high = half
            else:
                low = half + 1
        return low


def middle(values: InOrder) -> float:
    """Return the median of values that stand in order."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def nine_in_ten(values: InOrder) -> float:
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
