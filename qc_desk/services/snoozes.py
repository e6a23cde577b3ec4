"""Putting a line of Today off until a day, for oneself alone: said why, and seen until then."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.base import Base
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.loop_words import SnoozeKind
from qc_desk.domain.orders import Order
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NotFound
from qc_desk.domain.reports import Report
from qc_desk.domain.snoozes import LONGEST, Snooze
from qc_desk.i18n import N_, _, format_date
from qc_desk.services.acts import acting

_SUBJECTS: dict[SnoozeKind, type[Base]] = {
    SnoozeKind.PROMISE: Promise,
    SnoozeKind.SHIP_DATE: Order,
    SnoozeKind.CONTACTS: Order,
    SnoozeKind.COMPLAINT: Complaint,
    SnoozeKind.SECOND_CHECK: Batch,
    SnoozeKind.HELD: Batch,
    SnoozeKind.REPORT: Report,
    SnoozeKind.CHECK: Inspection,
    SnoozeKind.DECISION: Batch,
    SnoozeKind.LEAVING: Batch,
    SnoozeKind.UNUSUAL: Batch,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a line of Today is about, where it can be put off; 0: many things at once."""

    kind: SnoozeKind
    id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SnoozeRow:
    """A line that its reader has put off: until when, and why."""

    subject: Subject
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SnoozeEntry:
    """What is entered to put a line off."""

    subject: Subject
    until: date | None
    reason: str


def put_off(session: Session, entry: SnoozeEntry, by: int, at: datetime, day: date) -> None:
    """Put a line off until a day after ``day``, today where the person is; it comes back then.

    Raises FieldNeeded, FieldInvalid, ReasonNeeded, NotFound.
    """
    person = acting(session, "today.put_off", by, at, entry.reason)
    until, latest = entry.until, day + LONGEST
    if until is None:
        raise FieldNeeded(field=N_("until"))
    if not day < until <= latest:
        why = _("choose a day after today, {latest} at the latest.").format(
            latest=format_date(latest)
        )
        raise FieldInvalid(field=N_("until"), value=format_date(until), why=why)
    _must_exist(session, entry.subject)
    session.add(
        Snooze(
            kind=entry.subject.kind,
            subject_id=_subject_id(entry.subject, by),
            until=until,
            reason=texts.reason(entry.reason),
            by=person,
            at=at,
        )
    )
    session.flush()


def show_again(session: Session, subject: Subject, by: int, at: datetime, day: date) -> None:
    """Bring back what one has put off, from today on."""
    person = acting(session, "today.show_again", by, at)
    session.add(
        Snooze(
            kind=subject.kind,
            subject_id=_subject_id(subject, by),
            until=day,
            reason="shown again",
            by=person,
            at=at,
        )
    )
    session.flush()


def put_off_by(session: Session, by: int, day: date) -> list[SnoozeRow]:
    """Return what a person has put off beyond a day, soonest back on top."""
    newest = (
        select(func.max(Snooze.id))
        .where(Snooze.by_id == by)
        .group_by(Snooze.kind, Snooze.subject_id)
        .scalar_subquery()
    )
    found = session.scalars(
        select(Snooze)
        .where(Snooze.by_id == by, Snooze.until > day, Snooze.id.in_(newest))
        .order_by(Snooze.until, Snooze.id)
    )
    return [
        SnoozeRow(
            subject=Subject(kind=each.kind, id=each.subject_id if each.kind in _SUBJECTS else 0),
            until=each.until,
            reason=each.reason,
        )
        for each in found
    ]


def _subject_id(subject: Subject, by: int) -> int:
    """Return what a line is kept under; one about many things under its reader."""
    return subject.id if subject.kind in _SUBJECTS else by


def _must_exist(session: Session, subject: Subject) -> None:
    if subject.kind not in _SUBJECTS:
        return
    if session.get(_SUBJECTS[subject.kind], subject.id) is None:
        raise NotFound(kind=subject.kind.message, name=subject.id)
