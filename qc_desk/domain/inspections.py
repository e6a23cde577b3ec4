"""One person's check of one batch in one round: the answers, and what may still be changed."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key, partial_index
from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.gauges import Calibration
from qc_desk.domain.judging import judged
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.refusals import (
    AlreadyAnswered,
    CannotWithdraw,
    GaugeNeeded,
    InspectionClosed,
    NoGaugeHere,
    NotDrawn,
    NotFound,
    NotYourInspection,
    OpenItems,
    PhotoMissing,
)
from qc_desk.domain.sampling import SamplePlan
from qc_desk.domain.spot_draws import SpotDraw
from qc_desk.domain.spot_rules import drawn_spots
from qc_desk.domain.vocabulary import (
    CheckMode,
    InspectionStatus,
    PhotoRule,
    Result,
    Seat,
    Severity,
)
from qc_desk.i18n import N_, _

if TYPE_CHECKING:
    from qc_desk.domain.batches import Batch
    from qc_desk.domain.photos import Photo

WITH_ITS_ROUND = N_("The first check was withdrawn.")  # in the record; translated when shown

Place = tuple[int, int]  # a check item's id, and the number of the sample unit (0: whole batch)


class Answer(Base, kw_only=True):
    """What an inspector found at one item on one sample unit; never changed, only replaced."""

    __tablename__ = "answers"
    __table_args__ = (
        partial_index(
            "uq_answers_first_word",
            "inspection_id",
            "item_id",
            "unit_number",
            where="replaces_id IS NULL",
        ),
        CheckConstraint("result IN ('pass', 'fail', 'not_applicable')", name="result"),
        CheckConstraint("unit_number >= 0", name="unit_number"),
        CheckConstraint("(replaces_id IS NULL) OR (reason <> '')", name="replaced_with_reason"),
        CheckConstraint("result <> 'not_applicable' OR note <> ''", name="why_not_applicable"),
    )

    id: Mapped[int] = key()
    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("inspections.id"), init=False, index=True
    )
    inspection: Mapped["Inspection"] = relationship(back_populates="answers", init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("check_items.id"), init=False)
    # what an answer points at was there before it: read only, so that keeping one sorts less
    item: Mapped[CheckItem] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    unit_number: Mapped[int] = mapped_column(default=0)
    result: Mapped[Result]
    value: Mapped[Decimal | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(String(500), default="")  # chosen, or written down
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    # what it was measured with, by the word of that gauge's calibration in force
    calibration_id: Mapped[int | None] = mapped_column(
        ForeignKey("calibrations.id"), default=None, init=False, index=True
    )
    calibration: Mapped[Calibration | None] = relationship(default=None, viewonly=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship(viewonly=True)
    at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("answers.id"), default=None, init=False, unique=True
    )
    # read only: with its number set beside it, answers need no sorting when they are kept
    replaces: Mapped["Answer | None"] = relationship(
        default=None, remote_side="Answer.id", uselist=False, viewonly=True
    )

    def __post_init__(self) -> None:
        """Point at what was given."""
        self.item_id, self.by_id = self.item.id, self.by.id

    def rests_on(self, calibration: Calibration | None) -> None:
        """Note the calibration of what it was measured with."""
        self.calibration = calibration
        self.calibration_id = calibration.id if calibration is not None else None


def must_be_measured(answer: Answer) -> None:
    """Refuse a value without the gauge that its item asks for, and a gauge where none is used."""
    if answer.item.gauge and answer.calibration is None:
        raise GaugeNeeded(item=answer.item.title, instead="")
    if answer.calibration is not None and not answer.item.gauge:
        raise NoGaugeHere(item=answer.item.title, instead="")


class Inspection(Base, kw_only=True):
    """One batch, one round, one seat, one person."""

    __tablename__ = "inspections"
    __table_args__ = (
        partial_index(
            "uq_inspections_seat",
            "batch_id",
            "round",
            "seat",
            where="status <> 'withdrawn'",
        ),
        Index("ix_inspections_of_batch", "batch_id", "round", "status"),
        Index("ix_inspections_of_inspector", "inspector_id", "status"),
        # of which round each is: no row is read to join defects to the rounds they were found in
        Index("ix_inspections_standing", "id", "batch_id", "round", "status"),
        CheckConstraint("seat IN ('first', 'second')", name="seat"),
        CheckConstraint("status IN ('open', 'submitted', 'signed', 'withdrawn')", name="status"),
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint("sample_size >= 1", name="sample_size"),
        CheckConstraint("status <> 'withdrawn' OR reason <> ''", name="withdrawn_with_reason"),
    )

    id: Mapped[int] = key()
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), init=False)
    batch: Mapped["Batch"] = relationship(back_populates="inspections", init=False)
    round: Mapped[int]
    seat: Mapped[Seat]
    inspector_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    inspector: Mapped[Person] = relationship(viewonly=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"), init=False)
    version: Mapped[ChecklistVersion] = relationship()
    sample_size: Mapped[int]
    status: Mapped[InspectionStatus] = mapped_column(default=InspectionStatus.OPEN)
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    answers: Mapped[list[Answer]] = relationship(
        default_factory=list, order_by=Answer.id, back_populates="inspection"
    )
    # read only: a photo names its inspection itself, and the inspection is not looked through
    photos: Mapped[list["Photo"]] = relationship(
        default_factory=list, order_by="Photo.id", viewonly=True
    )

    # at most one a class, frozen when the inspection is opened
    plans: Mapped[list[SamplePlan]] = relationship(default_factory=list, order_by=SamplePlan.id)
    # of the second seat in spot mode, and only there; asked for by ``spot``
    draw: Mapped[SpotDraw | None] = relationship(default=None, uselist=False)

    def __post_init__(self) -> None:
        """Point at the inspector who was given."""
        self.inspector_id = self.inspector.id

    @property
    def live(self) -> bool:
        """Whether the inspection counts."""
        return self.status is not InspectionStatus.WITHDRAWN

    @property
    def why_withdrawn(self) -> str:
        """Why it was taken back: a person's own words, or ours in the language spoken now."""
        return _(WITH_ITS_ROUND) if self.reason == WITH_ITS_ROUND else self.reason

    @property
    def abandoned(self) -> bool:
        """Whether it is open although its inspector may no longer inspect at the site."""
        still_may = self.inspector.holds(MAY_INSPECT, self.batch.site)
        return self.status is InspectionStatus.OPEN and not still_may

    def may_stand_in(self, person: Person) -> bool:
        """Whether this person may take an abandoned inspection back in its inspector's place."""
        return self.abandoned and person.holds(MAY_LEAD, self.batch.site)

    def plan(self, severity: Severity) -> SamplePlan | None:
        """What is drawn for a class of nonconformity."""
        return next((plan for plan in self.plans if plan.severity is severity), None)

    def units(self, severity: Severity) -> int:
        """How many sample units are looked at for a class: 1 to this number."""
        plan = self.plan(severity)
        return self.sample_size if plan is None else plan.n

    @property
    def is_spot_check(self) -> bool:
        """Whether only what is critical or drawn by lot is looked at."""
        return self.seat is Seat.SECOND and self.version.mode is CheckMode.SPOT

    @property
    def spot(self) -> SpotDraw | None:
        """What was drawn for a spot check; None where everything is looked at."""
        return self.draw if self.is_spot_check else None

    @property
    def sample(self) -> list[Place]:
        """Every item on every sample unit, in checklist order."""
        units = {severity: range(1, self.units(severity) + 1) for severity in Severity}
        return [
            (item.id, unit_number)
            for item in self.version.items
            for unit_number in (units[item.severity] if item.per_unit else (0,))
        ]

    @property
    def places(self) -> list[Place]:
        """Every item on every sample unit that has to be answered, in checklist order."""
        if not self.is_spot_check:
            return self.sample
        drawn = self.spot.places if self.spot is not None else set()
        critical = self._critical
        return [place for place in self.sample if place[0] in critical or place in drawn]

    @property
    def _critical(self) -> set[int]:
        return {item.id for item in self.version.items if item.severity is Severity.CRITICAL}

    def rest(self) -> list[Place]:
        """What is not critical: what a spot check draws from."""
        critical = self._critical
        return [place for place in self.sample if place[0] not in critical]

    def drawn(self, seed: str, share: int) -> list[Place]:
        """Return what the seed draws for a spot check, in the order of the lots."""
        codes = {item.id: item.code for item in self.version.items}
        spots = {(codes[item_id], unit): (item_id, unit) for item_id, unit in self.rest()}
        return [spots[spot] for spot in drawn_spots(seed, share, list(spots))]

    @property
    def current(self) -> dict[Place, Answer]:
        """The answers that stand, by place; replaced ones are left out."""
        replaced = {id(answer.replaces) for answer in self.answers if answer.replaces is not None}
        return {(a.item.id, a.unit_number): a for a in self.answers if id(a) not in replaced}

    @property
    def open_places(self) -> list[Place]:
        """The places without an answer."""
        answered = self.current
        return [place for place in self.places if place not in answered]

    @property
    def outcome(self) -> Result:
        """Fail when any answer is fail, else pass."""
        failed = any(answer.result is Result.FAIL for answer in self.current.values())
        return Result.FAIL if failed else Result.PASS

    def item(self, item_id: int) -> CheckItem:
        """The item of the pinned checklist version; raises NotFound for one that is not on it."""
        for item in self.version.items:
            if item.id == item_id:
                return item
        raise NotFound(kind=N_("check item"), name=item_id)

    def must_take(self, by: Person) -> None:
        """Refuse changes by anybody but the inspector, and after the inspection is closed.

        Somebody who no longer may inspect at the site cannot go on with what they have begun.
        """
        if by is not self.inspector:
            raise NotYourInspection(person=self.inspector.name)
        if self.status is not InspectionStatus.OPEN:
            raise InspectionClosed(status=self.status)
        by.must_hold(MAY_INSPECT, self.batch.site)

    def record(self, answer: Answer, *, standing: Answer | None, seen: Answer | None) -> Answer:
        """Add an answer; where one stands it is replaced, if it is the one that was seen.

        ``standing`` is what ``current`` holds at this place; it is passed so that a hundred
        answers need not be read to keep one. Raises AlreadyAnswered when another answer stands
        there than ``seen``, ReasonNeeded when a replacement or "not applicable" has no reason,
        ValueNeeded and its like when a number, a choice or a text is missing.
        """
        self.must_take(answer.by)
        self.must_have(answer.item, answer.unit_number)
        if standing is not seen:
            raise AlreadyAnswered(item=answer.item.title)
        answer.reason = texts.reason(answer.reason) if standing is not None else ""
        answer.replaces = standing
        answer.replaces_id = standing.id if standing is not None else None
        if answer.result is Result.NOT_APPLICABLE:
            answer.note = texts.reason(answer.note)
        kind, skipped = answer.item.kind, answer.result is Result.NOT_APPLICABLE
        answer.value = answer.value if kind.has_value and not skipped else None
        answer.words = answer.words if kind.has_words and not skipped else ""
        if not skipped:
            answer.result = judged(answer)
            must_be_measured(answer)
        answer.inspection = self
        self.touch(answer.at)
        return answer

    def must_have(self, item: CheckItem, unit_number: int) -> None:
        """Refuse an item or a sample unit that is not part of this inspection."""
        if item.version_id != self.version_id:
            raise NotFound(kind=N_("check item"), name=item.title)
        lowest, highest = (1, self.units(item.severity)) if item.per_unit else (0, 0)
        if not lowest <= unit_number <= highest:
            raise NotFound(kind=N_("sample unit"), name=unit_number)
        if not self.is_spot_check or item.severity is Severity.CRITICAL:
            return
        if self.spot is None or (item.id, unit_number) not in self.spot.places:
            raise NotDrawn(item=item.title)

    def touch(self, at: datetime) -> None:
        """Note that a part has changed, so that nobody signs what they have not seen."""
        self.changed_at = at
        self.batch.touch(at)

    def submit(self, by: Person, at: datetime) -> None:
        """Close the inspection for changes; every item answered, every required photo present."""
        self.must_take(by)
        self.must_be_complete()
        self.status = InspectionStatus.SUBMITTED
        self.finished_at = at
        self.touch(at)

    def must_be_complete(self) -> None:
        """Refuse while answers, measurements or required photos are missing."""
        standing = self.current
        missing = sum(place not in standing for place in self.places)
        if missing:
            raise OpenItems(batch=self.batch.number, count=missing)
        pictured = {(photo.item_id, photo.unit_number) for photo in self.photos}
        for place, answer in standing.items():
            rule = answer.item.photo_rule
            failed = answer.result is Result.FAIL and rule is PhotoRule.ON_FAIL
            always = rule is PhotoRule.ALWAYS and answer.result is not Result.NOT_APPLICABLE
            if (failed or always) and place not in pictured:
                raise PhotoMissing(item=answer.item.title)

    def withdraw(self, by: Person, reason: str, at: datetime) -> None:
        """Take the inspection back before the other seat has signed; what was found stays.

        Only its inspector may, or for an inspector who is gone a lead or owner of the site.
        """
        if by is not self.inspector and not self.abandoned:
            raise NotYourInspection(person=self.inspector.name)
        if by is not self.inspector:
            by.must_hold(MAY_LEAD, self.batch.site)
        if not self.live:
            raise InspectionClosed(status=self.status)
        revealed = self.seat is Seat.SECOND and self.status is not InspectionStatus.OPEN
        if revealed or self.batch.other_seat_signed(self):
            raise CannotWithdraw(batch=self.batch.number)
        self.reason = texts.reason(reason)
        self.status = InspectionStatus.WITHDRAWN
        self.finished_at = at
        self.batch.inspection_withdrawn(self, at)
        self.touch(at)

    def close_with_its_round(self, at: datetime) -> None:
        """Withdraw a second check whose first check was taken back."""
        self.reason = WITH_ITS_ROUND
        self.status = InspectionStatus.WITHDRAWN
        self.finished_at = at
        self.touch(at)
