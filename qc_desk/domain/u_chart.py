"""From how many touches on an order is in trouble: the upper limit of a u-chart.

A u-chart watches counts per unit (ISO 7870-2:2013, Shewhart control charts, attributes; D. C.
Montgomery, Introduction to Statistical Quality Control, 7.3.2). With ū counts per unit on
average and n units watched at a time, its upper limit is ū + 3 √(ū / n). Here the unit is one
order, and n is 1. An order beyond the limit differs from what the shop's orders are like by more
than chance explains; the limit is drawn from the shop's own orders, all of them, also those
without a single touch.

Fewer than 20 orders say too little about an average (Montgomery asks for 20 to 25 samples before
limits are drawn): until then the limit is their median and 3 more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from statistics import median

ENOUGH = 20
SIGMAS = 3
MORE_THAN_MEDIAN = 3


class LimitBasis(Enum):
    """What a limit rests on."""

    U_CHART = "u_chart"
    MEDIAN = "median"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """How many touches are usual, and from how many on it is too many."""

    basis: LimitBasis
    orders: int  # how many it was drawn from
    average: float  # touches per order; 0 without orders
    upper: float

    def is_over(self, touches: int) -> bool:
        """Whether so many touches are too many."""
        return touches > self.upper

    @property
    def first_over(self) -> int:
        """The smallest number of touches that is too many."""
        return int(self.upper) + 1


def limit(counts: Sequence[int], n: int = 1) -> Limit:
    """Return the limit that counts per order give (each 0 or more); ``n``: orders at a time."""
    if len(counts) >= ENOUGH:
        return limit_of_many(len(counts), sum(counts), n)
    average = sum(counts) / len(counts) if counts else 0.0
    upper = (median(counts) if counts else 0) + MORE_THAN_MEDIAN
    return Limit(basis=LimitBasis.MEDIAN, orders=len(counts), average=average, upper=float(upper))


def limit_of_many(orders: int, touches: int, n: int = 1) -> Limit:
    """Return the limit that at least 20 orders give, with so many touches in all."""
    average = touches / orders
    upper = average + SIGMAS * sqrt(average / n)
    return Limit(basis=LimitBasis.U_CHART, orders=orders, average=average, upper=upper)
