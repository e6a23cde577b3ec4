"""Whose record this is, and where the work is done."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, key


class Organisation(Base, kw_only=True):
    """The shop whose record this is; there is exactly one."""

    __tablename__ = "organisations"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    database_id: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(8), default="en")
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Site(Base, kw_only=True):
    """A place where batches are made or checked."""

    __tablename__ = "sites"

    id: Mapped[int] = key()
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
