"""Nonconformities: what is wrong, how bad, where, and what is done about it."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.people import Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.products import DefectCode
from qc_desk.domain.refusals import QuantityWrong, WrongDefectStatus
from qc_desk.domain.vocabulary import DefectStatus, Disposition, Severity
from qc_desk.i18n import N_

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch


class DefectEvent(Base, kw_only=True):
    """Something that happened to a defect; never changed."""

    __tablename__ = "defect_events"
    __table_args__ = (
        CheckConstraint(
            "status IN ('open', 'contained', 'dispositioned', 'closed')", name="status"
        ),
        CheckConstraint(
            "disposition IS NULL OR"
            " disposition IN ('rework', 'scrap', 'use_as_is', 'return', 'sort')",
            name="disposition",
        ),
        CheckConstraint("status <> 'dispositioned' OR disposition IS NOT NULL", name="decided"),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    id: Mapped[int] = key()
    defect_id: Mapped[int] = mapped_column(ForeignKey("defects.id"), init=False, index=True)
    status: Mapped[DefectStatus]
    disposition: Mapped[Disposition | None] = mapped_column(default=None)
    quantity: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("check_items.id"), default=None, init=False
    )
    item: Mapped[CheckItem | None] = relationship(default=None)  # where it was seen again
    unit_number: Mapped[int] = mapped_column(default=0)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Defect(Base, kw_only=True):
    """A nonconformity found on a batch."""

    __tablename__ = "defects"
    __table_args__ = (
        CheckConstraint("severity IN ('critical', 'major', 'minor')", name="severity"),
        CheckConstraint(
            "status IN ('open', 'contained', 'dispositioned', 'closed')", name="status"
        ),
        CheckConstraint("quantity >= 1", name="quantity"),
        Index("ix_defects_of_inspection", "inspection_id", "code_id"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False, index=True)
    batch: Mapped["Batch"] = relationship(back_populates="defects", init=False)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), init=False)
    inspection: Mapped[Inspection] = relationship()
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("check_items.id"), default=None, init=False
    )
    item: Mapped[CheckItem | None] = relationship(default=None)
    unit_number: Mapped[int] = mapped_column(default=0)
    number: Mapped[int]
    code_id: Mapped[int] = mapped_column(ForeignKey("defect_codes.id"), init=False, index=True)
    code: Mapped[DefectCode] = relationship(lazy="joined", innerjoin=True)
    severity: Mapped[Severity]
    quantity: Mapped[int]
    place: Mapped[str] = mapped_column(String(500), default="")
    containment: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
    status: Mapped[DefectStatus] = mapped_column(default=DefectStatus.OPEN)
    disposition: Mapped[Disposition | None] = mapped_column(default=None)
    events: Mapped[list[DefectEvent]] = relationship(default_factory=list, order_by=DefectEvent.id)
    photos: Mapped[list[Photo]] = relationship(default_factory=list, order_by=Photo.id)

    @property
    def affected_quantity(self) -> int:
        """How many pieces are nonconforming: found first, and found again elsewhere."""
        return self.quantity + sum(
            event.quantity for event in self.events if event.disposition is None
        )

    @property
    def undecided_quantity(self) -> int:
        """How many nonconforming pieces have no disposition yet."""
        return self.affected_quantity - sum(
            event.quantity for event in self.events if event.disposition is not None
        )

    @property
    def places(self) -> list[tuple[int | None, int]]:
        """Where it was found, and found again: check item's id and sample unit."""
        again = [e for e in self.events if e.item_id is not None or e.item is not None]
        first = (self.item.id if self.item is not None else None, self.unit_number)
        return [first, *((e.item.id if e.item else e.item_id, e.unit_number) for e in again)]

    def see_again(
        self, item: CheckItem, unit_number: int, quantity: int, by: Person, at: datetime
    ) -> None:
        """Note that the same defect was found at another place of the same inspection.

        ``quantity`` is how many more pieces that makes: 0 when they are counted already.
        """
        self.inspection.must_take(by)
        self.inspection.must_have(item, unit_number)
        most = self.batch.quantity - self.affected_quantity
        if not 0 <= quantity <= most:
            raise QuantityWrong(quantity=quantity, lowest=0, highest=most)
        if (item.id, unit_number) in self.places:
            return
        if self.status in (DefectStatus.DISPOSITIONED, DefectStatus.CLOSED):
            raise WrongDefectStatus(number=self.number, status=self.status)
        self.events.append(
            DefectEvent(
                status=self.status,
                quantity=quantity,
                item=item,
                unit_number=unit_number,
                by=by,
                at=at,
            )
        )
        self.inspection.touch(at)

    def contain(self, what: str, by: Person, at: datetime) -> None:
        """Write down how the nonconforming pieces are kept apart."""
        self._must_be(DefectStatus.OPEN)
        self._happen(
            DefectStatus.CONTAINED,
            by,
            at,
            note=texts.text(what, N_("containment"), texts.NOTE, needed=True),
        )

    def dispose(
        self, disposition: Disposition, quantity: int, by: Person, at: datetime, note: str = ""
    ) -> None:
        """Decide what happens to some of the nonconforming pieces; quantities must add up.

        ``quantity`` is 1 up to the pieces that have no disposition yet. Containment comes first.
        """
        self._must_be(DefectStatus.CONTAINED, DefectStatus.DISPOSITIONED)
        if not 1 <= quantity <= self.undecided_quantity:
            raise QuantityWrong(quantity=quantity, lowest=1, highest=self.undecided_quantity)
        self.disposition = disposition
        self._happen(DefectStatus.DISPOSITIONED, by, at, quantity, disposition, note)

    def close(self, by: Person, at: datetime, note: str = "") -> None:
        """Close the defect once every nonconforming piece has its disposition."""
        self._must_be(DefectStatus.DISPOSITIONED)
        if self.undecided_quantity:
            raise QuantityWrong(quantity=self.undecided_quantity, lowest=0, highest=0)
        self._happen(DefectStatus.CLOSED, by, at, note=note)

    def _must_be(self, *wanted: DefectStatus) -> None:
        if self.status not in wanted:
            raise WrongDefectStatus(number=self.number, status=self.status)

    def _happen(
        self,
        status: DefectStatus,
        by: Person,
        at: datetime,
        quantity: int = 0,
        disposition: Disposition | None = None,
        note: str = "",
    ) -> None:
        self.status = status
        kept = texts.text(note, N_("note"), texts.NOTE)
        self.events.append(
            DefectEvent(
                status=status, disposition=disposition, quantity=quantity, note=kept, by=by, at=at
            )
        )
        self.batch.touch(at)
