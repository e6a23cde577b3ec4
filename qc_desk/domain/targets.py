"""The service that the shop promises, in numbers; each change is a new row with its reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.people import Person

LARGEST = 10_000
USUAL = {  # until the owner says
    TargetKind.ACKNOWLEDGE_HOURS: 24,
    TargetKind.ANSWER_HOURS: 120,
    TargetKind.TOUCHES_PER_ORDER: 5,
    TargetKind.PROMISES_PERCENT: 95,
    TargetKind.ESCAPES_PER_1000: 5,
    TargetKind.SEND_DAYS: 2,
    TargetKind.CONFIRM_DAYS: 7,
    TargetKind.SHIP_SLACK_DAYS: 2,
    TargetKind.FIRST_PASS_PERCENT: 90,
}
_SHARES = (TargetKind.PROMISES_PERCENT, TargetKind.FIRST_PASS_PERCENT)


def highest(kind: TargetKind) -> int:
    """Return the most that can be promised of a kind."""
    return 100 if kind in _SHARES else LARGEST


class ServiceTarget(Base, kw_only=True):
    """What the owner promises from a moment on; the newest before that moment counts.

    Never changed. ``value`` is 1 to 10,000, in the unit that its kind names.
    """

    __tablename__ = "service_targets"
    __table_args__ = (
        one_of("kind", TargetKind),
        CheckConstraint(f"value BETWEEN 1 AND {LARGEST}", name="value"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_service_targets_kind", "kind", "at"),
    )

    id: Mapped[int] = key()
    kind: Mapped[TargetKind]
    value: Mapped[int]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
