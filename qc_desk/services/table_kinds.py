"""The tables that can be brought in beside complaints: what they are about, and who takes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from qc_desk.services import (
    batch_imports,
    customer_imports,
    gauge_imports,
    order_imports,
    people_imports,
    product_imports,
)
from qc_desk.services.import_subjects import Subject
from qc_desk.services.imports import ImportResult
from qc_desk.services.sheets import SheetTable


class Take(Protocol):
    """A service that brings a table in."""

    def __call__(
        self,
        session: Session,
        table: SheetTable,
        by: int,
        at: datetime,
        *,
        dry_run: bool = False,
        skip_refused: bool = False,
    ) -> ImportResult:
        """Import the rows of a table; those that are there already stay as they are."""


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is about, and the service that takes it."""

    subject: Subject
    take: Take


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
