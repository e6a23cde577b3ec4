"""From values to places: scales that begin and end at round numbers."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, isclose, log10

from qc_desk.i18n import format_decimal, format_integer

_ROUND = (1, 2, 2.5, 5, 10)
_FINEST = 10  # digits behind the mark


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from a lowest to a highest, on a stretch that begins at a place and has a length."""

    low: float
    high: float
    start: float
    length: float  # below 0 where it goes up the page

    def at(self, value: float) -> float:
        """Return the place of a value, kept within the stretch."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + self.length * min(max(share, 0.0), 1.0)


def ticks(low: float, high: float, about: int) -> list[float]:
    """Return round values from below the lowest to above the highest, about so many."""
    if isclose(high, low, rel_tol=1e-9, abs_tol=1e-9):
        reach = abs(low) / 10 if abs(low) > 1e-6 else 1.0
        low, high = low - reach, high + reach
    raw = (high - low) / max(about - 1, 1)
    power = 10.0 ** floor(log10(raw))
    step = next(each * power for each in _ROUND if each * power >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def figure(value: float, step: float, *, percent: bool) -> str:
    """Return a value in the language's own writing, with the digits that the step needs."""
    shown, step = (value * 100, step * 100) if percent else (value, step)
    whole = (digits for digits in range(_FINEST) if isclose(step, round(step, digits)))
    digits = next(whole, _FINEST)
    if digits == 0:
        written = format_integer(round(shown))
    else:
        written = format_decimal(Decimal(f"{shown:.{digits}f}"))
    return f"{written} %" if percent else written
