"""Whether a process can hold its limits: Cp and Cpk, with how sure that is.

ISO 22514-2:2017: Cp compares the width of the limits with six standard deviations, Cpk also where
the middle lies. The deviation is the one within lots (pooled), so that what differs from lot to
lot does not hide in it; Pp and Ppk take all values together and do not. A. F. Bissell, How
reliable is your capability index?, Applied Statistics 39 (1990), for the interval of Cpk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

from qc_desk.domain.statistics.intervals import Interval, Z

ENOUGH = 30  # fewer values say little about a spread
_TWO = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Capability:
    """What the measured values say about a process and its limits."""

    n: int
    mean: float
    within: float  # standard deviation within lots
    overall: float  # standard deviation of all values
    cp: float | None  # None with a single limit
    cpk: float
    ppk: float
    sure: Interval  # of Cpk

    @property
    def enough(self) -> bool:
        """Whether there are enough values to rely on it."""
        return self.n >= ENOUGH


def capability(
    lots: Sequence[Sequence[float]], lower: float | None, upper: float | None
) -> Capability | None:
    """Return what values, lot by lot in the unit of the limits, say about the process.

    None where nothing can be said: no limit, no lot with two values, or no spread at all.
    """
    values = [value for lot in lots for value in lot]
    larger = [lot for lot in lots if len(lot) >= _TWO]
    if (lower is None and upper is None) or not larger:
        return None
    freedom = sum(len(lot) - 1 for lot in larger)
    within = sqrt(sum((len(lot) - 1) * variance(lot) for lot in larger) / freedom)
    overall = sqrt(variance(values))
    if within == 0 or overall == 0:
        return None
    mean = fmean(values)
    cpk = _nearest(mean, lower, upper) / (3 * within)
    reach = Z * sqrt(1 / (9 * len(values)) + cpk * cpk / (2 * freedom))
    return Capability(
        n=len(values),
        mean=mean,
        within=within,
        overall=overall,
        cp=(upper - lower) / (6 * within) if lower is not None and upper is not None else None,
        cpk=cpk,
        ppk=_nearest(mean, lower, upper) / (3 * overall),
        sure=Interval(low=cpk - reach, high=cpk + reach),
    )


def _nearest(mean: float, lower: float | None, upper: float | None) -> float:
    """Return how far the nearer limit is from the middle; below 0 where it is passed."""
    rooms = []
    if lower is not None:
        rooms.append(mean - lower)
    if upper is not None:
        rooms.append(upper - mean)
    return min(rooms)
