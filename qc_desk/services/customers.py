"""The buyers of the goods: entered, corrected, put away and found again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.parties import Customer
from qc_desk.i18n import N_
from qc_desk.services.manufacturers import checked_email
from qc_desk.services.shop_data import as_seen, in_order, keep, leading, must_be_free

_WORD = N_("customer")


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerEntry:
    """What is entered about a customer."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerRow(CustomerEntry):
    """A customer as lists show it."""

    id: int
    retired: bool


def customer_rows(
    session: Session, search: str = "", *, retired: bool = False
) -> list[CustomerRow]:
    """Return customers in name order; retired ones only when they are asked for too."""
    wanted = select(Customer)
    if not retired:
        wanted = wanted.where(Customer.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(rows, lambda row: (row.name, row.email, row.phone), search)


def add_customer(session: Session, entry: CustomerEntry, by: int, at: datetime) -> CustomerRow:
    """Enter a customer."""
    leading(session, "customer.add", by, at)
    kept = checked_customer(entry)
    must_be_free(session, Customer.name, kept.name, _WORD, None)
    made = Customer(name=kept.name, email=kept.email, phone=kept.phone, created_at=at)
    return _row(keep(session, made, kept.name, _WORD))


def change_customer(
    session: Session, seen: CustomerRow, entry: CustomerEntry, by: int, at: datetime
) -> CustomerRow:
    """Correct a customer, if it is still as it was seen."""
    leading(session, "customer.change", by, at)
    found = as_seen(session, Customer, seen, _row, seen.name)
    kept = checked_customer(entry)
    must_be_free(session, Customer.name, kept.name, _WORD, found.id)
    found.name = kept.name
    found.email = kept.email
    found.phone = kept.phone
    return _row(keep(session, found, kept.name, _WORD))


def retire_customer(session: Session, seen: CustomerRow, by: int, at: datetime) -> CustomerRow:
    """Put a customer away: it stays in old records and cannot be chosen any more."""
    leading(session, "customer.retire", by, at)
    found = as_seen(session, Customer, seen, _row, seen.name)
    found.retired_at = at
    return _row(keep(session, found, found.name, _WORD))


def bring_back_customer(session: Session, seen: CustomerRow, by: int, at: datetime) -> CustomerRow:
    """Let a retired customer be chosen again."""
    leading(session, "customer.bring_back", by, at)
    found = as_seen(session, Customer, seen, _row, seen.name)
    found.retired_at = None
    return _row(keep(session, found, found.name, _WORD))


def checked_customer(entry: CustomerEntry) -> CustomerEntry:
    """Return what was entered as it is kept, or refuse it."""
    return CustomerEntry(
        name=texts.text(entry.name, N_("name"), needed=True),
        email=checked_email(entry.email),
        phone=texts.text(entry.phone, N_("phone"), 40),
    )


def _row(found: Customer) -> CustomerRow:
    return CustomerRow(
        id=found.id,
        name=found.name,
        email=found.email,
        phone=found.phone,
        retired=found.retired_at is not None,
    )
