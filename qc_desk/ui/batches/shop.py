"""What can be chosen about a batch: products, makers, sites, people, orders and buyers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import format_date
from qc_desk.services.batches import BatchEntry
from qc_desk.services.customers import CustomerEntry, add_customer, customer_rows
from qc_desk.services.manufacturers import ManufacturerRow, manufacturer_rows
from qc_desk.services.orders import OrderEntry, OrderRow, add_order, order_rows
from qc_desk.services.people import PersonRow, people_rows, person_row
from qc_desk.services.products import ProductRow, product_rows
from qc_desk.services.sites import SiteRow, site_rows

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Choices = list[tuple[int, str]]
_NOTHING = BatchEntry(
    number="", product_id=None, manufacturer_id=None, site_id=None, quantity=None
)
Row = TypeVar("Row", ProductRow, ManufacturerRow, SiteRow, OrderRow, PersonRow)


@dataclass(frozen=True)
class ShopWords:
    """What filters offer, retired things too: old batches have them."""

    products: Choices
    manufacturers: Choices
    sites: Choices


def shop_words(session: "Session") -> ShopWords:
    """Return everything that a batch of this shop can be of, from and at."""
    return ShopWords(
        products=[
            (row.id, f"{row.full_code} · {row.name}")
            for row in product_rows(session, retired=True)
        ],
        manufacturers=[(row.id, row.name) for row in manufacturer_rows(session, retired=True)],
        sites=[(row.id, row.name) for row in site_rows(session, retired=True)],
    )


@dataclass(frozen=True)
class BatchChoices:
    """What can be chosen when a batch is entered."""

    products: Choices
    manufacturers: Choices
    sites: Choices
    people: Choices
    orders: Choices
    customers: Choices


def batch_choices(session: "Session", held: BatchEntry | None = None) -> BatchChoices:
    """Return what a batch can be of, from, at, by and for; what it holds stays among it."""
    has = held or _NOTHING
    products = _offered(product_rows(session, retired=True), has.product_id)
    makers = _offered(manufacturer_rows(session, retired=True), has.manufacturer_id)
    sites = _offered(site_rows(session, retired=True), has.site_id)
    orders = _offered(order_rows(session, retired=True), has.order_id)
    people = _offered(people_rows(session, retired=True), *has.producer_ids)
    return BatchChoices(
        products=[(row.id, f"{row.full_code} · {row.name}") for row in products],
        manufacturers=[(row.id, row.name) for row in makers],
        sites=[(row.id, row.name) for row in sites],
        people=[(row.id, row.name) for row in people],
        orders=[(row.id, told(row)) for row in orders],
        customers=[(row.id, row.name) for row in customer_rows(session)],
    )


def _offered(rows: Iterable[Row], *held: int | None) -> list[Row]:
    """Return the rows in use, and those that the batch holds already."""
    return [row for row in rows if not row.retired or row.id in held]


def told(order: OrderRow) -> str:
    """Return an order in one line: number, customer, promised day."""
    parts = [order.number, order.customer]
    if order.promised_ship_date is not None:
        parts.append(format_date(order.promised_ship_date))
    return " · ".join(parts)


@dataclass(frozen=True)
class NewOrder:
    """An order that is made together with its batch; a customer by id, or by a new name."""

    number: str
    customer_id: int | None
    new_customer: str
    promised_ship_date: date | None


def may_order(session: "Session", by: int) -> bool:
    """Whether the person may make orders: it takes a lead or an owner of any site."""
    return any(held.role in (Role.LEAD, Role.OWNER) for held in person_row(session, by).roles)


def kept_order(
    session: "Session", entry: BatchEntry, order: NewOrder | None, by: int, at: datetime
) -> BatchEntry:
    """Return the entry with its new order, which is kept now, and its new customer if need be."""
    if order is None:
        return entry
    customer_id = order.customer_id
    if order.new_customer:
        fresh = CustomerEntry(name=order.new_customer)
        customer_id = add_customer(session, fresh, by, at).id
    made = OrderEntry(
        number=order.number,
        customer_id=customer_id,
        promised_ship_date=order.promised_ship_date,
    )
    return replace(entry, order_id=add_order(session, made, by, at).id)
