"""What a person has put off on their Today page: until a day, with a reason, for nobody else."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.loop_words import SnoozeKind
from qc_desk.domain.people import Person

LONGEST = timedelta(days=31)  # what can wait longer needs a promise, not a snooze


class Snooze(Base, kw_only=True):
    """A line of Today that its reader does not want to see before a day.

    Never changed: who wants it back sooner, or later, says so in a new row, and the newest counts.
    ``subject_id`` is a promise, an order, a batch, a check, a complaint or a report, as ``kind``
    says, or the reader, where a line is about many things; there is no kind for problems.
    """

    __tablename__ = "snoozes"
    __table_args__ = (
        one_of("kind", SnoozeKind),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_snoozes_by", "by_id", "until"),
    )

    id: Mapped[int] = key()
    kind: Mapped[SnoozeKind]
    subject_id: Mapped[int]
    until: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
