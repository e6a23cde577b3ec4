"""What can be chosen about a complaint: customers, orders, products, sites, codes, items."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.services.customers import customer_rows
from qc_desk.services.orders import order_rows
from qc_desk.services.products import product_rows
from qc_desk.services.sites import site_rows

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Choices = list[tuple[int, str]]


@dataclass(frozen=True)
class ComplaintWords:
    """What filters and the intake offer."""

    customers: Choices
    products: Choices
    sites: Choices
    orders: Choices
    customer_of_order: dict[int, int]


def complaint_words(session: "Session", *, retired: bool = False) -> ComplaintWords:
    """Return what a complaint can be about; retired things only for filters."""
    orders = order_rows(session, retired=retired)
    return ComplaintWords(
        customers=[(row.id, row.name) for row in customer_rows(session, retired=retired)],
        products=[
            (row.id, f"{row.full_code} · {row.name}")
            for row in product_rows(session, retired=retired)
        ],
        sites=[(row.id, row.name) for row in site_rows(session, retired=retired)],
        orders=[(row.id, f"{row.number} · {row.customer}") for row in orders],
        customer_of_order={row.id: row.customer_id or 0 for row in orders},
    )
