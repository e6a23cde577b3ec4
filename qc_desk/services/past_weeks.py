"""What came back and what waited when a week was over, from the events up to then."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qc_desk.domain.complaint_statements import ComplaintEvent
from qc_desk.domain.loop_words import (
    ComplaintStatus,
    ProblemEventKind,
    PromiseEventKind,
    PromiseSide,
)
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.domain.sightings import ProblemEvent
from qc_desk.services.shop_texts import spoken_name

_CAME_BACK = (ProblemEventKind.ALERTED, ProblemEventKind.RECURRED)
_STEPS = (
    *_CAME_BACK,
    ProblemEventKind.OWNED,
    ProblemEventKind.FIX_CLAIMED,
    ProblemEventKind.FIX_VERIFIED,
    ProblemEventKind.PROVEN,
    ProblemEventKind.MERGED,
)
_DONE = (PromiseEventKind.KEPT, PromiseEventKind.DONE_LATE)


class _Event(NamedTuple):
    """An event of a problem, as far as it is asked for here."""

    id: int
    kind: ProblemEventKind
    other_id: int | None


_Stories = dict[int, list[_Event]]


@dataclass(frozen=True, kw_only=True, slots=True)
class CameBack:
    """A problem that had come back and waited for somebody, and how often it had."""

    name: str
    code: str
    family: str
    recurrences: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsettled:
    """A promise that was broken and still asked for something."""

    to_whom: str
    owner: str
    text: str
    due_on: date
    is_done: bool


def came_back_by(session: Session, at: datetime, most: int) -> list[CameBack]:
    """Return the problems that waited at a moment after they had come back, the worst first.

    What two problems had in common before they were merged is counted with both of them.
    """
    events: _Stories = {}
    query = (
        select(ProblemEvent.problem_id, ProblemEvent.id, ProblemEvent.kind, ProblemEvent.other_id)
        .where(ProblemEvent.at < at)
        .order_by(ProblemEvent.id)
    )
    for number, event_id, kind, other_id in session.execute(query):
        events.setdefault(number, []).append(_Event(event_id, kind, other_id))
    waiting = [number for number in events if _waits(number, events)]
    counted = {number: len(_times(number, events)) for number in waiting}
    worst = sorted(waiting, key=lambda number: (-counted[number], number))[:most]
    found = session.scalars(select(Problem).where(Problem.id.in_(worst)))
    named = {each.id: each for each in found.all()}
    return [
        CameBack(
            name=named[number].name,
            code=spoken_name(named[number].code),
            family=named[number].family,
            recurrences=counted[number],
        )
        for number in worst
    ]


def _waits(number: int, events: _Stories) -> bool:
    """Whether the last step of a story is that it came back, there or in what it took in."""
    came_back: bool | None = None
    for event in events[number]:
        if event.kind in _STEPS:
            came_back = event.kind in _CAME_BACK
        elif event.kind is ProblemEventKind.TOOK_IN and came_back is None:
            came_back = bool(_times(event.other_id, events)) or None
    return bool(came_back)


def _times(number: int | None, events: _Stories) -> set[int]:
    """Return the events by which a problem came back, those of what it took in among them."""
    found: set[int] = set()
    for event in events.get(number or 0, ()):
        if event.kind in _CAME_BACK:
            found.add(event.id)
        elif event.kind is ProblemEventKind.TOOK_IN:
            found |= _times(event.other_id, events)
    return found


def broken_by(session: Session, at: datetime, most: int) -> list[Unsettled]:
    """Return the promises that were broken at a moment and not settled, the oldest first."""
    due = _due(at)
    query = (
        select(Promise)
        .where(
            Promise.due_at <= at,
            due <= at,
            not_(_happened(at, PromiseEventKind.KEPT)),
            not_(_settled(at)),
        )
        .order_by(due, Promise.id)
        .limit(most)
        .options(
            joinedload(Promise.customer),
            joinedload(Promise.manufacturer),
            joinedload(Promise.owner),
            selectinload(Promise.events),
        )
    )
    return [_unsettled(each, at) for each in session.scalars(query)]


def _unsettled(found: Promise, at: datetime) -> Unsettled:
    events = [event for event in found.events if event.at < at]
    days = [event.due_on for event in events if event.due_on is not None]
    return Unsettled(
        to_whom=found.to_whom,
        owner=found.owner.name,
        text=found.text,
        due_on=(days or [found.due_on])[-1],
        is_done=any(event.kind in _DONE for event in events),
    )


def _due(at: datetime) -> ColumnElement[datetime]:
    """Return until when a promise was due at a moment, with the moves that were known then."""
    newest = (
        select(PromiseEvent.due_at)
        .where(
            PromiseEvent.promise_id == Promise.id,
            PromiseEvent.kind == PromiseEventKind.MOVED,
            PromiseEvent.at < at,
        )
        .order_by(PromiseEvent.id.desc())
        .limit(1)
        .correlate(Promise)
        .scalar_subquery()
    )
    return func.coalesce(newest, Promise.due_at)


def _happened(at: datetime, *kinds: PromiseEventKind) -> ColumnElement[bool]:
    return (
        select(PromiseEvent.id)
        .where(
            PromiseEvent.promise_id == Promise.id,
            PromiseEvent.kind.in_(kinds),
            PromiseEvent.at < at,
        )
        .correlate(Promise)
        .exists()
    )


def _settled(at: datetime) -> ColumnElement[bool]:
    """Whether a broken promise asked for nothing any more: as promise_lists has it today."""
    told = _happened(at, PromiseEventKind.TOLD)
    to_nobody = or_(
        Promise.side != PromiseSide.OURS,
        and_(Promise.customer_id.is_(None), Promise.manufacturer_id.is_(None)),
    )
    newest = (
        select(ComplaintEvent.status)
        .where(ComplaintEvent.complaint_id == Promise.complaint_id, ComplaintEvent.at < at)
        .order_by(ComplaintEvent.id.desc())
        .limit(1)
        .correlate(Promise)
        .scalar_subquery()
    )
    closed = func.coalesce(newest == ComplaintStatus.CLOSED, False)
    return or_(and_(_happened(at, *_DONE), or_(told, to_nobody)), and_(told, closed))
