"""How often somebody had to be spoken to about an order or a complaint."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.domain.people import Person

MOST_MINUTES = 1440


class Touch(Base, kw_only=True):
    """One contact with a customer about an order or a complaint; never changed."""

    __tablename__ = "touches"
    __table_args__ = (
        one_of("direction", Direction),
        one_of("channel", Channel),
        CheckConstraint(f"minutes BETWEEN 0 AND {MOST_MINUTES}", name="minutes"),
        CheckConstraint("order_id IS NOT NULL OR complaint_id IS NOT NULL", name="about"),
        Index("ix_touches_happened", "happened_at"),
    )

    id: Mapped[int] = key()
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None, index=True)
    complaint_id: Mapped[int | None] = mapped_column(
        ForeignKey("complaints.id"), default=None, index=True
    )
    direction: Mapped[Direction]
    channel: Mapped[Channel]
    minutes: Mapped[int] = mapped_column(default=0)  # 0 to 1,440; 0: not timed
    planned: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    entered_at: Mapped[datetime]
