"""How the organisation's paper looks: its logo, one colour, and the size of the sheets."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from qc_desk.domain.base import Base, one_of
from qc_desk.domain.vocabulary import PageSize


class Letterhead(Base, kw_only=True):
    """The letterhead of every paper: the one with the number 1; without it paper is plain."""

    __tablename__ = "letterheads"
    __table_args__ = (one_of("page", PageSize),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    logo: Mapped[bytes] = mapped_column(default=b"")  # as it is printed; empty without one
    accent: Mapped[str] = mapped_column(String(7), default="")  # "#1b5e7d"; empty: black
    page: Mapped[PageSize] = mapped_column(default=PageSize.A4)
    changed_at: Mapped[datetime]
