"""Who makes the goods, and who buys them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, key


class Manufacturer(Base, kw_only=True):
    """Who made the goods and receives the reports, in their own language."""

    __tablename__ = "manufacturers"

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="en")
    email: Mapped[str] = mapped_column(String(254), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class Customer(Base, kw_only=True):
    """Who ordered the goods."""

    __tablename__ = "customers"

    id: Mapped[int] = key()
    name: Mapped[str] = mapped_column(String(200), unique=True)
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
