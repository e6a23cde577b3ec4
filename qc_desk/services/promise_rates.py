"""How many promises were kept: by person, site, customer and manufacturer, over a period.

A promise counts in the period in which it was due first, once that day is over: what is not due
yet says nothing, and moving a promise moves it out of no period. It was kept only if it was kept
by the day that was promised first; what was moved and then kept is told apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qc_desk.domain.loop_words import PromiseEventKind, PromiseSide
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.services.promise_lists import due_now


class Per(Enum):
    """By what the promises are told apart; what a manufacturer keeps are its own promises."""

    PERSON = "person"
    SITE = "site"
    CUSTOMER = "customer"
    MANUFACTURER = "manufacturer"


_Key = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
_Who = type[Person] | type[Site] | type[Customer] | type[Manufacturer]
_PER: dict[Per, tuple[_Key, _Who, PromiseSide]] = {
    Per.PERSON: (Promise.owner_id, Person, PromiseSide.OURS),
    Per.SITE: (Promise.site_id, Site, PromiseSide.OURS),
    Per.CUSTOMER: (Promise.customer_id, Customer, PromiseSide.OURS),
    Per.MANUFACTURER: (Promise.manufacturer_id, Manufacturer, PromiseSide.THEIRS),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """How many promises there were, and what became of them."""

    due: int
    kept: int  # by the day that was promised first
    moved_and_kept: int  # by a later day that was agreed on
    moved: int  # to a day that is not over yet
    broken: int

    @property
    def share(self) -> float | None:
        """The kept share, 0 to 1; None while nothing was due."""
        return self.kept / self.due if self.due else None


@dataclass(frozen=True, kw_only=True, slots=True)
class RateRow:
    """The rate of one person, site, customer or manufacturer."""

    id: int
    name: str
    rate: Rate


def kept_rate(session: Session, side: PromiseSide, period: Period, at: datetime) -> Rate:
    """Return the rate of everything that we promised, or that was promised to us."""
    query = select(*_counts(at)).select_from(Promise).outerjoin(PromiseEvent, _kept())
    return _rate(session.execute(query.where(*_due(side, period, at))).one())


def kept_rates(session: Session, per: Per, period: Period, at: datetime) -> list[RateRow]:
    """Return the rate of each who had something to keep, most promises first."""
    about, who, side = _PER[per]
    query = (
        select(who.id, who.name, *_counts(at))
        .select_from(Promise)
        .join(who, who.id == about)
        .outerjoin(PromiseEvent, _kept())
        .where(*_due(side, period, at))
        .group_by(who.id, who.name)
        .order_by(func.count().desc(), who.name, who.id)
    )
    return [RateRow(id=row[0], name=row[1], rate=_rate(row[2:])) for row in session.execute(query)]


def _kept() -> ColumnElement[bool]:
    return and_(PromiseEvent.promise_id == Promise.id, PromiseEvent.kind == PromiseEventKind.KEPT)


def _due(side: PromiseSide, period: Period, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Promise.side == side,
        Promise.due_on.between(period.first, period.last),
        Promise.due_at <= at,
    )


def _counts(at: datetime) -> tuple[ColumnElement[int], ...]:
    """Return the columns of a rate: due, kept, moved and kept, still moved."""
    done, kept_at = PromiseEvent.id.is_not(None), PromiseEvent.at
    return (
        func.count(),
        _number_of(and_(done, kept_at < Promise.due_at)),
        _number_of(and_(done, kept_at >= Promise.due_at)),
        _number_of(and_(PromiseEvent.id.is_(None), due_now() > at)),
    )


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _rate(counts: Sequence[int]) -> Rate:
    due, kept, moved_and_kept, moved = (int(each) for each in counts)
    return Rate(
        due=due,
        kept=kept,
        moved_and_kept=moved_and_kept,
        moved=moved,
        broken=due - kept - moved_and_kept - moved,
    )
