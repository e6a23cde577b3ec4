"""Control limits for shares and rates, each point with limits of its own size.

ISO 7870-2:2013, Shewhart charts for attributes: p chart for shares, u chart for counts per unit;
three sigmas either side. Also the funnel plot (D. J. Spiegelhalter, Funnel plots for comparing
institutional performance, Statistics in Medicine 24 (2005)): the same limits over the size of
what is compared, so that a small site is not shamed by chance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

SIGMAS = 3
ENOUGH = 8  # points before a middle is drawn: the longest run that a rule asks for


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A middle, and for each point its value and how many sigmas make its limits."""

    middle: float
    values: tuple[float | None, ...]
    sigmas: tuple[float | None, ...]  # one sigma at each point; None where there is no point
    ceiling: float | None  # 1 for shares

    def limits(self, at: int) -> tuple[float, float] | None:
        """Return the control limits of a point, never below 0 or above the ceiling."""
        sigma = self.sigmas[at]
        if sigma is None:
            return None
        high = self.middle + SIGMAS * sigma
        low = max(0.0, self.middle - SIGMAS * sigma)
        return low, high if self.ceiling is None else min(self.ceiling, high)

    @property
    def deviations(self) -> tuple[float | None, ...]:
        """How far each point lies from the middle, in sigmas."""
        return tuple(
            None if value is None or sigma is None else _far(value - self.middle, sigma)
            for value, sigma in zip(self.values, self.sigmas, strict=True)
        )


def _far(distance: float, sigma: float) -> float:
    """Return a distance in sigmas; without any spread every distance is beyond all limits."""
    if sigma:
        return distance / sigma
    return 0.0 if distance == 0 else (4.0 if distance > 0 else -4.0)


def p_chart(points: Sequence[tuple[int, int]]) -> Chart | None:
    """Return the chart of shares, each (count, of); None without anything to count."""
    return _chart(points, lambda middle, of: sqrt(middle * (1 - middle) / of), 1.0)


def u_chart(points: Sequence[tuple[int, int]]) -> Chart | None:
    """Return the chart of counts per unit, each (count, units); None without units."""
    return _chart(points, lambda middle, of: sqrt(middle / of), None)


def _chart(
    points: Sequence[tuple[int, int]],
    sigma: Callable[[float, int], float],
    ceiling: float | None,
) -> Chart | None:
    total = sum(of for _count, of in points)
    if not total:
        return None
    middle = sum(count for count, of in points if of) / total
    return Chart(
        middle=middle,
        values=tuple(count / of if of else None for count, of in points),
        sigmas=tuple(sigma(middle, of) if of else None for _count, of in points),
        ceiling=ceiling,
    )


def p_limits(middle: float, of: int) -> tuple[float, float]:
    """Return between which shares chance alone leaves a place of this size (1 or more)."""
    reach = SIGMAS * sqrt(middle * (1 - middle) / of)
    return max(0.0, middle - reach), min(1.0, middle + reach)
