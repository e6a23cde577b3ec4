"""How a sampling plan tells good lots from bad ones: its operating characteristic.

The chance that a lot is accepted is binomial where nonconforming units are counted, and Poisson
where nonconformities are (ISO 2859-1:1999, 12.1; D. C. Montgomery, Introduction to Statistical
Quality Control, 15.2). Quality is in percent nonconforming, or nonconformities per 100 units.
"""

from math import comb, exp, fsum, lgamma, log
from typing import Final

from qc_desk.domain.iso2859 import Plan

PRODUCER: Final = 0.95  # of lots this good so many are accepted: the producer's risk is 5 %
CONSUMER: Final = 0.10  # and of lots this bad: the consumer's risk is 10 %
_STEPS = 200


def acceptance_probability(plan: Plan, p: float, *, nonconformities: bool = False) -> float:
    """Return the chance (0 to 1) that a lot of quality ``p`` is accepted.

    ``p`` is in percent nonconforming (0 to 100), or, with ``nonconformities``, in nonconformities
    per 100 units (0 or more). Raises ValueError for any other quality.
    """
    if p < 0 or (p > 100 and not nonconformities):
        message = "a quality is from 0 to 100 percent"
        raise ValueError(message)
    if nonconformities:
        return _poisson(plan.n * p / 100, plan.ac)
    return _binomial(plan.n, p / 100, plan.ac)


def quality_accepted(plan: Plan, chance: float, *, nonconformities: bool = False) -> float:
    """Return the quality of lots that are accepted with this chance (0 to 1, both excluded).

    0.95 gives the producer's risk point, 0.10 the consumer's. Where even the worst lots are
    accepted more often, 100.
    """
    low, high = 0.0, 100.0
    if nonconformities:
        while acceptance_probability(plan, high, nonconformities=True) > chance:
            high *= 2
    for _step in range(_STEPS):
        middle = (low + high) / 2
        if acceptance_probability(plan, middle, nonconformities=nonconformities) > chance:
            low = middle
        else:
            high = middle
    return high


def curve(
    plan: Plan, points: int = 60, *, nonconformities: bool = False
) -> list[tuple[float, float]]:
    """Return quality and chance of acceptance, from perfect lots to 1 % accepted."""
    worst = quality_accepted(plan, 0.01, nonconformities=nonconformities)
    qualities = (worst * step / points for step in range(points + 1))
    return [
        (each, acceptance_probability(plan, each, nonconformities=nonconformities))
        for each in qualities
    ]


def _binomial(n: int, p: float, ac: int) -> float:
    if p in (0.0, 1.0):
        return 1.0 if p == 0.0 or ac >= n else 0.0
    logs = (log(comb(n, k)) + k * log(p) + (n - k) * log(1 - p) for k in range(min(ac, n) + 1))
    return min(1.0, fsum(exp(each) for each in logs))


def _poisson(mean: float, ac: int) -> float:
    if mean == 0.0:
        return 1.0
    return min(1.0, fsum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(ac + 1)))
