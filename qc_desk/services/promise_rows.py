"""A promise as windows show it: what was promised, where it stands, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import PromiseEventKind, PromiseSide, PromiseStanding
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise, PromiseEvent


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseEventRow:
    """Something that happened to a promise."""

    kind: PromiseEventKind
    words: str
    due_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRow:
    """A promise as it stands at a moment."""

    id: int
    name: str
    side: PromiseSide
    text: str
    to_whom: str  # empty: made to ourselves
    customer_id: int | None
    manufacturer_id: int | None
    site: str
    site_id: int
    zone: str
    order_id: int | None
    order: str
    complaint_id: int | None
    complaint: str
    problem_id: int | None
    problem: str
    is_fix: bool
    owner: str
    owner_id: int
    first_due_on: date  # as it was promised first
    due_on: date  # as it stands now
    due_at: datetime
    standing: PromiseStanding
    kept_in_time: bool  # by the date that was promised first
    was_moved: bool
    was_told: bool
    done_at: datetime | None
    made_by: str
    made_at: datetime
    events: tuple[PromiseEventRow, ...]

    @property
    def may_keep(self) -> bool:
        """Whether it can still be kept or moved."""
        return self.standing is PromiseStanding.MADE

    @property
    def may_finish_late(self) -> bool:
        """Whether it is broken and not done yet."""
        return self.standing is PromiseStanding.BROKEN and self.done_at is None

    @property
    def must_tell(self) -> bool:
        """Whether we broke it and nobody has told the other side."""
        ours = self.side is PromiseSide.OURS and bool(self.to_whom)
        return ours and self.standing is PromiseStanding.BROKEN and not self.was_told


@cache  # put together once: that takes longer than to ask it
def with_names() -> Select[Promise]:
    """Return a query for promises with everything their rows name."""
    return select(Promise).options(
        joinedload(Promise.site),
        joinedload(Promise.customer),
        joinedload(Promise.manufacturer),
        joinedload(Promise.order),
        joinedload(Promise.owner).lazyload(Person.grants),  # of people only their names
        joinedload(Promise.by).lazyload(Person.grants),
        selectinload(Promise.events).joinedload(PromiseEvent.by).lazyload(Person.grants),
    )


def read_rows(session: Session, found: Select[Promise], at: datetime) -> list[PromiseRow]:
    """Return the promises of a query as they stand at a moment, in its order."""
    held = list(session.scalars(found))
    complaints = _names(session, Complaint, {p.complaint_id for p in held})
    problems = _names(session, Problem, {p.problem_id for p in held})
    return [_row(each, at, complaints, problems) for each in held]


def _names(
    session: Session, kind: type[Complaint] | type[Problem], ids: set[int | None]
) -> dict[int, str]:
    """Return the numbers as people say them, without reading whole complaints and problems."""
    known = [each for each in ids if each is not None]
    if not known:
        return {}
    letter = "C" if kind is Complaint else "PR"
    found = session.execute(select(kind.id, kind.number).where(kind.id.in_(known)))
    return {row.id: f"{letter}-{row.number}" for row in found}


def _row(
    found: Promise, at: datetime, complaints: dict[int, str], problems: dict[int, str]
) -> PromiseRow:
    due_on, due_at = found.due_now
    return PromiseRow(
        id=found.id,
        name=found.name,
        side=found.side,
        text=found.text,
        to_whom=found.to_whom,
        customer_id=found.customer_id,
        manufacturer_id=found.manufacturer_id,
        site=found.site.name,
        site_id=found.site_id,
        zone=found.site.time_zone,
        order_id=found.order_id,
        order=found.order.number if found.order else "",
        complaint_id=found.complaint_id,
        complaint=complaints.get(found.complaint_id or 0, ""),
        problem_id=found.problem_id,
        problem=problems.get(found.problem_id or 0, ""),
        is_fix=found.is_fix,
        owner=found.owner.name,
        owner_id=found.owner_id,
        first_due_on=found.due_on,
        due_on=due_on,
        due_at=due_at,
        standing=found.standing(at),
        kept_in_time=found.kept_in_time,
        was_moved=found.was_moved,
        was_told=found.was_told,
        done_at=found.done.at if found.done else None,
        made_by=found.by.name,
        made_at=found.made_at,
        events=tuple(_event_row(event) for event in found.events),
    )


def _event_row(event: PromiseEvent) -> PromiseEventRow:
    return PromiseEventRow(
        kind=event.kind, words=event.words, due_on=event.due_on, by=event.by.name, at=event.at
    )
