"""Reports that wait: issued and not sent, or sent and never confirmed by the other side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.deliveries import Delivery, DeliveryEvent
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryWay
from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.services.at_sites import at_sites
from qc_desk.services.targets import target_value

LOOKED_BACK = timedelta(days=30)  # what is older was settled in another way
_AT_ONCE = (DeliveryWay.EMAIL, DeliveryWay.FOLDER)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnansweredRow:
    """A report that waits: to be sent, or for its receipt to be confirmed."""

    report_id: int
    report: str
    to_whom: str
    since: datetime  # issued, or sent
    is_sent: bool


def unanswered(
    session: Session, at: datetime, sites: Sequence[int], most: int
) -> list[UnansweredRow]:
    """Return the reports of these sites that wait longer than the shop wants, oldest first."""
    return [*_unsent(session, at, sites, most), *_unconfirmed(session, at, sites, most)][:most]


def _unsent(
    session: Session, at: datetime, sites: Sequence[int], most: int
) -> list[UnansweredRow]:
    days = target_value(session, TargetKind.SEND_DAYS, at)
    query = (
        select(Report.id, Report.number, _name(), Report.issued_at)
        .outerjoin(Manufacturer, Manufacturer.id == Report.manufacturer_id)
        .outerjoin(Customer, Customer.id == Report.customer_id)
        .where(
            Report.issued_at > at - LOOKED_BACK,
            Report.issued_at <= at - timedelta(days=days),
            *_in_force(sites),
            ~exists().where(Delivery.report_id == Report.id, _is_out()),
        )
        .order_by(Report.issued_at)
        .limit(most)
    )
    return [
        UnansweredRow(report_id=key, report=number, to_whom=name, since=since, is_sent=False)
        for key, number, name, since in session.execute(query)
    ]


def _unconfirmed(
    session: Session, at: datetime, sites: Sequence[int], most: int
) -> list[UnansweredRow]:
    days = target_value(session, TargetKind.CONFIRM_DAYS, at)
    confirmed = exists().where(
        DeliveryEvent.report_id == Report.id, DeliveryEvent.kind == DeliveryEventKind.ACKNOWLEDGED
    )
    last = func.max(Delivery.at)
    query = (
        select(Report.id, Report.number, func.max(Delivery.to_whom), last)
        .join(Delivery, Delivery.report_id == Report.id)
        .where(Delivery.at > at - LOOKED_BACK, *_in_force(sites), _is_out(), ~confirmed)
        .group_by(Report.id, Report.number)
        .having(last <= at - timedelta(days=days))
        .order_by(last)
        .limit(most)
    )
    return [
        UnansweredRow(report_id=key, report=number, to_whom=name, since=since, is_sent=True)
        for key, number, name, since in session.execute(query)
    ]


def _name() -> ColumnElement[str]:
    return func.coalesce(Manufacturer.name, Customer.name, "")


def _in_force(sites: Sequence[int]) -> list[ColumnElement[bool]]:
    newer = aliased(Report)
    return [
        at_sites(Report.site_id, sites),
        ~exists().where(newer.replaces_id == Report.id),
        ~exists().where(Withdrawal.report_id == Report.id),
    ]


def _is_out() -> ColumnElement[bool]:
    """Whether a delivery has left: by the program itself, or as a person said."""
    sent = exists().where(
        DeliveryEvent.delivery_id == Delivery.id, DeliveryEvent.kind == DeliveryEventKind.SENT
    )
    return or_(Delivery.way.in_(_AT_ONCE), sent)
