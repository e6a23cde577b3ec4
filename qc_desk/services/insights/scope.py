"""What the owner looks at: a period and what it is narrowed to, cut into weeks or months."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

from sqlalchemy import ColumnElement

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.i18n import format_date

_WEEKS = 183  # days; a longer period is cut into months
_MONTHS = 5 * 366  # a longer one into quarters
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Days from the first to the last, both included, at some or all places."""

    first: date
    last: date
    site_id: int | None = None
    manufacturer_id: int | None = None
    product_id: int | None = None
    customer_id: int | None = None

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Scope":
        """The period of the same length just before."""
        length = timedelta(days=self.days)
        return replace(self, first=self.first - length, last=self.first - _DAY)

    def decided(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for decided rounds."""
        return (DecidedRound.day.between(self.first, self.last), *self.of_rounds())

    def of_rounds(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for decided rounds, apart from the period."""
        return tuple(
            column == wanted
            for column, wanted in (
                (DecidedRound.site_id, self.site_id),
                (DecidedRound.manufacturer_id, self.manufacturer_id),
                (DecidedRound.product_id, self.product_id),
                (DecidedRound.customer_id, self.customer_id),
            )
            if wanted is not None
        )

    def of_batches(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions for batches, apart from the period."""
        return tuple(
            column == wanted
            for column, wanted in (
                (Batch.site_id, self.site_id),
                (Batch.manufacturer_id, self.manufacturer_id),
                (Batch.product_id, self.product_id),
            )
            if wanted is not None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A week, month or quarter of the period."""

    first: date
    last: date
    label: str


def steps(scope: Scope) -> list[Step]:
    """Cut a period into weeks from Monday, months or quarters; the ends may be shorter."""
    begun = sorted({scope.first, *_beginnings(scope)})
    after = scope.last + _DAY
    return [
        Step(first=first, last=following - _DAY, label=format_date(first))
        for first, following in pairwise([*begun, after])
    ]


def _beginnings(scope: Scope) -> Iterator[date]:
    """Return where weeks, months or quarters begin within the period."""
    if scope.days <= _WEEKS:
        monday = scope.first + timedelta(days=-scope.first.weekday() % 7)
        while monday <= scope.last:
            yield monday
            monday += timedelta(days=7)
        return
    length = 1 if scope.days <= _MONTHS else 3
    for year in range(scope.first.year, scope.last.year + 1):
        for month in range(1, 13, length):
            if scope.first <= date(year, month, 1) <= scope.last:
                yield date(year, month, 1)


def finder(cut: list[Step]) -> Callable[[date], int]:
    """Return what says which step a day of the period falls in."""
    return partial(bisect_left, [step.last for step in cut])


def last_days(days: int, at: datetime, zone: str) -> Scope:
    """Return the scope of so many days up to today at a place (IANA time zone)."""
    today = day_of(at, zone)
    return Scope(first=today - timedelta(days=days - 1), last=today)
