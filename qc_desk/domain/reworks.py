"""What a rework took: the cost of not getting it right the first time, as somebody entered it."""

import re
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.i18n import N_

MOST_HOURS = 100_000
MOST_COST = 1_000_000_000
_CURRENCY = re.compile("[A-Z]{3}")


class Rework(Base, kw_only=True):
    """The hours and the cost of the rework after a round of checks; never changed.

    ``round`` is the round that found it wanting. What was entered wrong is entered again with the
    next ``number`` and why in ``note``; the highest number counts. ``currency`` is the shop's of
    that day.
    """

    __tablename__ = "reworks"
    __table_args__ = (
        UniqueConstraint("batch_id", "round", "number"),
        CheckConstraint("hours IS NOT NULL OR cost IS NOT NULL", name="amount"),
        CheckConstraint(f"CAST(hours AS NUMERIC) BETWEEN 0.01 AND {MOST_HOURS}", name="hours"),
        CheckConstraint(f"CAST(cost AS NUMERIC) BETWEEN 0.01 AND {MOST_COST}", name="cost"),
        CheckConstraint("number = 1 OR note <> ''", name="explained"),
        CheckConstraint("length(currency) = 3", name="currency"),
        Index("ix_reworks_done_on", "done_on"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    number: Mapped[int]
    done_on: Mapped[date]
    hours: Mapped[Decimal | None] = mapped_column(default=None)
    cost: Mapped[Decimal | None] = mapped_column(default=None)
    currency: Mapped[str] = mapped_column(String(3))
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


def currency(written: str) -> str:
    """Return a currency as it is kept: its three letters (ISO 4217). Raises FieldInvalid."""
    kept = written.strip().upper()
    if not _CURRENCY.fullmatch(kept):
        why = N_("write its three letters, such as EUR or RSD.")
        raise FieldInvalid(field=N_("currency"), value=written, why=why)
    return kept
