"""Finding complaints by what somebody types: number, customer, order, batch or words."""

import re

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaints import Complaint, ComplaintLink
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.services.shop_data import folded

_NUMBER = re.compile(r"(?:c-?)?(\d{1,15})", re.ASCII)


def mentions(session: Session, text: str) -> ColumnElement[bool]:
    """Complaints whose number, customer, order, batch or words hold what was typed."""
    wanted = folded(text.strip())
    customers = [
        row.id
        for row in session.execute(select(Customer.id, Customer.name))
        if wanted in folded(row.name)
    ]
    orders = [
        row.id
        for row in session.execute(select(Order.id, Order.number))
        if wanted in folded(row.number)
    ]
    linked = (
        select(ComplaintLink.complaint_id)
        .join(Batch, Batch.id == ComplaintLink.batch_id)
        .where(Batch.folded.contains(wanted, autoescape=True))
    )
    found = [
        Complaint.id.in_(linked),
        func.lower(Complaint.words).contains(wanted, autoescape=True),
    ]
    number = _NUMBER.fullmatch(wanted)
    if number is not None:
        found.append(Complaint.number == int(number[1]))
    if customers:
        found.append(Complaint.customer_id.in_(customers))
    if orders:
        found.append(Complaint.order_id.in_(orders))
    return or_(*found)
