"""Who made a batch."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.people import Person


class BatchProducer(Base, kw_only=True):
    """A person who made the batch, and so can never be its second inspector."""

    __tablename__ = "batch_producers"
    __table_args__ = (UniqueConstraint("batch_id", "person_id"),)

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False, index=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    named_at: Mapped[datetime]
