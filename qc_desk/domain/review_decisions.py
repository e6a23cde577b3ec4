"""What the owner decides in a week's review: three things at most, each of them a promise."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person
from qc_desk.domain.promises import Promise
from qc_desk.domain.review_papers import DECISIONS


class ReviewDecision(Base, kw_only=True):
    """One of the three decisions of a week; the promise says what, by whom and until when.

    ``week`` is the Monday of the week that was looked back on. Never changed.
    """

    __tablename__ = "review_decisions"
    __table_args__ = (
        UniqueConstraint("week", "number"),
        UniqueConstraint("promise_id"),
        CheckConstraint(f"number BETWEEN 1 AND {DECISIONS}", name="number"),
    )

    id: Mapped[int] = key()
    week: Mapped[date]
    number: Mapped[int]
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"), init=False)
    promise: Mapped[Promise] = relationship()
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
