"""What customers say is wrong, step by step until both sides are done with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from qc_desk.domain import texts
from qc_desk.domain.annotations import Annotation
from qc_desk.domain.base import Base, key, one_of, partial_index
from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink, EscapeRuling
from qc_desk.domain.days import day_of, must_have_been
from qc_desk.domain.loop_words import (
    Channel,
    ComplaintOutcome,
    ComplaintStatus,
    EscapeCause,
    Standing,
)
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import MAY_INSPECT, MAY_LEAD, Person
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import (
    AgreedBeforeHeard,
    CustomerNotTold,
    HeardInFuture,
    MadeAfterwards,
    NotConfirmed,
    OutcomeNeeded,
    PromisesOpen,
    QcError,
    StillSuspected,
    WrongComplaintStatus,
)
from qc_desk.i18n import N_

_NEXT = {  # the steps, and after which ones each may come
    ComplaintStatus.ACKNOWLEDGED: (ComplaintStatus.RECEIVED,),
    ComplaintStatus.RESTATED: (ComplaintStatus.ACKNOWLEDGED, ComplaintStatus.REOPENED),
    ComplaintStatus.INVESTIGATING: (ComplaintStatus.RESTATED, ComplaintStatus.REOPENED),
    ComplaintStatus.ANSWERED: (ComplaintStatus.INVESTIGATING,),
    ComplaintStatus.CLOSED: (ComplaintStatus.ANSWERED,),
    ComplaintStatus.DISPUTED: (ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED),
    ComplaintStatus.REOPENED: (ComplaintStatus.DISPUTED,),
}


class ComplaintPhoto(Base, kw_only=True):
    """A picture that came with a complaint, upright and without location; never changed."""

    __tablename__ = "complaint_photos"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="size"),)

    id: Mapped[int] = key()
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"), index=True)
    caption: Mapped[str] = mapped_column(String(500), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    image: Mapped[bytes] = mapped_column(deferred=True)
    print_copy: Mapped[bytes] = mapped_column(deferred=True)
    thumbnail: Mapped[bytes] = mapped_column(deferred=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
    annotations: Mapped[list[Annotation]] = relationship(
        default_factory=list, order_by=Annotation.id, viewonly=True
    )


class Complaint(Base, kw_only=True):
    """What a customer said is wrong, in the customer's own words, from when it was heard.

    A complaint is not a defect: it points at batches and defects as suspected, confirmed or
    refuted. Product, defect code and check item make its signature once they are known.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        one_of("status", ComplaintStatus),
        one_of("channel", Channel),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint(
            "outcome IS NULL OR outcome IN ('justified', 'partly', 'not_justified', 'no_batch')",
            name="outcome",
        ),
        UniqueConstraint("number"),
        partial_index(
            "uq_complaints_outside",
            "source",
            "outside_id",
            where="outside_id <> ''",
        ),
        Index("ix_complaints_status_heard", "status", "heard_at"),
        Index(
            "ix_complaints_heard", "heard_at", "channel", "site_id", "product_id", "customer_id"
        ),
    )

    id: Mapped[int] = key()
    number: Mapped[int]
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False, index=True)
    site: Mapped[Site] = relationship()
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), init=False, index=True)
    customer: Mapped[Customer] = relationship()
    order_id: Mapped[int | None] = mapped_column(
        ForeignKey("orders.id"), default=None, init=False, index=True
    )
    order: Mapped[Order | None] = relationship(default=None)
    product_id: Mapped[int | None] = mapped_column(
        ForeignKey("products.id"), default=None, init=False, index=True
    )
    product: Mapped[Product | None] = relationship(default=None)
    code_id: Mapped[int | None] = mapped_column(
        ForeignKey("defect_codes.id"), default=None, init=False, index=True
    )
    code: Mapped[DefectCode | None] = relationship(default=None)
    item_code: Mapped[str] = mapped_column(String(40), default="")
    channel: Mapped[Channel]
    heard_at: Mapped[datetime]
    heard_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    heard_by: Mapped[Person] = relationship(foreign_keys=[heard_by_id])
    told_by: Mapped[str] = mapped_column(String(200), default="")  # who, at the customer's
    words: Mapped[str]
    language: Mapped[str] = mapped_column(String(8), default="")
    remedy: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(String(200), default="")  # the list it was imported from
    outside_id: Mapped[str] = mapped_column(String(200), default="")  # its number there
    status: Mapped[ComplaintStatus] = mapped_column(default=ComplaintStatus.RECEIVED)
    outcome: Mapped[ComplaintOutcome | None] = mapped_column(default=None)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id])
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(init=False)
    events: Mapped[list[ComplaintEvent]] = relationship(
        default_factory=list, order_by=ComplaintEvent.id
    )
    links: Mapped[list[ComplaintLink]] = relationship(
        default_factory=list, order_by=ComplaintLink.id
    )
    rulings: Mapped[list[EscapeRuling]] = relationship(
        default_factory=list, order_by=EscapeRuling.id
    )
    # read only: pictures and promises name their complaint themselves
    photos: Mapped[list[ComplaintPhoto]] = relationship(
        default_factory=list, order_by=ComplaintPhoto.id, viewonly=True
    )
    promises: Mapped[list[Promise]] = relationship(
        default_factory=list, order_by=Promise.id, viewonly=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own name)

    # Facts

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"C-{self.number}"

    @property
    def standings(self) -> dict[int, ComplaintLink]:
        """What is said now about each batch: the newest statement, by the batch's id."""
        newest: dict[int, ComplaintLink] = {}
        for link in self.links:
            newest[link.batch.id] = link
        return newest

    @property
    def confirmed(self) -> list[ComplaintLink]:
        """The statements that now say: this batch caused it."""
        return [link for link in self.standings.values() if link.standing is Standing.CONFIRMED]

    def reached(self, status: ComplaintStatus) -> datetime | None:
        """When the complaint was first at this step; None while it has not been."""
        return next((event.at for event in self.events if event.status is status), None)

    def ruling(self, batch_id: int) -> EscapeRuling | None:
        """The newest word of a person on how it escaped from this batch."""
        found = [each for each in self.rulings if each.batch.id == batch_id]
        return found[-1] if found else None

    def may_follow(self, status: ComplaintStatus) -> bool:
        """Whether this step comes after the present one, whoever takes it."""
        return self.status in _NEXT.get(status, ())

    # Acts

    def touch(self, at: datetime) -> None:
        """Note that something has changed: a new version, even at the same moment."""
        self.changed_at = at
        flag_modified(self, "changed_at")

    def acknowledge(self, words: str, by: Person, at: datetime) -> None:
        """Tell the customer that they were heard."""
        self._step(ComplaintStatus.ACKNOWLEDGED, words, by, at)

    def restate(
        self, words: str, agreed: tuple[str, datetime | None], by: Person, at: datetime
    ) -> None:
        """Say the complaint back in our own words; ``agreed`` is who agreed, and when (past)."""
        self._must_be_possible(ComplaintStatus.RESTATED, by, at)
        who = texts.text(agreed[0], N_("who agreed"), texts.NAME, needed=True)
        when = agreed[1] or at
        if when > at:
            raise HeardInFuture(field=N_("agreed at"))
        if when < self.heard_at:
            raise AgreedBeforeHeard(complaint=self.name)
        event = self._step(ComplaintStatus.RESTATED, words, by, at, needed=True)
        event.agreed_by, event.agreed_at = who, when

    def investigate(self, words: str, by: Person, at: datetime) -> None:
        """Begin to look for the cause."""
        self._step(ComplaintStatus.INVESTIGATING, words, by, at)

    def answer(
        self, words: str, outcome: ComplaintOutcome | None, by: Person, at: datetime
    ) -> None:
        """Answer the customer, with what came out."""
        self._must_be_possible(ComplaintStatus.ANSWERED, by, at)
        if outcome is None:
            raise OutcomeNeeded(complaint=self.name)
        event = self._step(ComplaintStatus.ANSWERED, words, by, at, needed=True)
        self.outcome = event.outcome = outcome

    def close(self, words: str, by: Person, at: datetime) -> None:
        """Close it: every promise is kept, or is broken and the customer was told."""
        no_batch = self.outcome is ComplaintOutcome.NO_BATCH
        event = self._step(ComplaintStatus.CLOSED, words, by, at, needed=no_batch)
        event.outcome = self.outcome

    def dispute(self, words: str, by: Person, at: datetime) -> None:
        """Note that the customer does not accept the answer, and why."""
        self._step(ComplaintStatus.DISPUTED, words, by, at, needed=True)

    def reopen(self, words: str, by: Person, at: datetime) -> None:
        """Begin again after a dispute; the earlier outcome no longer counts."""
        self._step(ComplaintStatus.REOPENED, words, by, at)
        self.outcome = None

    def state(
        self, batch: Batch, standing: Standing, reason: str, by: Person, at: datetime
    ) -> ComplaintLink:
        """State whether a batch caused the complaint; earlier statements stay to be read."""
        by.must_hold(MAY_INSPECT, self.site)
        self.must_not_be_closed()
        if self._made_afterwards(batch):
            raise MadeAfterwards(batch=batch.number, complaint=self.name)
        link = ComplaintLink(
            batch=batch, standing=standing, reason=texts.reason(reason), by=by, at=at
        )
        self.links.append(link)
        self.touch(at)
        return link

    def must_not_be_closed(self) -> None:
        """Refuse changes to a closed complaint; it can be disputed."""
        if self.status is ComplaintStatus.CLOSED:
            raise WrongComplaintStatus(complaint=self.name, status=self.status)

    def _made_afterwards(self, batch: Batch) -> bool:
        """Whether the goods were made, or else first known, after the complaint was heard."""
        if batch.produced_on is None:
            return batch.created_at > self.heard_at
        return batch.produced_on > day_of(self.heard_at, batch.site.time_zone)

    def rule_escape(
        self, batch: Batch, cause: EscapeCause, reason: str, by: Person, at: datetime
    ) -> None:
        """Overrule how the program says it escaped from a batch; only for a confirmed one."""
        by.must_hold(MAY_LEAD, self.site)
        if batch not in [link.batch for link in self.confirmed]:
            raise NotConfirmed(batch=batch.number, complaint=self.name)
        ruling = EscapeRuling(batch=batch, cause=cause, reason=texts.reason(reason), by=by, at=at)
        self.rulings.append(ruling)
        self.touch(at)

    def receive(self, by: Person, at: datetime) -> None:
        """Write the first line of its story."""
        by.must_hold(MAY_INSPECT, self.site)
        must_have_been(self.heard_at, N_("heard at"), at)
        self.events.append(ComplaintEvent(status=ComplaintStatus.RECEIVED, by=by, at=at))

    def refusal(self, status: ComplaintStatus, by: Person, at: datetime) -> QcError | None:
        """Why this person cannot bring it to this step now; None when they can."""
        try:
            self._must_be_possible(status, by, at)
        except QcError as refusal:
            return refusal
        return None

    def _must_be_possible(self, status: ComplaintStatus, by: Person, at: datetime) -> None:
        by.must_hold(MAY_LEAD if status is ComplaintStatus.CLOSED else MAY_INSPECT, self.site)
        if not self.may_follow(status):
            raise WrongComplaintStatus(complaint=self.name, status=self.status)
        if status is ComplaintStatus.ANSWERED:
            self._must_not_suspect()
        if status is ComplaintStatus.CLOSED:
            self._must_be_settled(at)

    def _must_not_suspect(self) -> None:
        for link in self.standings.values():
            if link.standing is Standing.SUSPECTED:
                raise StillSuspected(complaint=self.name, batch=link.batch.number)

    def _must_be_settled(self, at: datetime) -> None:
        if self.outcome is None:
            raise OutcomeNeeded(complaint=self.name)
        self._must_not_suspect()
        for promise in self.promises:
            if promise.is_open(at):
                raise PromisesOpen(complaint=self.name, promise=promise.name, text=promise.text)
            if promise.is_broken(at) and not promise.was_told:
                raise CustomerNotTold(complaint=self.name, promise=promise.name)

    def _step(
        self,
        status: ComplaintStatus,
        words: str,
        by: Person,
        at: datetime,
        *,
        needed: bool = False,
    ) -> ComplaintEvent:
        self._must_be_possible(status, by, at)
        kept = texts.text(words, N_("words"), texts.NOTE, needed=needed)
        event = ComplaintEvent(status=status, words=kept, by=by, at=at)
        self.events.append(event)
        self.status = status
        self.touch(at)
        return event
