"""Orders of customers from tables of other programs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.orders import Order
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import FieldInvalid, Retired
from qc_desk.i18n import N_
from qc_desk.services.columns import Cells, Column
from qc_desk.services.imports import by_name, insert_rows, named
from qc_desk.services.intake import Intake
from qc_desk.services.orders import came_by, must_be_another

COLUMNS = (
    Column(
        key="number",
        label=N_("order number"),
        names=(
            *("order", "order no", "po", "po number", "purchase order", "sales order", "number"),
            *("narudzbina", "broj narudzbine", "porudzbina", "broj porudzbine", "nalog", "broj"),
            *("pedido", "numero de pedido", "orden de compra"),
        ),
        needed=True,
    ),
    Column(
        key="customer",
        label=N_("customer"),
        names=(
            "client",
            "buyer",
            "company",
            "customer name",
            "kupac",
            "klijent",
            "narucilac",
            "cliente",
        ),
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
            *("fecha de envio", "fecha de entrega", "entrega"),
        ),
    ),
    Column(
        key="ordered_on",
        label=N_("ordered on"),
        names=(
            "order date",
            "ordered",
            "placed on",
            "datum narudzbine",
            "naruceno",
            "fecha del pedido",
        ),
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

    def __init__(
        self, session: Session, places: dict[str, int], _by: Person, at: datetime
    ) -> None:
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
        found = named(self.customers, written, N_("customer"))
        if found.retired_at is not None and held is None:
            raise Retired(kind=N_("customer"), name=found.name)
        return found


# Orders; one without a date has none promised.
import_orders = Intake(
    act="order.import",
    columns=COLUMNS,
    reader=_Reader,
    same=lambda row: str(row["number"]).casefold(),
    keep=lambda session, rows, _at: insert_rows(session, Order, rows),
)
