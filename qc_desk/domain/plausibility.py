"""Measurements that are more likely a slip of the finger than a property of the piece."""

from dataclasses import dataclass
from decimal import Decimal

WIDTHS = 5  # so many tolerance widths outside the limits a value is questioned
SHARE = Decimal("0.5")  # with one limit only: further off than this share of the limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What a measurement should be; at least one of the limits is there."""

    nominal: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def target(self) -> Decimal | None:
        """The nominal value, or the middle of the limits; None with one limit only."""
        if self.nominal is not None:
            return self.nominal
        if self.lower is None or self.upper is None:
            return None
        return (self.lower + self.upper) / 2

    def holds(self, value: Decimal) -> bool:
        """Whether a value meets the limits; the limits themselves are good."""
        return self.beyond(value) == 0

    def beyond(self, value: Decimal) -> Decimal:
        """How far a value is outside: negative below the lower limit, positive above the upper."""
        if self.lower is not None and value < self.lower:
            return value - self.lower
        if self.upper is not None and value > self.upper:
            return value - self.upper
        return Decimal(0)

    @property
    def width(self) -> Decimal:
        """The width of the tolerance; with one limit only twice the way to the nominal value."""
        if self.lower is not None and self.upper is not None:
            return self.upper - self.lower
        limit = self.lower if self.lower is not None else self.upper
        if limit is None or self.nominal is None:
            return abs(limit or Decimal(0)) * SHARE / WIDTHS
        return abs(limit - self.nominal) * 2


def is_doubtful(value: Decimal, limits: Limits) -> bool:
    """Whether a value should be asked about before it is kept.

    That is outside the limits and there a factor of ten from the target, of the other sign than
    both limits, or more than five tolerance widths off. A value within its limits is never
    questioned.
    """
    beyond = abs(limits.beyond(value))
    if beyond == 0:
        return False
    if limits.width > 0 and beyond > limits.width * WIDTHS:
        return True
    return _is_shifted(value, limits.target) or _has_wrong_sign(value, limits)


def _is_shifted(value: Decimal, target: Decimal | None) -> bool:
    """Whether the decimal mark is probably one place off."""
    if not target or not value:
        return False
    ratio = abs(value / target)
    return ratio >= 9 or ratio <= Decimal(1) / 9


def _has_wrong_sign(value: Decimal, limits: Limits) -> bool:
    """Whether a minus was forgotten, or typed where none belongs."""
    ends = [end for end in (limits.lower, limits.upper) if end is not None]
    return (value < 0 and all(end >= 0 for end in ends)) or (
        value > 0 and all(end < 0 for end in ends)
    )


LARGEST = Decimal("1e12")
MOST_SIGNS = 30


def is_measurable(value: Decimal) -> bool:
    """Whether a number can be a measurement: finite, below 10^12, at most 30 signs."""
    if not value.is_finite():
        return False
    _sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or len(digits) > MOST_SIGNS or exponent < -MOST_SIGNS:
        return False
    return abs(value) < LARGEST and len(f"{value:f}") <= MOST_SIGNS
