"""The extra check that a stop-ship asks of a batch; an answer is never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person
from qc_desk.domain.vocabulary import Result


class ExtraCheck(Base, kw_only=True):
    """The answer to the extra check that a stop-ship asks of a batch; the newest counts."""

    __tablename__ = "extra_checks"
    __table_args__ = (
        CheckConstraint("result IN ('pass', 'fail')", name="result"),
        CheckConstraint("note <> ''", name="note"),
        Index("ix_extra_checks_batch", "batch_id", "round", "problem_id", "id"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    result: Mapped[Result]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
