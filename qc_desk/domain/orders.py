"""What customers ordered, and when it was promised to leave."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.parties import Customer


class Order(Base, kw_only=True):
    """A customer's order with its promised ship date, and who recommended us to them.

    ``ordered_on`` is the day it came in; where nobody entered it, the day it was entered counts.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(
            "recommended_by_id IS NULL OR recommended_by_id <> customer_id",
            name="recommended_by_others",
        ),
        # what the picture of ship dates tells, in its order: no row is read for it
        Index("ix_orders_promised", "promised_ship_date", "id", "number", "customer_id"),
        Index("ix_orders_created", "created_at"),
    )

    id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(String(60), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), init=False, index=True)
    customer: Mapped[Customer] = relationship(foreign_keys=[customer_id])
    ordered_on: Mapped[date | None] = mapped_column(default=None)
    recommended_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id"), default=None, init=False
    )
    recommended_by: Mapped[Customer | None] = relationship(
        default=None, foreign_keys=[recommended_by_id]
    )
    promised_ship_date: Mapped[date | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
