"""The tables that can be brought in beside complaints: what they are about, and who takes them."""

from dataclasses import dataclass

from qc_desk.services import (
    batch_imports,
    customer_imports,
    gauge_imports,
    order_imports,
    people_imports,
    product_imports,
)
from qc_desk.services.import_subjects import Subject
from qc_desk.services.intake import Intake


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is about, and the service that takes it."""

    subject: Subject
    take: Intake


TABLES = {
    "orders": TableKind(
        Subject(
            name="orders",
            columns=order_imports.COLUMNS,
            day="promised_ship_date",
            same=("customer",),
        ),
        order_imports.import_orders,
    ),
    "customers": TableKind(
        Subject(name="customers", columns=customer_imports.COLUMNS),
        customer_imports.import_customers,
    ),
    "people": TableKind(
        Subject(
            name="people",
            columns=people_imports.COLUMNS,
            same=("language", "roles", "site"),
            secret=people_imports.SECRET,
        ),
        people_imports.import_people,
    ),
    "products": TableKind(
        Subject(name="products", columns=product_imports.COLUMNS, same=("family", "checklist")),
        product_imports.import_products,
    ),
    "batches": TableKind(
        Subject(
            name="batches",
            columns=batch_imports.COLUMNS,
            day="produced_on",
            same=("product", "manufacturer", "site"),
        ),
        batch_imports.import_batches,
    ),
    "gauges": TableKind(
        Subject(name="gauges", columns=gauge_imports.COLUMNS, same=("kind", "site", "unit")),
        gauge_imports.import_gauges,
    ),
}
