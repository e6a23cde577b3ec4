"""What customers ordered, and when it was promised to leave."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.parties import Customer


class Order(Base, kw_only=True):
    """A customer's order with its promised ship date."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_promised", "promised_ship_date"),
        Index("ix_orders_created", "created_at"),
    )

    id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(String(60), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), init=False, index=True)
    customer: Mapped[Customer] = relationship()
    promised_ship_date: Mapped[date | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
