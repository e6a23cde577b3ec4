"""Finding complaints by what somebody types: number, customer, order, batch or words."""

import re

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.services.full_text import holding
from qc_desk.services.shop_data import folded

_NUMBER = re.compile(r"(?:c-?)?(\d{1,15})", re.ASCII)


def mentions(session: Session, typed: str) -> ColumnElement[bool]:
    """Complaints whose number, customer, order, batch or words hold what was typed."""
    wanted = folded(_storable(typed).strip())
    linked = (
        select(ComplaintLink.complaint_id)
        .join(Batch, Batch.id == ComplaintLink.batch_id)
        .where(Batch.folded.contains(wanted, autoescape=True))
    )
    customers, orders = _customers(session, wanted), _orders(session, wanted)
    found: list[ColumnElement[bool]] = [
        Complaint.id.in_(linked),
        Complaint.customer_id.in_(customers),
        Complaint.order_id.in_(orders),
    ]
    number = _NUMBER.fullmatch(wanted)
    if number is not None:
        found.append(Complaint.number == int(number[1]))
    said = holding(session, typed)
    if said is not None:
        found.append(Complaint.id.in_(said))
    return or_(*found)


def _storable(typed: str) -> str:
    """Return what was typed without the signs that no database takes."""
    return typed.encode("utf-8", "ignore").decode().replace("\0", "")


def _customers(session: Session, wanted: str) -> list[int]:
    """Customers are few and are compared here: SQLite folds only the letters A to Z."""
    rows = session.execute(select(Customer.id, Customer.name))
    return [row.id for row in rows if wanted in folded(row.name)]


def _orders(session: Session, wanted: str) -> list[int]:
    """Return the orders with such a number, of those that somebody complained about."""
    complained = select(Complaint.order_id).where(Complaint.order_id.is_not(None))
    rows = session.execute(select(Order.id, Order.number).where(Order.id.in_(complained)))
    return [row.id for row in rows if wanted in folded(row.number)]
