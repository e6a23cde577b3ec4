"""Lists of promises: due, broken, and of one complaint, problem, order or other side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import (
    ComplaintStatus,
    PromiseEventKind,
    PromiseSide,
    PromiseStanding,
)
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.domain.refusals import NotFound
from qc_desk.i18n import N_
from qc_desk.services.at_sites import at_sites
from qc_desk.services.promise_rows import PromiseRow, read_rows, with_names

# written out, so that the partial indexes on what was moved and on what was done are used
_MOVED: ColumnElement[bool] = literal_column("promise_events.kind = 'moved'")
_DONE: ColumnElement[bool] = literal_column("promise_events.kind IN ('kept', 'done_late')")


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseFilter:
    """Which promises to show; empty means all, those due first on top."""

    ids: tuple[int, ...] | None = None
    standing: PromiseStanding | None = None
    unsettled: bool = False  # only those that still ask for something: see ``broken``
    side: PromiseSide | None = None
    due_before: datetime | None = None
    owner_id: int | None = None
    concerns: tuple[int, tuple[int, ...]] | None = None  # whoever owns it, or leads its site
    site_ids: tuple[int, ...] | None = None
    customer_id: int | None = None
    manufacturer_id: int | None = None
    order_id: int | None = None
    complaint_id: int | None = None
    problem_id: int | None = None


def promise_rows(
    session: Session,
    wanted: PromiseFilter,
    at: datetime,
    limit: int | None = None,
    offset: int = 0,
) -> list[PromiseRow]:
    """Return the promises that the filter lets through, those due first on top."""
    return rows_of(session, promise_ids(wanted, at, limit, offset), at)


def rows_of(session: Session, ids: Select[int] | Sequence[int], at: datetime) -> list[PromiseRow]:
    """Return the promises with these ids, those due first on top; no others are looked at."""
    found = with_names().where(Promise.id.in_(ids)).order_by(due_now(), Promise.id)
    return read_rows(session, found, at)


def promise_ids(
    wanted: PromiseFilter, at: datetime, limit: int | None = None, offset: int = 0
) -> Select[int]:
    """Return a query for the ids of the promises that the filter lets through, in their order."""
    found = select(Promise.id).where(*_conditions(wanted, at)).order_by(due_now(), Promise.id)
    return found.limit(limit).offset(offset)


def count_promises(session: Session, wanted: PromiseFilter, at: datetime) -> int:
    """Return how many promises the filter lets through."""
    conditions = _conditions(wanted, at)
    return session.scalar(select(func.count()).select_from(Promise).where(*conditions)) or 0


def due(
    session: Session, until: datetime, at: datetime, site_ids: tuple[int, ...] | None = None
) -> list[PromiseRow]:
    """Return the open promises that are due by a moment, those due first on top."""
    wanted = PromiseFilter(standing=PromiseStanding.MADE, due_before=until, site_ids=site_ids)
    return promise_rows(session, wanted, at)


def broken(
    session: Session,
    at: datetime,
    site_ids: tuple[int, ...] | None = None,
    limit: int | None = None,
) -> list[PromiseRow]:
    """Return the broken promises that still ask for something, the oldest first.

    A promise asks until it is done, late, and where we gave it to somebody until they were told;
    told and its complaint closed, it asks no more.
    """
    wanted = PromiseFilter(standing=PromiseStanding.BROKEN, unsettled=True, site_ids=site_ids)
    return promise_rows(session, wanted, at, limit)


def promises_of_complaint(session: Session, complaint_id: int, at: datetime) -> list[PromiseRow]:
    """Return what was promised about a complaint."""
    return promise_rows(session, PromiseFilter(complaint_id=complaint_id), at)


def promises_of_problem(session: Session, problem_id: int, at: datetime) -> list[PromiseRow]:
    """Return what was promised about a problem."""
    return promise_rows(session, PromiseFilter(problem_id=problem_id), at)


def promises_of_order(session: Session, order_id: int, at: datetime) -> list[PromiseRow]:
    """Return what was promised about an order."""
    return promise_rows(session, PromiseFilter(order_id=order_id), at)


def promises_of_customer(session: Session, customer_id: int, at: datetime) -> list[PromiseRow]:
    """Return what was promised to a customer, or by one."""
    return promise_rows(session, PromiseFilter(customer_id=customer_id), at)


def promises_of_manufacturer(
    session: Session, manufacturer_id: int, at: datetime
) -> list[PromiseRow]:
    """Return what a manufacturer promised, or was promised."""
    return promise_rows(session, PromiseFilter(manufacturer_id=manufacturer_id), at)


def promise(session: Session, promise_id: int, at: datetime) -> PromiseRow:
    """Return one promise as it stands."""
    found = read_rows(session, with_names().where(Promise.id == promise_id), at)
    if not found:
        raise NotFound(kind=N_("promise"), name=promise_id)
    return found[0]


# The clock, as the database reads it


@cache  # put together once, as what follows: that takes longer than to ask it
def due_now() -> ColumnElement[datetime]:
    """Return until when a promise is due, moves included: the newest day that was agreed on."""
    newest = (
        select(PromiseEvent.due_at)
        .where(PromiseEvent.promise_id == Promise.id, PromiseEvent.kind == PromiseEventKind.MOVED)
        .order_by(PromiseEvent.id.desc())
        .limit(1)
        .correlate(Promise)
        .scalar_subquery()
    )
    return func.coalesce(newest, Promise.due_at)


def moved_past(at: datetime) -> ColumnElement[bool]:
    """Return whether a promise was moved to a later moment; those that were are few."""
    return Promise.id.in_(_moved_to(at))


def _moved_to(at: datetime) -> Select[int]:
    return select(PromiseEvent.promise_id).where(_MOVED, PromiseEvent.due_at > at)


@cache
def is_kept() -> ColumnElement[bool]:
    """Return whether a promise was kept."""
    return _happened(PromiseEvent.kind == PromiseEventKind.KEPT)


def _happened(kind: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(PromiseEvent.id)
        .where(PromiseEvent.promise_id == Promise.id, kind)
        .correlate(Promise)
        .exists()
    )


def _standing(standing: PromiseStanding, at: datetime) -> list[ColumnElement[bool]]:
    """Return what makes a promise stand so; nothing is moved to an earlier day."""
    if standing is PromiseStanding.KEPT:
        return [is_kept()]
    if standing is PromiseStanding.MADE:
        later = select(Promise.id).where(Promise.due_at > at).union(_moved_to(at))
        return [Promise.id.in_(later), not_(is_kept())]
    return [Promise.due_at <= at, not_(moved_past(at)), not_(is_kept())]


@cache
def _unsettled() -> ColumnElement[bool]:
    """Whether a broken promise still asks for something.

    Nearly all were done long ago: what was not, and what was done late and told to nobody, is
    looked for first, from the events, and only these few promises are looked at.
    """
    told = _happened(PromiseEvent.kind == PromiseEventKind.TOLD)
    late = _happened(PromiseEvent.kind == PromiseEventKind.DONE_LATE)
    to_somebody = and_(
        Promise.side == PromiseSide.OURS,
        or_(Promise.customer_id.is_not(None), Promise.manufacturer_id.is_not(None)),
    )
    closed = (
        select(Complaint.id)
        .where(Complaint.id == Promise.complaint_id, Complaint.status == ComplaintStatus.CLOSED)
        .correlate(Promise)
        .exists()
    )
    asks = _not_done().union_all(_late_and_not_told())
    return and_(Promise.id.in_(asks), or_(not_(late), to_somebody), not_(and_(told, closed)))


def _not_done() -> Select[int]:
    every = aliased(Promise)
    return select(every.id).where(every.id.not_in(select(PromiseEvent.promise_id).where(_DONE)))


def _late_and_not_told() -> Select[int]:
    late, told = aliased(PromiseEvent), aliased(PromiseEvent)
    said = exists().where(told.promise_id == late.promise_id, told.kind == PromiseEventKind.TOLD)
    return select(late.promise_id).where(late.kind == PromiseEventKind.DONE_LATE, ~said)


def _conditions(wanted: PromiseFilter, at: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.ids is not None:
        conditions.append(Promise.id.in_(wanted.ids))
    if wanted.standing is not None:
        conditions += _standing(wanted.standing, at)
    if wanted.unsettled:
        conditions.append(_unsettled())
    if wanted.due_before is not None:  # never moved to an earlier day
        conditions += [Promise.due_at <= wanted.due_before, due_now() <= wanted.due_before]
    conditions += _whose(wanted)
    for column, chosen in (
        (Promise.owner_id, wanted.owner_id),
        (Promise.customer_id, wanted.customer_id),
        (Promise.manufacturer_id, wanted.manufacturer_id),
        (Promise.order_id, wanted.order_id),
        (Promise.complaint_id, wanted.complaint_id),
        (Promise.problem_id, wanted.problem_id),
    ):
        if chosen is not None:
            conditions.append(column == chosen)
    return conditions


def _whose(wanted: PromiseFilter) -> list[ColumnElement[bool]]:
    """Return whose promises are shown, and from which side."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.concerns is not None:
        owner_id, led = wanted.concerns
        owned = at_sites(Promise.owner_id, [owner_id]) if led else Promise.owner_id == owner_id
        conditions.append(or_(owned, at_sites(Promise.site_id, led)) if led else owned)
    if wanted.site_ids is not None:
        conditions.append(Promise.site_id.in_(wanted.site_ids))
    if wanted.side is not None:
        conditions.append(Promise.side == wanted.side)
    return conditions
