"""What would be lost if a record went back to an earlier state: read from its audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.batches import Batch
from qc_desk.domain.people import Person
from qc_desk.domain.sign_offs import SignOff
from qc_desk.storage.chain import head


@dataclass(frozen=True, kw_only=True, slots=True)
class LostSignOff:
    """A signature that would be lost."""

    batch: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class LostWork:
    """What was written after an audit entry."""

    entries: int
    since: datetime | None  # when the first of it was written
    until: datetime | None
    batches: tuple[str, ...]  # entered since then
    sign_offs: tuple[LostSignOff, ...]
    reports: tuple[str, ...]
    complaints: tuple[str, ...]

    def same_things(self, other: "LostWork") -> bool:
        """Whether the same batches, signatures, reports and complaints would be lost."""
        mine, theirs = (
            (each.batches, each.sign_offs, each.reports, each.complaints) for each in (self, other)
        )
        return mine == theirs


_NUMBERED = ("batches", "reports", "complaints")


def lost_after(session: Session, seq: int) -> LostWork:
    """Return what was written after this audit entry; of a record in a file only."""
    entries, since, until = session.execute(
        select(func.count(), func.min(AuditEntry.at), func.max(AuditEntry.at)).where(
            AuditEntry.seq > seq
        )
    ).one()
    numbers = _numbers(session, seq)
    return LostWork(
        entries=entries,
        since=since,
        until=until,
        sign_offs=_sign_offs(session, seq),
        **{name: tuple(numbers[name]) for name in _NUMBERED},
    )


def _numbers(session: Session, seq: int) -> dict[str, list[str]]:
    """Return the numbers of what was entered since then."""
    found: dict[str, list[str]] = {name: [] for name in _NUMBERED}
    rows = session.execute(
        select(AuditEntry.subject, _said("$.row.number"))
        .where(
            AuditEntry.seq > seq,
            AuditEntry.subject.in_(_NUMBERED),
            _said("$.verb") == "insert",
        )
        .order_by(AuditEntry.seq)
    )
    for subject, number in rows:
        found[subject].append(number)
    return found


def _sign_offs(session: Session, seq: int) -> tuple[LostSignOff, ...]:
    rows = session.execute(
        select(Batch.number, Person.name, AuditEntry.at)
        .join(SignOff, SignOff.id == AuditEntry.subject_id)
        .join(Batch, Batch.id == SignOff.batch_id)
        .join(Person, Person.id == SignOff.signer_id)
        .where(AuditEntry.seq > seq, AuditEntry.subject == SignOff.__tablename__)
        .order_by(AuditEntry.seq)
    )
    return tuple(LostSignOff(batch=batch, by=by, at=at) for batch, by, at in rows)


def _said(path: str) -> ColumnElement[Any]:
    """Return one fact of an entry's body."""
    return func.json_extract(cast(AuditEntry.body, Text), path)


def last_common(here: Session, there: Session) -> int:
    """Return the number of the last audit entry that two records have in common."""
    low, high = 0, min(head(here).seq, head(there).seq)
    while low < high:
        middle = (low + high + 1) // 2 if low else high  # most often all of one is in the other
        if _hash(here, middle) == _hash(there, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _hash(session: Session, seq: int) -> bytes | None:
    return session.scalar(select(AuditEntry.hash).where(AuditEntry.seq == seq))
