"""What is said about a complaint, never changed: its steps, its batches, how it escaped."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.batches import Batch
from qc_desk.domain.defects import Defect
from qc_desk.domain.loop_words import ComplaintOutcome, ComplaintStatus, EscapeCause, Standing
from qc_desk.domain.people import Person


class ComplaintEvent(Base, kw_only=True):
    """A step of a complaint, with what was said; never changed."""

    __tablename__ = "complaint_events"
    __table_args__ = (
        one_of("status", ComplaintStatus),
        CheckConstraint(
            "status <> 'restated' OR (agreed_by <> '' AND agreed_at IS NOT NULL)", name="agreed"
        ),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('justified', 'partly', 'not_justified', 'no_batch')",
            name="outcome",
        ),
        CheckConstraint("status <> 'closed' OR outcome IS NOT NULL", name="closed_with_outcome"),
        Index("ix_complaint_events_reached", "complaint_id", "status", "at"),
    )

    id: Mapped[int] = key()
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), init=False)
    status: Mapped[ComplaintStatus]
    words: Mapped[str] = mapped_column(default="")
    agreed_by: Mapped[str] = mapped_column(String(200), default="")  # who, at the customer's
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[ComplaintOutcome | None] = mapped_column(default=None)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class ComplaintLink(Base, kw_only=True):
    """A statement about whether a batch caused a complaint; the newest one counts.

    Never changed. ``defect`` is the nonconformity of the batch that is meant, where there is one.
    """

    __tablename__ = "complaint_links"
    __table_args__ = (
        one_of("standing", Standing),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_complaint_links_pair", "complaint_id", "batch_id", "id"),
        Index("ix_complaint_links_batch", "batch_id"),
    )

    id: Mapped[int] = key()
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), init=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False)
    batch: Mapped[Batch] = relationship()
    defect_id: Mapped[int | None] = mapped_column(
        ForeignKey("defects.id"), default=None, init=False
    )
    defect: Mapped[Defect | None] = relationship(default=None)
    standing: Mapped[Standing]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class EscapeRuling(Base, kw_only=True):
    """A person's word, against the program's, on how a defect got past two people; never changed.

    The newest one for a complaint and batch counts; without one the program's finding does.
    """

    __tablename__ = "escape_rulings"
    __table_args__ = (
        one_of("cause", EscapeCause),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_escape_rulings_pair", "complaint_id", "batch_id", "id"),
    )

    id: Mapped[int] = key()
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), init=False)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False)
    batch: Mapped[Batch] = relationship()
    cause: Mapped[EscapeCause]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
