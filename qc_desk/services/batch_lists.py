"""Lists of batches: filtered, searched and sorted in the database, read in windows."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import N_
from qc_desk.services.shop_data import folded

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


class BatchRow(NamedTuple):
    """A batch as lists show it; a named tuple, because a list makes hundreds of them at once."""

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


_CODE = func.trim(Product.code + " " + Product.revision).label("product_code")
_ROWS = (
    select(
        Batch.__table__.c.id,
        Batch.__table__.c.version,
        Batch.__table__.c.number,
        _CODE,
        Product.__table__.c.name,
        Manufacturer.__table__.c.name,
        Site.__table__.c.name,
        func.coalesce(Order.__table__.c.number, ""),
        Batch.__table__.c.quantity,
        Batch.__table__.c.produced_on,
        Order.__table__.c.promised_ship_date,
        Batch.__table__.c.status,
        Batch.__table__.c.round,
    )
    .select_from(Batch)
    .join(Product, Product.id == Batch.product_id)
    .join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)
    .join(Site, Site.id == Batch.site_id)
    .outerjoin(Order, Order.id == Batch.order_id)
)


def count_batches(session: Session, wanted: BatchFilter) -> int:
    """Return how many batches the filter lets through."""
    if wanted.text.strip():
        counted = _counted(tuple(_conditions(session, wanted)))
    else:
        counted = _count_unsearched(wanted)
    return session.connection().execute(counted).scalar_one()


@lru_cache(maxsize=64)
def _count_unsearched(wanted: BatchFilter) -> Select[int]:
    """Return the query for how many there are; the same list is asked for after every change."""
    return _counted(tuple(_chosen(wanted)))


def _counted(conditions: tuple[ColumnElement[bool], ...]) -> Select[int]:
    return select(func.count()).select_from(Batch).where(*conditions)


def batch_ids(session: Session, wanted: BatchFilter, limit: int | None = None) -> list[int]:
    """Return the ids of the batches the filter lets through, in its order."""
    query = _ids(wanted, tuple(_conditions(session, wanted)))
    return list(session.scalars(_in_order(query, wanted).limit(limit)))


def first_batches(session: Session, wanted: BatchFilter, limit: int) -> list[BatchRow]:
    """Return the first rows of the batches the filter lets through, in its order.

    The ids are found first, mostly in an index alone; only then are whole rows read.
    """
    if wanted.text.strip():
        return _read(session, _first(wanted, tuple(_conditions(session, wanted)), limit))
    return _read(session, _first_unsearched(wanted, limit))


@lru_cache(maxsize=64)
def _first_unsearched(wanted: BatchFilter, limit: int) -> Select[Any]:
    """Return the query for the first rows; the same list is asked for after every change."""
    return _first(wanted, tuple(_chosen(wanted)), limit)


def _first(
    wanted: BatchFilter, conditions: tuple[ColumnElement[bool], ...], limit: int
) -> Select[Any]:
    ids = _in_order(_ids(wanted, conditions), wanted).limit(limit).subquery()
    return _in_order(_ROWS.join(ids, ids.c.id == Batch.id), wanted)


def batches_by_id(session: Session, ids: list[int]) -> list[BatchRow]:
    """Return the rows of these batches, in the order of the ids; unknown ids are left out."""
    found = {row.id: row for row in _read(session, _ROWS.where(Batch.id.in_(ids)))}
    return [found[each] for each in ids if each in found]


def _read(session: Session, query: Select[Any]) -> list[BatchRow]:
    """Return the rows of a query; past the unit of work, which has nothing to do here."""
    return [BatchRow._make(row) for row in session.connection().execute(query).all()]


def _ids(wanted: BatchFilter, conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    """Return a query for the ids that the filter lets through."""
    query = select(Batch.id).where(*conditions)
    if wanted.sort == "ship_date":
        return query.outerjoin(Order, Order.id == Batch.order_id)
    if wanted.sort == "product":
        return query.join(Product, Product.id == Batch.product_id)
    if wanted.sort == "site":
        return query.join(Site, Site.id == Batch.site_id)
    if wanted.sort == "manufacturer":
        return query.join(Manufacturer, Manufacturer.id == Batch.manufacturer_id)
    return query


def _in_order(query: Select[Any], wanted: BatchFilter) -> Select[Any]:
    """Return the query in the filter's order; batches that are equal in it stand by age."""
    column = _SORTS[wanted.sort]
    order = column.desc() if wanted.descending else column.asc()
    if wanted.sort in ("produced", "ship_date"):  # days that are not known stand at the end
        order = order.nulls_last()
    return query.order_by(order, Batch.id.desc() if wanted.descending else Batch.id)


def _conditions(session: Session, wanted: BatchFilter) -> list[ColumnElement[bool]]:
    """Return what a batch must be to come through the filter."""
    conditions = _chosen(wanted)
    searched = texts.text(wanted.text[: texts.NAME], N_("words"))
    if searched:
        conditions.append(_mentions(session, folded(searched)))
    return conditions


def _chosen(wanted: BatchFilter) -> list[ColumnElement[bool]]:
    """Return what was chosen, all but the search."""
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
    return conditions


def _mentions(session: Session, text: str) -> ColumnElement[bool]:
    """Batches whose number, product, manufacturer or order holds the text, in any alphabet's case.

    Products and manufacturers are few and are compared here: SQLite folds only ASCII letters.
    """
    products = [
        row.id
        for row in session.execute(
            select(Product.id, Product.code, Product.revision, Product.name)
        )
        if text in folded(f"{row.code} {row.revision} {row.name}")
    ]
    makers = [
        row.id
        for row in session.execute(select(Manufacturer.id, Manufacturer.name))
        if text in folded(row.name)
    ]
    orders = session.scalars(
        select(Order.id).where(_holds(session, func.lower(Order.number), text))
    ).all()
    held = [_holds(session, Batch.folded, text)]
    for column, ids in (
        (Batch.product_id, products),
        (Batch.manufacturer_id, makers),
        (Batch.order_id, orders),
    ):
        if ids:
            held.append(column.in_(ids))
    return or_(*held)


def _holds(session: Session, column: SQLColumnExpression[str], text: str) -> ColumnElement[bool]:
    """Whether a folded column holds the text; SQLite finds a plain text faster than a pattern."""
    if session.get_bind().dialect.name == "sqlite":
        return func.instr(column, text) > 0
    return column.contains(text, autoescape=True)
