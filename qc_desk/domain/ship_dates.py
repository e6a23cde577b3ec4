"""How many hours are left before a promised ship date, and what was nearly missed.

The expected moment of release rests on how long checks really took in this shop: from the
opening of the first check to the decision, nights and weekends included, because that is how
long goods wait. The median of those durations is used, so that one forgotten batch does not
spoil it. Everything here is arithmetic on what is handed in.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_

ENOUGH = 5  # durations; fewer say too little
ASSUMED = timedelta(hours=48)  # until the shop has any experience
AT_RISK = timedelta(hours=24)  # less slack than that is a risk
_SATURDAY = 5


class DurationBasis(Enum):
    """Whose checks an expected duration rests on."""

    PRODUCT = "product"  # this product at this site
    SITE = "site"
    SHOP = "shop"
    ASSUMED = "assumed"


class WaitsFor(Word):
    """What a batch waits for before it can leave."""

    FIRST_CHECK = "first_check", N_("its first check")
    REST_OF_FIRST = "rest_of_first", N_("the rest of its first check")
    SECOND_CHECK = "second_check", N_("its second check")
    DECISION = "decision", N_("a decision about held goods")
    RECHECK = "recheck", N_("a new check after rework")


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """How long a check usually takes, and what that rests on."""

    basis: DurationBasis
    checks: int  # how many it was drawn from; 0 when assumed
    durations: tuple[timedelta, ...]  # in order

    @property
    def median(self) -> timedelta:
        """The usual duration."""
        return _middle(self.durations) if self.durations else ASSUMED

    def remaining(self, elapsed: timedelta) -> timedelta:
        """Return how much longer a check takes that has lasted so long already.

        The median of the rest, of those checks that lasted longer; a check that lasts longer
        than any before is counted on anew.
        """
        longer = self.durations[bisect_right(self.durations, elapsed) :]
        if longer:
            return _middle(longer) - elapsed
        return max(self.median - elapsed, timedelta()) or self.median


def usual(
    product: Sequence[timedelta], site: Sequence[timedelta], shop: Sequence[timedelta]
) -> Usual:
    """Return what to go by: this product at this site, else the site, else the shop, else a guess.

    Each is the list of how long checks took there; one with fewer than 5 is passed over.
    """
    for basis, found in (
        (DurationBasis.PRODUCT, product),
        (DurationBasis.SITE, site),
        (DurationBasis.SHOP, shop),
    ):
        if len(found) >= ENOUGH:
            return Usual(basis=basis, checks=len(found), durations=tuple(sorted(found)))
    return Usual(basis=DurationBasis.ASSUMED, checks=0, durations=())


def expected_release(
    waits_for: WaitsFor, opened_at: datetime | None, usual_: Usual, at: datetime
) -> datetime:
    """Return when a batch is expected to be released; ``opened_at``: its first check of the round.

    What has not begun, or must begin again, takes a whole check from now on.
    """
    running = waits_for in (WaitsFor.REST_OF_FIRST, WaitsFor.SECOND_CHECK)
    if opened_at is None or not running:
        return at + usual_.median
    return at + usual_.remaining(max(at - opened_at, timedelta()))


def _middle(durations: Sequence[timedelta]) -> timedelta:
    """Return the median of durations in order."""
    half = len(durations) // 2
    return (durations[half] + durations[-half - 1]) / 2


class Margin(Enum):
    """How an order met its promised ship date."""

    IN_TIME = "in_time"
    NEAR_MISS = "near_miss"
    MISSED = "missed"

    __hash__ = object.__hash__  # there is one of each; the usual one is slow for many thousands


def margin(released_on: date, promised: date) -> Margin:
    """Return how near the last release came to the promised day, both at the site.

    A near miss was released on the promised day or on the working day before it, so that less
    than two working days were left. Working days are Monday to Friday.
    """
    if released_on > promised:
        return Margin.MISSED
    return Margin.NEAR_MISS if released_on >= working_day_before(promised) else Margin.IN_TIME


@lru_cache(maxsize=4096)  # orders share their days
def working_day_before(day: date) -> date:
    """Return the last Monday to Friday before a day."""
    before = day - timedelta(days=1)
    while before.weekday() >= _SATURDAY:
        before -= timedelta(days=1)
    return before
