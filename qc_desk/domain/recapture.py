"""How many defects two blind inspectors have both missed, from what each of them found.

Two people look for the same things without knowing of each other. If the second finds again much
of what the first found, little is left; if they find different things, much is left. That is the
capture and recapture of wildlife counts, and of inspections of software.

A *finding* is an item, a sample unit, and the code of the defect recorded there; an item that
failed without a recorded defect is a finding without a code. The same defect was found by both
where item, unit and code are the same. Only places that both looked at count: what was not drawn
for a spot check, or is not applicable to one of them, is left out, and so are defects that belong
to no item, because nobody can say whether the other looked for them.

The number is Chapman's estimate, which is less biased than Petersen's where numbers are small
(D. G. Chapman, Some properties of the hypergeometric distribution with applications to zoological
sample censuses, Univ. Calif. Publ. Statist. 1, 1951; G. A. F. Seber, The Estimation of Animal
Abundance, 2nd ed., 1982, 3.1). The interval is the exact one of the same sources: given what each
found, how many they have in common is hypergeometric, and every number that is there with more
than 2.5 % in either tail is held. Normal, log-normal (A. Chao, Biometrics 43, 1987) and
transformed logit intervals (M. Sadinle, Commun. Statist. 38, 2009) break down where one inspector
found all that the other found: they shrink to a point, or reach into the thousands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, comb, floor
from typing import TYPE_CHECKING

from qc_desk.domain.vocabulary import InspectionStatus, Result, Seat
from qc_desk.i18n import _, format_decimal, format_integer, ngettext

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch
    from qc_desk.domain.inspections import Inspection, Place

FEWEST_BY_BOTH = 3  # with fewer the interval says nothing

Finding = tuple[str, int, str]  # an item's code, a sample unit, a defect code or nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """How many defects there are in what both looked at, found or not."""

    expected: float
    low: int  # 95 %: there are at least so many
    high: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Recapture:
    """What two inspectors found, and what both have missed; or why that cannot be said."""

    first: int
    second: int
    both: int
    blind: bool

    @property
    def found(self) -> int:
        """How many different defects were found by either."""
        return self.first + self.second - self.both

    @property
    def estimate(self) -> Estimate | None:
        """How many there are; None where it cannot be said."""
        if not self.blind or self.both < FEWEST_BY_BOTH:
            return None
        return estimate(self.first, self.second, self.both)

    @property
    def said(self) -> str:
        """What both have missed, or why that cannot be said, in words."""
        if not self.blind:
            return _(
                "What both missed cannot be estimated: the second inspector saw the first answers."
            )
        counted = self.estimate
        if counted is None:
            said = ngettext(
                "What both missed cannot be estimated: {count} defect was found by both, and it"
                " takes {least}.",
                "What both missed cannot be estimated: {count} defects were found by both, and it"
                " takes {least}.",
                self.both,
            )
            return said.format(count=self.both, least=FEWEST_BY_BOTH)
        said = _(
            "Both have probably missed {missed} ({low} to {high}, 95 %): the first found {first},"
            " the second {second}, {both} of them the same."
        )
        return said.format(
            missed=_rounded(counted.expected - self.found),
            low=format_integer(counted.low - self.found),
            high=format_integer(counted.high - self.found),
            first=format_integer(self.first),
            second=format_integer(self.second),
            both=format_integer(self.both),
        )


def _rounded(number: float) -> str:
    return format_decimal(Decimal(f"{max(number, 0.0):.1f}"))


def estimate(first: int, second: int, both: int) -> Estimate:
    """Return how many there are when two found so many, and so many of them the same.

    There are never fewer than were found; without anything in common there is no upper bound.
    """
    if not 0 < both <= min(first, second):
        raise ValueError((first, second, both))
    expected = (first + 1) * (second + 1) / (both + 1) - 1
    found = first + second - both
    low = _least(found, lambda there: _is_possible(there, first, second, range(both + 1)))
    more = range(both, min(first, second) + 1)
    high = _least(found, lambda there: not _is_possible(there, first, second, more)) - 1
    return Estimate(
        expected=expected,
        low=min(low, floor(expected + 1e-9)),
        high=max(high, ceil(expected - 1e-9)),
    )


def _is_possible(there: int, first: int, second: int, common: range) -> bool:
    """Whether so many in common come about in more than one of forty cases (exact)."""
    ways = sum(
        comb(first, each) * comb(there - first, second - each)
        for each in common
        if second - each <= there - first
    )
    return 40 * ways > comb(there, second)


def _least(start: int, holds: Callable[[int], bool]) -> int:
    """Return the smallest number from ``start`` on at which what holds from somewhere on holds."""
    step, low = 1, start
    while not holds(low + step - 1):
        low, step = low + step, step * 2
    high = low + step - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def recapture(batch: "Batch", round_: int | None = None) -> Recapture | None:
    """Return what both inspectors of a round found; None before both have finished."""
    first, second = batch.inspection(Seat.FIRST, round_), batch.inspection(Seat.SECOND, round_)
    done = (InspectionStatus.SUBMITTED, InspectionStatus.SIGNED)
    if first is None or second is None or second.status not in done:
        return None
    looked = _looked(first) & _looked(second)
    firsts, seconds = (findings(batch, each, looked) for each in (first, second))
    return Recapture(
        first=len(firsts),
        second=len(seconds),
        both=len(firsts & seconds),
        blind=first.version.mode.blind,
    )


def _looked(check: "Inspection") -> "set[Place]":
    """Return the places that an inspector has judged."""
    answers = check.current.items()
    return {place for place, answer in answers if answer.result is not Result.NOT_APPLICABLE}


def findings(batch: "Batch", check: "Inspection", looked: "set[Place]") -> set[Finding]:
    """Return what an inspector found in these places."""
    codes = {item.id: item.code for item in check.version.items}
    recorded = {
        ((item_id, unit), defect.code.code)
        for defect in batch.defects
        if defect.inspection is check
        for item_id, unit in defect.places
        if item_id is not None
    }
    with_defect = {place for place, _code in recorded}
    failed = {
        (place, "")
        for place, answer in check.current.items()
        if answer.result is Result.FAIL and place not in with_defect
    }
    return {
        (codes[place[0]], place[1], code) for place, code in recorded | failed if place in looked
    }
