"""Reports that went out: which, to whom, which way, by whom, and the digest of what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain import texts
from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryStanding, DeliveryWay
from qc_desk.domain.loop_words import Channel
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import (
    AcknowledgedTooEarly,
    AlreadyAcknowledged,
    DeliverySettled,
    NotSentYet,
)
from qc_desk.domain.reports import Report
from qc_desk.i18n import N_


class DeliveryEvent(Base, kw_only=True):
    """What became of a delivery; never changed."""

    __tablename__ = "delivery_events"
    __table_args__ = (
        one_of("kind", DeliveryEventKind),
        one_of("how", Channel),
        UniqueConstraint("delivery_id", "kind"),
        Index("ix_delivery_events_of_report", "report_id", "kind"),
        CheckConstraint(
            "(kind = 'acknowledged') = (who <> '' AND how IS NOT NULL)", name="acknowledged"
        ),
        CheckConstraint("kind = 'acknowledged' OR (who = '' AND how IS NULL)", name="by_us"),
    )

    id: Mapped[int] = key()
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), init=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"))
    kind: Mapped[DeliveryEventKind]
    who: Mapped[str] = mapped_column(String(200), default="")  # who over there confirmed it
    how: Mapped[Channel | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]


class Delivery(Base, kw_only=True):
    """A report sent to somebody; never changed, events tell what became of it.

    ``sha256`` is the digest of the very file that went out: the issued PDF, or a copy of it that
    carries the organisation's signature behind the issued bytes.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        one_of("way", DeliveryWay),
        Index("ix_deliveries_at", "at"),
        CheckConstraint("to_whom <> ''", name="to_whom"),
        CheckConstraint("way NOT IN ('email', 'folder') OR address <> ''", name="address"),
    )

    id: Mapped[int] = key()
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), init=False, index=True)
    report: Mapped[Report] = relationship()
    way: Mapped[DeliveryWay]
    to_whom: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(500), default="")  # of a mailbox or a folder
    sha256: Mapped[str] = mapped_column(String(64))
    certificate_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates.id"), default=None
    )  # of the organisation's signature behind the issued bytes; None: those bytes alone
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), init=False)
    by: Mapped[Person] = relationship()
    at: Mapped[datetime]
    events: Mapped[list[DeliveryEvent]] = relationship(
        default_factory=list, order_by=DeliveryEvent.id
    )

    # Facts

    @property
    def is_original(self) -> bool:
        """Whether the very bytes that were issued went out."""
        return self.certificate_id is None

    @property
    def standing(self) -> DeliveryStanding:
        """Where it stands now."""
        kinds = {event.kind for event in self.events}
        for kind, standing in (
            (DeliveryEventKind.ACKNOWLEDGED, DeliveryStanding.ACKNOWLEDGED),
            (DeliveryEventKind.DROPPED, DeliveryStanding.DROPPED),
            (DeliveryEventKind.SENT, DeliveryStanding.SENT),
        ):
            if kind in kinds:
                return standing
        return DeliveryStanding.SENT if self.way.is_sent_at_once else DeliveryStanding.MADE

    # Acts

    def confirm_sent(self, by: Person, at: datetime) -> None:
        """Note that what was made ready has been sent."""
        self._must_be_unsettled()
        self._happen(DeliveryEventKind.SENT, by, at, at)

    def drop(self, why: str, by: Person, at: datetime) -> None:
        """Note that what was made ready is not going to be sent, and why."""
        self._must_be_unsettled()
        kept = texts.reason(why)
        self._happen(DeliveryEventKind.DROPPED, by, at, at).note = kept

    def acknowledge(
        self, who: str, how: Channel, happened_at: datetime, by: Person, at: datetime
    ) -> DeliveryEvent:
        """Note that somebody over there confirmed the receipt: who, how and when."""
        if self.standing is DeliveryStanding.ACKNOWLEDGED:
            raise AlreadyAcknowledged(report=self.report.number, name=self.to_whom)
        if self.standing is not DeliveryStanding.SENT:
            raise NotSentYet(report=self.report.number)
        if not self.at <= happened_at <= at:
            raise AcknowledgedTooEarly(report=self.report.number)
        kept = texts.text(who, N_("name"), needed=True)
        event = self._happen(DeliveryEventKind.ACKNOWLEDGED, by, happened_at, at)
        event.who, event.how = kept, how
        return event

    def _must_be_unsettled(self) -> None:
        if self.standing is not DeliveryStanding.MADE:
            raise DeliverySettled(report=self.report.number, standing=self.standing)

    def _happen(
        self, kind: DeliveryEventKind, by: Person, happened_at: datetime, at: datetime
    ) -> DeliveryEvent:
        event = DeliveryEvent(
            report_id=self.report.id, kind=kind, happened_at=happened_at, by=by, at=at
        )
        self.events.append(event)
        return event
