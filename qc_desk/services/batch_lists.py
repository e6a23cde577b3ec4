"""Lists of batches: filtered, searched and sorted in the database, read in windows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import BatchStatus

_SORTS: dict[str, ColumnElement[Any]] = {
    "changed": Batch.changed_at.expression,
    "number": Batch.folded.expression,
    "product": Product.code.expression,
    "manufacturer": Manufacturer.name.expression,
    "site": Site.name.expression,
    "quantity": Batch.quantity.expression,
    "produced": Batch.produced_on.expression,
    "ship_date": Order.promised_ship_date.expression,
    "status": Batch.status.expression,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchFilter:
    """Which batches to show and in which order; empty means all, newest change first."""

    text: str = ""
    statuses: tuple[BatchStatus, ...] = ()
    product_id: int | None = None
    manufacturer_id: int | None = None
    site_id: int | None = None
    produced_from: date | None = None
    produced_to: date | None = None
    sort: str = "changed"
    descending: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchRow:
    """A batch as lists show it."""

    id: int
    version: int
    number: str
    product_code: str
    product_name: str
    manufacturer: str
    site: str
    order_number: str
    quantity: int
    produced_on: date | None
    promised_ship_date: date | None
    status: BatchStatus
    round: int
    changed_at: datetime


def count_batches(session: Session, wanted: BatchFilter) -> int:
    """Return how many batches the filter lets through."""
    counted = select(func.count()).select_from(Batch).where(*_conditions(session, wanted))
    return session.execute(counted).scalar_one()


def batch_ids(session: Session, wanted: BatchFilter, limit: int | None = None) -> list[int]:
    """Return the ids of the batches the filter lets through, in its order."""
    query = select(Batch.id).where(*_conditions(session, wanted))
    if wanted.sort in ("product", "manufacturer", "site", "ship_date"):
        query = _joined(query, wanted.sort)
    column = _SORTS[wanted.sort]
    order = (column.desc(), Batch.id.desc()) if wanted.descending else (column, Batch.id)
    return list(session.scalars(query.order_by(*order).limit(limit)))


def first_batches(session: Session, wanted: BatchFilter, limit: int) -> list[BatchRow]:
    """Return the first rows of the batches the filter lets through, in its order."""
    return batches_by_id(session, batch_ids(session, wanted, limit))


def _joined(query: Select[int], sort: str) -> Select[int]:
    if sort == "ship_date":
        return query.outerjoin(Order, Order.id == Batch.order_id)
    if sort == "product":
        return query.join(Product, Product.id == Batch.product_id)
    if sort == "site":
        return query.join(Site, Site.id == Batch.site_id)
    return query.join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)


def batches_by_id(session: Session, ids: list[int]) -> list[BatchRow]:
    """Return the rows of these batches, in the order of the ids; unknown ids are left out."""
    query = (
        select(
            Batch.id,
            Batch.version,
            Batch.number,
            Product.code,
            Product.revision,
            Product.name,
            Manufacturer.name,
            Site.name,
            Order.number,
            Batch.quantity,
            Batch.produced_on,
            Order.promised_ship_date,
            Batch.status,
            Batch.round,
            Batch.changed_at,
        )
        .join(Product, Product.id == Batch.product_id)
        .join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)
        .join(Site, Site.id == Batch.site_id)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(Batch.id.in_(ids))
    )
    found = {row[0]: _row(*row) for row in session.execute(query)}
    return [found[each] for each in ids if each in found]


def _row(*columns: object) -> BatchRow:
    id_, version, number, code, revision, name, maker, site, order, *rest = columns
    quantity, produced_on, promised, status, round_, changed_at = rest
    return BatchRow(
        id=id_,  # type: ignore[arg-type]
        version=version,  # type: ignore[arg-type]
        number=number,  # type: ignore[arg-type]
        product_code=f"{code} {revision}".strip(),
        product_name=name,  # type: ignore[arg-type]
        manufacturer=maker,  # type: ignore[arg-type]
        site=site,  # type: ignore[arg-type]
        order_number=order or "",  # type: ignore[arg-type]
        quantity=quantity,  # type: ignore[arg-type]
        produced_on=produced_on,  # type: ignore[arg-type]
        promised_ship_date=promised,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        round=round_,  # type: ignore[arg-type]
        changed_at=changed_at,  # type: ignore[arg-type]
    )


def _conditions(session: Session, wanted: BatchFilter) -> list[ColumnElement[bool]]:
    """Return what a batch must be to come through the filter."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(Batch.status.in_(wanted.statuses))
    for column, chosen in (
        (Batch.product_id, wanted.product_id),
        (Batch.manufacturer_id, wanted.manufacturer_id),
        (Batch.site_id, wanted.site_id),
    ):
        if chosen is not None:
            conditions.append(column == chosen)
    if wanted.produced_from is not None:
        conditions.append(Batch.produced_on >= wanted.produced_from)
    if wanted.produced_to is not None:
        conditions.append(Batch.produced_on <= wanted.produced_to)
    if wanted.text.strip():
        conditions.append(_mentions(session, wanted.text.casefold().strip()))
    return conditions


def _mentions(session: Session, text: str) -> ColumnElement[bool]:
    """Batches whose number, product, manufacturer or order holds the text, in any alphabet's case.

    Products and manufacturers are few and are compared here: SQLite folds only ASCII letters.
    """
    products = [
        row.id
        for row in session.execute(select(Product.id, Product.code, Product.name))
        if text in f"{row.code} {row.name}".casefold()
    ]
    makers = [
        row.id
        for row in session.execute(select(Manufacturer.id, Manufacturer.name))
        if text in row.name.casefold()
    ]
    orders = select(Order.id).where(func.lower(Order.number).contains(text, autoescape=True))
    return or_(
        Batch.folded.contains(text, autoescape=True),
        Batch.product_id.in_(products),
        Batch.manufacturer_id.in_(makers),
        Batch.order_id.in_(orders),
    )
