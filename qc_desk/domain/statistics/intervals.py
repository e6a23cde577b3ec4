"""How sure a share, a rate or a capability can be, given how few were looked at."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054  # the normal distribution leaves 2.5 % above it


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """From where to where the truth lies in 95 of 100 cases; the bounds are in it."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within."""
        return self.low <= value <= self.high


def of_share(count: int, of: int) -> Interval | None:
    """Return the interval of a share, 0 to 1; None where nothing was counted.

    E. B. Wilson, Probable inference, JASA 22 (1927): it stays between 0 and 1, and says something
    about 0 of 5. Raises ValueError unless 0 <= count <= of.
    """
    if not 0 <= count <= of:
        raise ValueError("more of them than there are")
    if of == 0:
        return None
    share = count / of
    middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of)
    reach = Z / (1 + Z * Z / of) * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    low = 0.0 if count == 0 else max(0.0, middle - reach)
    high = 1.0 if count == of else min(1.0, middle + reach)
    return Interval(low=low, high=high)


def of_count(count: int) -> Interval:
    """Return the interval of the mean that a count came from, 0 or more.

    Byar's approximation of the exact Poisson limits (N. E. Breslow, N. E. Day, Statistical Methods
    in Cancer Research II, 1987, 2.13): within 1 % of them from a count of 5 on. Raises ValueError
    for a negative count.
    """
    if count < 0:
        raise ValueError("something was counted less than 0 times")
    up = count + 1
    low = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3 if count else 0.0
    return Interval(low=max(0.0, low), high=up * (1 - 1 / (9 * up) + Z / (3 * sqrt(up))) ** 3)
