"""What a decided round of checks came to, derived once, when it is decided.

The owner's pictures are drawn from these rows: a decision never changes, so neither do they, and
no answer has to be read again to count it.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key
from qc_desk.domain.comparison import compare
from qc_desk.domain.days import day_of
from qc_desk.domain.people import Person
from qc_desk.domain.sample_counts import spots_found
from qc_desk.domain.vocabulary import CheckMode, Seat

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch

_MINUTE = timedelta(minutes=1)


class DecidedRound(Base, kw_only=True):
    """A round that was decided, on which day at the site, and what was found in it.

    ``sampled`` sample units were looked at; ``nonconforming`` of them had at least one failed item
    or defect, ``nonconformities`` in all. ``compared`` places were answered by both inspectors
    without either seeing the other's answer, ``alike`` of them with the same result. ``minutes``
    passed from the opening of the first check to the decision.
    """

    __tablename__ = "decided_rounds"
    __table_args__ = (
        UniqueConstraint("batch_id", "round"),
        # what is counted, in the order of its days: no row is read to count it
        Index(
            "ix_decided_rounds_counted",
            "day",
            "round",
            "accepted",
            "batch_id",
            "minutes",
            "sampled",
            "nonconforming",
            "nonconformities",
            "site_id",
            "manufacturer_id",
            "product_id",
            "customer_id",
            "compared",
            "alike",
        ),
        Index("ix_decided_rounds_released", "batch_id", "accepted", "day"),
        CheckConstraint("sampled >= 0 AND minutes >= 0", name="counted"),
        CheckConstraint(
            "nonconforming BETWEEN 0 AND sampled AND nonconformities >= nonconforming",
            name="found",
        ),
        CheckConstraint("alike BETWEEN 0 AND compared", name="compared"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    round: Mapped[int]
    day: Mapped[date]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    manufacturer_id: Mapped[int] = mapped_column(ForeignKey("manufacturers.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    accepted: Mapped[bool]
    sampled: Mapped[int]
    nonconforming: Mapped[int]
    nonconformities: Mapped[int]
    compared: Mapped[int]
    alike: Mapped[int]
    minutes: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


def decided_round(batch: "Batch", by: Person, at: datetime, *, accepted: bool) -> DecidedRound:
    """Return what the present round of a batch came to, at the moment it is decided."""
    first, second = batch.need(Seat.FIRST), batch.inspection(Seat.SECOND)
    spots = {spot for _severity, spot in spots_found(batch) if spot[0]}
    blind = second is not None and second.version.mode is not CheckMode.REVIEW
    pairs = (
        [pair for pair in compare(first, second) if pair.first and pair.second] if blind else []
    )
    return DecidedRound(
        batch_id=batch.id,
        round=batch.round,
        day=day_of(at, batch.site.time_zone),
        site_id=batch.site.id,
        manufacturer_id=batch.manufacturer.id,
        product_id=batch.product.id,
        customer_id=batch.order.customer.id if batch.order else None,
        accepted=accepted,
        sampled=first.sample_size if any(item.per_unit for item in first.version.items) else 0,
        nonconforming=len({unit for unit, _what in spots}),
        nonconformities=len(spots),
        compared=len(pairs),
        alike=sum(not pair.differs for pair in pairs),
        minutes=max(0, (at - first.opened_at) // _MINUTE),
        by=by,
        at=at,
    )
