"""Reports that wait: issued and not sent, or sent and never confirmed by the other side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.base import UtcDateTime
from qc_desk.domain.deliveries import Delivery, DeliveryEvent
from qc_desk.domain.delivery_words import DeliveryEventKind, DeliveryWay
from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.services.targets import target_values
from qc_desk.storage.without_index import without_index

LOOKED_BACK = timedelta(days=30)  # what is older was settled in another way
_AT_ONCE = (DeliveryWay.EMAIL, DeliveryWay.FOLDER)
_SINCE, _UNTIL = bindparam("since", type_=UtcDateTime), bindparam("until", type_=UtcDateTime)
_SITES = bindparam("sites", type_=BigInteger, expanding=True)
_MOST = bindparam("most", type_=Integer)


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
    days = target_values(session, (TargetKind.SEND_DAYS, TargetKind.CONFIRM_DAYS), at)
    facts = {"since": at - LOOKED_BACK, "sites": list(sites), "most": most}
    sent_by = {"until": at - timedelta(days=days[TargetKind.SEND_DAYS])}
    confirmed_by = {"until": at - timedelta(days=days[TargetKind.CONFIRM_DAYS])}
    found = [
        *((row, False) for row in session.execute(_unsent(), facts | sent_by)),
        *((row, True) for row in session.execute(_unconfirmed(), facts | confirmed_by)),
    ]
    return [
        UnansweredRow(report_id=key, report=number, to_whom=name, since=since, is_sent=is_sent)
        for (key, number, name, since), is_sent in found[:most]
    ]


@cache  # put together once: that takes longer than to ask it
def _unsent() -> Select[int, str, str, datetime]:
    """Return a query for reports that were not sent ``until`` then."""
    return (
        select(Report.id, Report.number, _name(), Report.issued_at)
        .outerjoin(Manufacturer, Manufacturer.id == Report.manufacturer_id)
        .outerjoin(Customer, Customer.id == Report.customer_id)
        .where(
            Report.issued_at > _SINCE,
            Report.issued_at <= _UNTIL,
            *_in_force(),
            ~exists().where(Delivery.report_id == Report.id, _is_out()),
        )
        .order_by(Report.issued_at)
        .limit(_MOST)
    )


@cache
def _unconfirmed() -> Select[int, str, str, datetime]:
    """Return a query for reports that were sent ``until`` then, and confirmed by nobody."""
    confirmed = exists().where(
        DeliveryEvent.report_id == Report.id, DeliveryEvent.kind == DeliveryEventKind.ACKNOWLEDGED
    )
    last = func.max(Delivery.at)
    return (
        select(Report.id, Report.number, func.max(Delivery.to_whom), last)
        .join(Delivery, Delivery.report_id == Report.id)
        .where(Delivery.at > _SINCE, *_in_force(), _is_out(), ~confirmed)
        .group_by(Report.id, Report.number)
        .having(last <= _UNTIL)
        .order_by(last)
        .limit(_MOST)
    )


def _name() -> ColumnElement[str]:
    return func.coalesce(Manufacturer.name, Customer.name, "")


def _in_force() -> list[ColumnElement[bool]]:
    newer = aliased(Report)
    return [
        without_index(Report.site_id).in_(_SITES),
        ~exists().where(newer.replaces_id == Report.id),
        ~exists().where(Withdrawal.report_id == Report.id),
    ]


def _is_out() -> ColumnElement[bool]:
    """Whether a delivery has left: by the program itself, or as a person said."""
    sent = exists().where(
        DeliveryEvent.delivery_id == Delivery.id, DeliveryEvent.kind == DeliveryEventKind.SENT
    )
    return or_(Delivery.way.in_(_AT_ONCE), sent)
