"""Reports that go out: noted with their digest, confirmed as sent, their receipt noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from qc_desk.domain import texts
from qc_desk.domain.deliveries import Delivery, DeliveryEvent
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryStanding, DeliveryWay
from qc_desk.domain.loop_words import Channel
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.refusals import ReportReplaced, ReportWithdrawn
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.i18n import N_
from qc_desk.services.acts import acting


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryEntry:
    """What went out: which report, which way, to whom, and the digest of the very file."""

    report_id: int
    way: DeliveryWay
    to_whom: str
    address: str = ""
    sha256: str
    certificate_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Who over there confirmed the receipt, how and when."""

    who: str
    how: Channel
    happened_at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryEventRow:
    """What became of a delivery, and who noted it."""

    kind: DeliveryEventKind
    who: str
    how: Channel | None
    note: str
    happened_at: datetime
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryRow:
    """A delivery as lists show it."""

    id: int
    report_id: int
    report: str
    way: DeliveryWay
    to_whom: str
    address: str
    sha256: str
    is_original: bool  # the issued bytes themselves, not a signed copy of them
    standing: DeliveryStanding
    by: str
    at: datetime
    events: tuple[DeliveryEventRow, ...]


def must_be_in_force(session: Session, report_id: int) -> Report:
    """Return a report that may be sent; refuse one that was replaced or withdrawn."""
    report = session.get_one(Report, report_id)
    newer = session.scalars(select(Report.number).where(Report.replaces_id == report_id)).first()
    if newer is not None:
        raise ReportReplaced(report=report.number, newer=newer)
    withdrawn = select(Withdrawal.id).where(Withdrawal.report_id == report_id)
    if session.scalar(withdrawn) is not None:
        raise ReportWithdrawn(number=report.number)
    return report


def may_deliver(session: Session, report_id: int, by: int) -> Report:
    """Return a report that this person may send now; asked before anything leaves the program."""
    report = must_be_in_force(session, report_id)
    person = session.get_one(Person, by)
    person.must_hold(MAY_INSPECT, session.get_one(Site, report.site_id))
    return report


def note_delivery(session: Session, entry: DeliveryEntry, by: int, at: datetime) -> DeliveryRow:
    """Note that a report went out, or that a draft was made."""
    person = acting(session, "delivery.make", by, at)
    report = must_be_in_force(session, entry.report_id)
    person.must_hold(MAY_INSPECT, session.get_one(Site, report.site_id))
    made = Delivery(
        report=report,
        way=entry.way,
        to_whom=texts.text(entry.to_whom, N_("recipient"), needed=True),
        address=texts.text(entry.address, N_("address"), texts.LINE),
        sha256=entry.sha256,
        certificate_id=entry.certificate_id,
        by=person,
        at=at,
    )
    session.add(made)
    session.flush()
    return _row(made)


def confirm_sent(session: Session, delivery_id: int, by: int, at: datetime) -> DeliveryRow:
    """Note that what was made ready has been sent."""
    person = acting(session, "delivery.sent", by, at)
    found = _held(session, delivery_id, person)
    found.confirm_sent(person, at)
    return _kept(session, found)


def drop(session: Session, delivery_id: int, why: str, by: int, at: datetime) -> DeliveryRow:
    """Note that what was made ready is not going to be sent, and why."""
    person = acting(session, "delivery.drop", by, at, why)
    found = _held(session, delivery_id, person)
    found.drop(why, person, at)
    return _kept(session, found)


def acknowledge(
    session: Session, delivery_id: int, receipt: Receipt, by: int, at: datetime
) -> DeliveryRow:
    """Note that the other side confirmed the receipt of a report."""
    person = acting(session, "delivery.acknowledge", by, at)
    found = _held(session, delivery_id, person)
    event = found.acknowledge(receipt.who, receipt.how, receipt.happened_at, person, at)
    event.note = texts.text(receipt.note, N_("note"), texts.NOTE)
    return _kept(session, found)


def deliveries_of(session: Session, report_ids: Sequence[int]) -> list[DeliveryRow]:
    """Return everything that was done to send these reports, the newest first."""
    query = (
        select(Delivery)
        .where(Delivery.report_id.in_(report_ids))
        .order_by(Delivery.id.desc())
        .options(
            joinedload(Delivery.report),
            joinedload(Delivery.by),
            selectinload(Delivery.events).joinedload(DeliveryEvent.by),
        )
    )
    return [_row(each) for each in session.scalars(query)]


def _held(session: Session, delivery_id: int, person: Person) -> Delivery:
    """Return a delivery that nobody else can settle meanwhile."""
    found = session.get_one(Delivery, delivery_id, with_for_update=True)
    person.must_hold(MAY_INSPECT, session.get_one(Site, found.report.site_id))
    return found


def _kept(session: Session, found: Delivery) -> DeliveryRow:
    session.flush()
    return _row(found)


def _row(found: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=found.id,
        report_id=found.report.id,
        report=found.report.number,
        way=found.way,
        to_whom=found.to_whom,
        address=found.address,
        sha256=found.sha256,
        is_original=found.is_original,
        standing=found.standing,
        by=found.by.name,
        at=found.at,
        events=tuple(
            DeliveryEventRow(
                kind=each.kind,
                who=each.who,
                how=each.how,
                note=each.note,
                happened_at=each.happened_at,
                by=each.by.name,
                at=each.at,
            )
            for each in found.events
        ),
    )
