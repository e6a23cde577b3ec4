"""What was promised, to whom and by when; the clock breaks a promise, nobody ticks it away."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.days import day_of, end_of
from qc_desk.domain.loop_words import PromiseEventKind, PromiseSide, PromiseStanding
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import (
    DueNotLater,
    PromiseBroken,
    PromiseKept,
    PromiseNotBroken,
)
from qc_desk.i18n import N_


class PromiseEvent(Base, kw_only=True):
    """What became of a promise; never changed."""

    __tablename__ = "promise_events"
    __table_args__ = (
        one_of("kind", PromiseEventKind),
        CheckConstraint(
            "(kind = 'moved') = (due_on IS NOT NULL AND due_at IS NOT NULL)", name="moved_to"
        ),
        CheckConstraint("words <> ''", name="words"),
        partial_index(
            "uq_promise_events_done",
            "promise_id",
            where="kind IN ('kept', 'done_late')",
        ),
        Index("ix_promise_events_of_promise", "promise_id", "kind"),
        partial_index(
            "ix_promise_events_moved", "promise_id", "due_at", where="kind = 'moved'", unique=False
        ),
    )

    id: Mapped[int] = key()
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"), init=False)
    kind: Mapped[PromiseEventKind]
    words: Mapped[str]  # the evidence, who agreed to the new date, or who was told
    due_on: Mapped[date | None] = mapped_column(default=None)
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Promise(Base, kw_only=True):
    """Something promised, with its due date; the row never changes, events tell what became of it.

    It is due until the end of a day in the site's time zone: ``due_at`` is that moment. One made
    to neither customer nor manufacturer is made to ourselves. ``is_fix`` says that it promises
    the end of its problem: the same defect on goods made afterwards refutes it.
    """

    __tablename__ = "promises"
    __table_args__ = (
        one_of("side", PromiseSide),
        UniqueConstraint("number"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("customer_id IS NULL OR manufacturer_id IS NULL", name="one_party"),
        CheckConstraint(
            "side <> 'theirs' OR customer_id IS NOT NULL OR manufacturer_id IS NOT NULL",
            name="by_somebody",
        ),
        CheckConstraint("NOT is_fix OR problem_id IS NOT NULL", name="fix_of_problem"),
        Index("ix_promises_due", "due_at", "owner_id", "site_id"),
    )

    id: Mapped[int] = key()
    number: Mapped[int]
    side: Mapped[PromiseSide]
    text: Mapped[str]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False, index=True)
    site: Mapped[Site] = relationship()
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id"), default=None, init=False, index=True
    )
    customer: Mapped[Customer | None] = relationship(default=None)
    manufacturer_id: Mapped[int | None] = mapped_column(
        ForeignKey("manufacturers.id"), default=None, init=False, index=True
    )
    manufacturer: Mapped[Manufacturer | None] = relationship(default=None)
    order_id: Mapped[int | None] = mapped_column(
        ForeignKey("orders.id"), default=None, init=False, index=True
    )
    order: Mapped[Order | None] = relationship(default=None)
    complaint_id: Mapped[int | None] = mapped_column(
        ForeignKey("complaints.id"), default=None, index=True
    )
    problem_id: Mapped[int | None] = mapped_column(
        ForeignKey("problems.id"), default=None, index=True
    )
    is_fix: Mapped[bool] = mapped_column(default=False)
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    owner_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False, index=True)
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    events: Mapped[list[PromiseEvent]] = relationship(
        default_factory=list, order_by=PromiseEvent.id
    )

    # Facts

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"P-{self.number}"

    @property
    def to_whom(self) -> str:
        """The other side's name; empty when it was made to ourselves."""
        party = self.customer or self.manufacturer
        return party.name if party else ""

    @property
    def due_now(self) -> tuple[date, datetime]:
        """Until which day and moment it is due, moves included."""
        for event in reversed(self.events):
            if event.due_on is not None and event.due_at is not None:
                return event.due_on, event.due_at
        return self.due_on, self.due_at

    @property
    def was_moved(self) -> bool:
        """Whether it was ever moved; the original date still counts."""
        return self._has(PromiseEventKind.MOVED)

    @property
    def was_told(self) -> bool:
        """Whether the other side was told that it is broken."""
        return self._has(PromiseEventKind.TOLD)

    @property
    def done(self) -> PromiseEvent | None:
        """How it was kept, or done too late; None when neither."""
        ends = (PromiseEventKind.KEPT, PromiseEventKind.DONE_LATE)
        return next((event for event in self.events if event.kind in ends), None)

    @property
    def kept_in_time(self) -> bool:
        """Whether it was kept by the date that was promised first."""
        done = self.done
        return done is not None and done.kind is PromiseEventKind.KEPT and done.at < self.due_at

    def standing(self, at: datetime) -> PromiseStanding:
        """Where it stands at a moment: kept, broken by the clock, or still open."""
        if self._has(PromiseEventKind.KEPT):
            return PromiseStanding.KEPT
        return PromiseStanding.BROKEN if at >= self.due_now[1] else PromiseStanding.MADE

    def is_open(self, at: datetime) -> bool:
        """Whether it is neither kept nor broken."""
        return self.standing(at) is PromiseStanding.MADE

    def is_broken(self, at: datetime) -> bool:
        """Whether the clock has broken it."""
        return self.standing(at) is PromiseStanding.BROKEN

    # Acts

    def keep(self, evidence: str, by: Person, at: datetime) -> None:
        """Note that it was kept, with the evidence; only before it is due."""
        self._must_be_open(at)
        self._happen(PromiseEventKind.KEPT, evidence, by, at)

    def move(self, due_on: date, agreed: str, by: Person, at: datetime) -> None:
        """Move it to a later day before it is due; ``agreed``: who of the other side agreed."""
        self._must_be_open(at)
        if due_on <= self.due_now[0]:
            raise DueNotLater(promise=self.name, due=self.due_now[0])
        event = self._happen(PromiseEventKind.MOVED, agreed, by, at)
        event.due_on, event.due_at = due_on, end_of(due_on, self.site.time_zone)

    def finish_late(self, evidence: str, by: Person, at: datetime) -> None:
        """Note that what was promised is done, too late: the promise stays broken."""
        self._must_be_broken(at)
        if self.done is not None:
            raise PromiseKept(promise=self.name)
        self._happen(PromiseEventKind.DONE_LATE, evidence, by, at)

    def tell(self, words: str, by: Person, at: datetime) -> None:
        """Note that the other side was told that it is broken: who, and how."""
        self._must_be_broken(at)
        self._happen(PromiseEventKind.TOLD, words, by, at)

    def must_not_be_due(self) -> None:
        """Refuse a promise that is already due when it is made."""
        if self.due_at <= self.made_at:
            raise DueNotLater(promise=self.name, due=day_of(self.made_at, self.site.time_zone))

    def _has(self, kind: PromiseEventKind) -> bool:
        return any(event.kind is kind for event in self.events)

    def _must_be_open(self, at: datetime) -> None:
        standing = self.standing(at)
        if standing is PromiseStanding.KEPT:
            raise PromiseKept(promise=self.name)
        if standing is PromiseStanding.BROKEN:
            raise PromiseBroken(promise=self.name, due=self.due_now[0])

    def _must_be_broken(self, at: datetime) -> None:
        if not self.is_broken(at):
            raise PromiseNotBroken(promise=self.name)

    def _happen(
        self, kind: PromiseEventKind, words: str, by: Person, at: datetime
    ) -> PromiseEvent:
        kept = texts.text(words, N_("words"), texts.NOTE, needed=True)
        event = PromiseEvent(kind=kind, words=kept, by=by, at=at)
        self.events.append(event)
        return event
