"""Which few kinds of something make up most of it: Pareto analysis.

J. M. Juran, Quality Control Handbook, 1951: the vital few and the useful many. The vital few are
the fewest kinds that together reach 80 % of all.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST = 0.8

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part(Generic[Kind]):
    """One kind: how often it came, and its share together with all before it."""

    kind: Kind | None  # None: all the smaller kinds together
    count: int
    kinds: int  # how many kinds it stands for
    reached: float  # 0 to 1: this one and all before it
    vital: bool


def pareto(counts: Iterable[tuple[Kind, int]], at_most: int = 12) -> list[Part[Kind]]:
    """Return the kinds by count, most first, in the order given where counts are equal.

    Kinds that never came are left out. Beyond ``at_most`` parts the smallest stand together in the
    last, however large that gets. Raises ValueError for a negative count.
    """
    found = [(kind, count) for kind, count in counts if count]
    if any(count < 0 for _kind, count in found):
        raise ValueError("something was counted less than 0 times")
    found.sort(key=lambda each: -each[1])
    total = sum(count for _kind, count in found)
    alone = found if len(found) <= at_most else found[: at_most - 1]
    parts: list[Part[Kind]] = []
    sofar = 0
    for kind, count in alone:
        vital = sofar < MOST * total
        sofar += count
        parts.append(Part(kind=kind, count=count, kinds=1, reached=sofar / total, vital=vital))
    rest = found[len(alone) :]
    if rest:
        vital = sofar < MOST * total
        count = total - sofar
        parts.append(Part(kind=None, count=count, kinds=len(rest), reached=1.0, vital=vital))
    return parts
