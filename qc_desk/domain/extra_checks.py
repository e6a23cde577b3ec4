"""The extra check that a stop-ship asks of a batch; an answer is never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.batches import Batch
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.refusals import ProducerCannotCheck
from qc_desk.domain.vocabulary import BatchStatus, Result

_WAITING = (BatchStatus.FIRST_CHECK, BatchStatus.SECOND_CHECK, BatchStatus.HELD)


class ExtraCheck(Base, kw_only=True):
    """The answer to the extra check that a stop-ship asks of a batch; the newest counts.

    It answers the words that were asked: where the stop-ship asks for something else since, it
    no longer counts.
    """

    __tablename__ = "extra_checks"
    __table_args__ = (
        CheckConstraint("result IN ('pass', 'fail')", name="result"),
        CheckConstraint("note <> ''", name="note"),
        CheckConstraint("asked <> ''", name="asked"),
        Index("ix_extra_checks_batch", "batch_id", "round", "problem_id", "id"),
    )

    id: Mapped[int] = key()
    problem_id: Mapped[int] = mapped_column(ForeignKey("problems.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    asked: Mapped[str]
    result: Mapped[Result]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


def must_be_answerable(batch: Batch, by: Person) -> None:
    """Refuse an answer by anybody who may not inspect or made the batch, and after a release."""
    by.must_hold(MAY_INSPECT, batch.site)
    batch.must_be(*_WAITING)
    if any(producer.person is by for producer in batch.producers):
        raise ProducerCannotCheck(person=by.name, batch=batch.number)
