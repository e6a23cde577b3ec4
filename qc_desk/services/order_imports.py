"""Orders of customers from tables of other programs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.refusals import FieldInvalid, FieldNeeded, NotFound, Retired
from qc_desk.i18n import N_
from qc_desk.services.columns import Cells, Column, find_columns
from qc_desk.services.imports import (
    ImportResult,
    by_name,
    insert_rows,
    may_be_written,
    result_of,
    sort_rows,
)
from qc_desk.services.orders import came_by, must_be_another
from qc_desk.services.sheets import SheetTable
from qc_desk.services.shop_data import leading

COLUMNS = (
    Column(
        key="number",
        label=N_("order number"),
        names=(
            *("order", "order no", "po", "po number", "purchase order", "sales order", "number"),
            *("narudzbina", "broj narudzbine", "porudzbina", "broj porudzbine", "nalog", "broj"),
        ),
        needed=True,
    ),
    Column(
        key="customer",
        label=N_("customer"),
        names=("client", "buyer", "company", "customer name", "kupac", "klijent", "narucilac"),
        needed=True,
    ),
    Column(
        key="promised_ship_date",
        label=N_("promised ship date"),
        names=(
            *(
                "ship date",
                "ship by",
                "due",
                "due date",
                "delivery date",
                "promised",
            ),
            *("rok", "rok isporuke", "datum isporuke", "isporuka", "obecano", "datum"),
        ),
    ),
    Column(
        key="ordered_on",
        label=N_("ordered on"),
        names=("order date", "ordered", "placed on", "datum narudzbine", "naruceno"),
    ),
    Column(
        key="recommended_by",
        label=N_("recommended by"),
        names=("referred by", "referral", "recommended", "preporucio", "preporuka"),
    ),
)
_NAMING = ("number", "customer")


class _Reader:
    """Reads rows as orders and knows which ones there are already."""

    def __init__(self, session: Session, places: dict[str, int], at: datetime) -> None:
        columns = {"recommended_by": "recommended_by_id"}
        self.compared = [columns.get(key, key) for key in places if key not in _NAMING]
        self.at = at
        everybody = session.scalars(select(Customer).order_by(Customer.id.desc()))
        self.customers = by_name((each.name, each) for each in everybody)
        self.held = by_name((each.number, each) for each in session.scalars(select(Order)))

    def __call__(self, cells: Cells) -> dict[str, object] | None:
        """Return the values of a new order, None for one that is there already."""
        number = texts.text(cells.text("number"), N_("order number"), 60, needed=True)
        held = self.held.get(number.casefold())
        customer = self._customer(cells.text("customer"), held)
        read = {
            "promised_ship_date": cells.day("promised_ship_date", N_("promised ship date")),
            "ordered_on": came_by(cells.day("ordered_on", N_("ordered on")), self.at),
            "recommended_by_id": self._recommender(cells.text("recommended_by"), customer, held),
        }
        if held is None:
            return {
                "number": number,
                "customer_id": customer.id,
                **read,
                "created_at": self.at,
                "retired_at": None,
            }
        same = all(getattr(held, column) == read[column] for column in self.compared)
        if held.customer_id != customer.id or not same:
            why = N_("an order with this number is in the record with other facts.")
            raise FieldInvalid(field=N_("order number"), value=number, why=why)
        return None

    def _recommender(self, written: str, customer: Customer, held: Order | None) -> int | None:
        """Return who recommended us to the customer, by their name."""
        if not written.strip():
            return None
        found = self._customer(written, held)
        must_be_another(found, customer)
        return found.id

    def _customer(self, written: str, held: Order | None) -> Customer:
        wanted = " ".join(written.split())
        if not wanted:
            raise FieldNeeded(field=N_("customer"))
        found = self.customers.get(wanted.casefold())
        if found is None:
            raise NotFound(kind=N_("customer"), name=wanted)
        if found.retired_at is not None and held is None:
            raise Retired(kind=N_("customer"), name=found.name)
        return found


def import_orders(
    session: Session,
    table: SheetTable,
    by: int,
    at: datetime,
    *,
    dry_run: bool = False,
    skip_refused: bool = False,
) -> ImportResult:
    """Import orders; those that are there already stay as they are.

    Nothing is stored while a row is refused, unless refused rows are to be skipped. An order
    without a date has none promised.
    """
    leading(session, "order.import", by, at)
    places, ignored = find_columns(table, COLUMNS)
    read = _Reader(session, places, at)
    found = sort_rows(table, places, read, lambda row: str(row["number"]).casefold())
    written = may_be_written(found, dry_run=dry_run, skip_refused=skip_refused)
    if written:
        insert_rows(session, Order, found.new)
    return result_of(table, found, ignored, written=written)
