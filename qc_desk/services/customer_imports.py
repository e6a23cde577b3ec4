"""Customers from tables of other programs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.i18n import N_
from qc_desk.services.columns import Cells, Column
from qc_desk.services.customers import CustomerEntry, checked_customer
from qc_desk.services.imports import by_name, insert_rows
from qc_desk.services.intake import Intake

COLUMNS = (
    Column(
        key="name",
        label=N_("name"),
        names=(
            *("customer", "customer name", "client", "buyer", "company", "firm"),
            *("kupac", "naziv kupca", "klijent", "firma", "naziv", "ime"),
            *("cliente", "nombre", "empresa"),
        ),
        needed=True,
    ),
    Column(
        key="email",
        label=N_("e-mail"),
        names=(
            "email",
            "e mail address",
            "email address",
            "mail",
            "mejl",
            "imejl",
            "e posta",
            "correo",
        ),
    ),
    Column(
        key="phone",
        label=N_("phone"),
        names=("telephone", "phone number", "mobile", "tel", "telefon", "broj telefona"),
    ),
)


class _Reader:
    """Reads rows as customers and knows which ones there are already."""

    def __init__(
        self, session: Session, places: dict[str, int], _by: Person, at: datetime
    ) -> None:
        self.compared = [key for key in ("email", "phone") if key in places]
        self.at = at
        self.held = by_name((each.name, each) for each in session.scalars(select(Customer)))

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new customer, None for one that is there already."""
        entry = checked_customer(
            CustomerEntry(
                name=cells.text("name"), email=cells.text("email"), phone=cells.text("phone")
            )
        )
        held = self.held.get(entry.name.casefold())
        if held is None:
            return {
                "name": entry.name,
                "email": entry.email,
                "phone": entry.phone,
                "created_at": self.at,
                "retired_at": None,
            }
        if any(getattr(held, key) != getattr(entry, key) for key in self.compared):
            why = N_("a customer with this name is in the record with other facts.")
            raise FieldInvalid(field=N_("name"), value=entry.name, why=why)
        return None


# Customers; those that are there already stay as they are.
import_customers = Intake(
    act="customer.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: str(row["name"]).casefold(),
    keep=lambda session, rows, _at: insert_rows(session, Customer, rows),
)
