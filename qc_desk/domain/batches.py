"""A batch on its way from the line to the customer, and who may move it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from qc_desk.domain import decisions, texts
from qc_desk.domain.base import Base, key
from qc_desk.domain.checklists import ChecklistVersion
from qc_desk.domain.comparison import Pair, to_reconcile
from qc_desk.domain.defects import Defect
from qc_desk.domain.drawing import draw_spots, plans_for
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    NoChecklist,
    ProducerCannotCheck,
    QcError,
    SameInspector,
    SeatTaken,
    WrongStatus,
)
from qc_desk.domain.sampling import SamplePlan
from qc_desk.domain.sign_offs import Reconciliation, SignOff
from qc_desk.domain.switching import Series
from qc_desk.domain.vocabulary import (
    BatchStatus,
    InspectionStatus,
    Meaning,
    Result,
    Seat,
    Severity,
    Slot,
    Verdict,
)


class Batch(Base, kw_only=True):
    """A quantity of one product made in one run; also called a lot."""

    __tablename__ = "batches"
    __table_args__ = (
        UniqueConstraint("product_id", "number"),
        CheckConstraint("quantity BETWEEN 1 AND 100000000", name="quantity"),
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint(
            "status IN ('draft', 'first_check', 'second_check', 'released', 'held', 'rework',"
            " 'shipped', 'scrapped', 'returned', 'recalled')",
            name="status",
        ),
        Index("ix_batches_status_changed", "status", "changed_at"),
        Index("ix_batches_of_order", "order_id", "status"),
        # where each stands: no row of a hundred thousand is read to join them to their orders
        Index("ix_batches_standing", "id", "order_id", "status"),
        # what the list searches, in the list's own order: no row is read to leave it out
        Index(
            "ix_batches_listed",
            "changed_at",
            "folded",
            "product_id",
            "manufacturer_id",
            "order_id",
        ),
        Index("ix_batches_created", "created_at"),
        Index("ix_batches_number", "number"),
        Index("ix_batches_folded", "folded"),
        Index("ix_batches_produced_on", "produced_on"),
    )

    id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(String(60))
    folded: Mapped[str] = mapped_column(String(200))  # the number as search compares it
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), init=False)
    product: Mapped[Product] = relationship()
    manufacturer_id: Mapped[int] = mapped_column(
        ForeignKey("manufacturers.id"), init=False, index=True
    )
    manufacturer: Mapped[Manufacturer] = relationship()
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False, index=True)
    # read only, like an inspection's inspector: each answer touches its batch, and sorts less so
    site: Mapped[Site] = relationship(viewonly=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None, init=False)
    order: Mapped[Order | None] = relationship(default=None)
    quantity: Mapped[int]
    produced_on: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[BatchStatus] = mapped_column(default=BatchStatus.DRAFT)
    round: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)
    producers: Mapped[list[BatchProducer]] = relationship(
        default_factory=list, cascade="save-update, merge, delete-orphan, delete"
    )
    inspections: Mapped[list[Inspection]] = relationship(
        default_factory=list, order_by=Inspection.id, back_populates="batch"
    )
    defects: Mapped[list[Defect]] = relationship(
        default_factory=list, order_by=Defect.id, back_populates="batch"
    )
    # read only: a signature names its batch itself, and the batch is not looked through to keep it
    sign_offs: Mapped[list[SignOff]] = relationship(
        default_factory=list, order_by=SignOff.id, viewonly=True
    )
    reconciliations: Mapped[list[Reconciliation]] = relationship(default_factory=list)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own name)

    def __post_init__(self) -> None:
        """Point at the site that was given."""
        self.site_id = self.site.id

    # Facts

    def inspection(self, seat: Seat, round_: int | None = None) -> Inspection | None:
        """The inspection that counts at this seat, in this round or the one given."""
        wanted = self.round if round_ is None else round_
        for inspection in self.inspections:
            if inspection.round == wanted and inspection.seat is seat and inspection.live:
                return inspection
        return None

    def sign_off(self, slot: Slot, round_: int | None = None) -> SignOff | None:
        """The signature in this slot, in this round or the one given."""
        wanted = self.round if round_ is None else round_
        for signed in self.sign_offs:
            if signed.round == wanted and signed.slot is slot:
                return signed
        return None

    def reconciliation(self, round_: int | None = None) -> Reconciliation | None:
        """How the differences of the round were decided, if they were."""
        wanted = self.round if round_ is None else round_
        return next((each for each in self.reconciliations if each.round == wanted), None)

    @property
    def first_seat_people(self) -> set[Person]:
        """Everybody who did or recorded anything for a first check of this batch, in any round."""
        people: set[Person] = set()
        for inspection in self.inspections:
            if inspection.seat is Seat.FIRST:
                people.add(inspection.inspector)
                people.update(answer.by for answer in inspection.answers)
                people.update(photo.by for photo in inspection.photos)
        people.update(d.by for d in self.defects if d.inspection.seat is Seat.FIRST)
        return people

    @property
    def differences(self) -> list[Pair]:
        """The differences of this round that need a decision; none before both have submitted."""
        first, second = self.inspection(Seat.FIRST), self.inspection(Seat.SECOND)
        if first is None or second is None or second.status is InspectionStatus.OPEN:
            return []
        return to_reconcile(first, second)

    def verdict(self, round_: int) -> Verdict:
        """The outcome of a round, from its signatures."""
        if self.sign_off(Slot.CONCESSION, round_):
            return Verdict.CONCESSION
        if self.sign_off(Slot.ALONE, round_):
            return Verdict.ALONE
        decision = self.sign_off(Slot.DECISION, round_)
        if decision is None:
            return Verdict.PENDING
        return Verdict.RELEASED if decision.meaning is Meaning.APPROVED else Verdict.REJECTED

    def other_seat_signed(self, inspection: Inspection) -> bool:
        """Whether the other seat of the inspection's round carries a signature."""
        return any(self.sign_off(slot, inspection.round) for slot in (Slot.DECISION, Slot.ALONE))

    def second_seat_refusal(self, by: Person) -> QcError | None:
        """Why this person may not do the second check of this batch; None when they may."""
        try:
            by.must_hold(MAY_INSPECT, self.site)
        except QcError as refusal:
            return refusal
        if by in self.first_seat_people:
            return SameInspector(person=by.name, batch=self.number)
        if any(producer.person is by for producer in self.producers):
            return ProducerCannotCheck(person=by.name, batch=self.number)
        return None

    # Acts

    def touch(self, at: datetime) -> None:
        """Note that something has changed: a new version, even at the same moment."""
        self.changed_at = at
        flag_modified(self, "changed_at")

    def must_be(self, *wanted: BatchStatus) -> None:
        """Refuse unless the batch is at one of these."""
        if self.status not in wanted:
            raise WrongStatus(batch=self.number, status=self.status)

    def open_first_check(
        self, by: Person, at: datetime, series: Mapping[Severity, Series] | None = None
    ) -> Inspection:
        """Let a person take the first seat; after rework this begins with the next round.

        ``series`` says where the inspection of the product's lots stands at the site; the plan
        that follows from it is frozen into the inspection.
        """
        by.must_hold(MAY_INSPECT, self.site)
        self._seat_must_be_free(Seat.FIRST)
        self.must_be(BatchStatus.DRAFT, BatchStatus.REWORK)
        version = self._checklist_in_force()
        version.must_be_trained(by)
        plans = plans_for(self, version, series or {})
        self.status = BatchStatus.FIRST_CHECK
        return self._open(Seat.FIRST, version, plans, by, at)

    def open_second_check(self, by: Person, at: datetime, seed: str = "") -> Inspection:
        """Let a second person take the second seat.

        In spot mode ``seed``, 256 bits in hex that nobody could know before, draws what they look
        at; a round that has drawn already keeps its draw.
        """
        refusal = self.second_seat_refusal(by)
        if refusal is not None:
            raise refusal
        self.must_be(BatchStatus.SECOND_CHECK)
        self._seat_must_be_free(Seat.SECOND)
        first = self.need(Seat.FIRST)
        first.version.must_be_trained(by)
        plans = [plan.again() for plan in first.plans]
        inspection = self._open(Seat.SECOND, first.version, plans, by, at)
        draw_spots(self, inspection, seed)
        return inspection

    def seat_refusal(self, seat: Seat) -> QcError | None:
        """Why the seat cannot be taken: somebody sits there; None when it is free."""
        taken = self.inspection(seat)
        if taken is None:
            return None
        return SeatTaken(person=taken.inspector.name, seat=seat, batch=self.number)

    def _seat_must_be_free(self, seat: Seat) -> None:
        taken = self.seat_refusal(seat)
        if taken is not None:
            raise taken

    def _checklist_in_force(self) -> ChecklistVersion:
        checklist = self.product.checklist
        version = checklist.effective if checklist is not None else None
        if version is None:
            raise NoChecklist(product=self.product.full_code)
        return version

    def _open(
        self,
        seat: Seat,
        version: ChecklistVersion,
        plans: list[SamplePlan],
        by: Person,
        at: datetime,
    ) -> Inspection:
        inspection = Inspection(
            round=self.round,
            seat=seat,
            inspector=by,
            version=version,
            sample_size=max(plan.n for plan in plans),
            plans=plans,
            opened_at=at,
            changed_at=at,
        )
        self.inspections.append(inspection)
        self.touch(at)
        return inspection

    def inspection_withdrawn(self, inspection: Inspection, at: datetime) -> None:
        """Free the seat of a withdrawn inspection; a signed first check takes its round along."""
        if inspection.seat is Seat.SECOND:
            return
        reworked = any(each.round < self.round for each in self.inspections)
        self.status = BatchStatus.REWORK if reworked else BatchStatus.DRAFT
        if self.sign_off(Slot.FIRST) is None:
            return
        second = self.inspection(Seat.SECOND)
        if second is not None:
            second.close_with_its_round(at)
        self.round += 1

    def sign_first(self, by: Person, at: datetime) -> None:
        """Close the first check; the batch then waits for a second person."""
        self.must_be(BatchStatus.FIRST_CHECK)
        first = self.need(Seat.FIRST)
        first.submit(by, at)
        first.status = InspectionStatus.SIGNED
        self.status = BatchStatus.SECOND_CHECK

    def need(self, seat: Seat) -> Inspection:
        """Return the inspection at a seat; refuse while nobody sits there."""
        inspection = self.inspection(seat)
        if inspection is None:
            raise WrongStatus(batch=self.number, status=self.status)
        return inspection

    def approve(self, by: Person, at: datetime) -> None:
        """Release the batch on the word of a second inspector."""
        decisions.must_be_approvable(self, by)
        self._sign_second(at)
        self.status = BatchStatus.RELEASED

    def reject(self, by: Person, at: datetime) -> None:
        """Hold the batch on the word of a second inspector."""
        decisions.must_be_decidable(self, by)
        self._sign_second(at)
        self.status = BatchStatus.HELD

    def _sign_second(self, at: datetime) -> None:
        second = self.need(Seat.SECOND)
        second.status = InspectionStatus.SIGNED
        second.touch(at)

    def reconcile(
        self, people: tuple[Person, ...], outcome: Result, reason: str, at: datetime
    ) -> Reconciliation:
        """Decide the differences: both inspectors, or a lead or owner who did neither check."""
        decisions.must_be_reconcilable(self, people)
        decided = Reconciliation(
            round=self.round, outcome=outcome, reason=texts.reason(reason), at=at
        )
        self.reconciliations.append(decided)
        self.touch(at)
        return decided

    def may_reconcile_alone(self, person: Person) -> bool:
        """Whether this person may decide the differences without the two inspectors."""
        return (
            person.holds(MAY_LEAD, self.site)
            and self.second_seat_refusal(person) is None
            and (person is not self.need(Seat.SECOND).inspector)
        )

    def concede(self, by: Person, at: datetime) -> None:
        """Release a held batch under concession, on the word of a second lead or owner."""
        decisions.must_be_concedable(self, by)
        self._move(BatchStatus.RELEASED, at)

    def release_alone(self, by: Person, others: list[Person], at: datetime) -> None:
        """Release without second check: only the owner of a site where nobody else inspects.

        ``others`` are the active people who may inspect at the site.
        """
        decisions.must_be_releasable_alone(self, by, others)
        self._move(BatchStatus.RELEASED, at)

    def hold(self, by: Person, at: datetime) -> None:
        """Hold a batch that waits for its second check, where nobody has begun it."""
        self._lead(by, BatchStatus.SECOND_CHECK)
        second = self.inspection(Seat.SECOND)
        if second is not None:
            raise SeatTaken(person=second.inspector.name, seat=Seat.SECOND, batch=self.number)
        self._move(BatchStatus.HELD, at)

    def rework(self, by: Person, at: datetime) -> None:
        """Send a held batch to rework; its next check is a new round."""
        self._lead(by, BatchStatus.HELD)
        self.round += 1
        self._move(BatchStatus.REWORK, at)

    def scrap(self, by: Person, at: datetime) -> None:
        """Scrap a held batch."""
        self._lead(by, BatchStatus.HELD)
        self._move(BatchStatus.SCRAPPED, at)

    def send_back(self, by: Person, at: datetime) -> None:
        """Return a held batch to its manufacturer."""
        self._lead(by, BatchStatus.HELD)
        self._move(BatchStatus.RETURNED, at)

    def ship(self, by: Person, at: datetime) -> None:
        """Note that a released batch has left."""
        by.must_hold(MAY_INSPECT, self.site)
        self.must_be(BatchStatus.RELEASED)
        self._move(BatchStatus.SHIPPED, at)

    def recall(self, by: Person, at: datetime) -> None:
        """Call a released or shipped batch back."""
        self._lead(by, BatchStatus.RELEASED, BatchStatus.SHIPPED)
        self._move(BatchStatus.RECALLED, at)

    def _lead(self, by: Person, *wanted: BatchStatus) -> None:
        by.must_hold(MAY_LEAD, self.site)
        self.must_be(*wanted)

    def _move(self, status: BatchStatus, at: datetime) -> None:
        self.status = status
        self.touch(at)
