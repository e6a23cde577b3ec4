"""Lists of complaints: filtered, searched and sorted in the database, read in windows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import end_of
from qc_desk.domain.loop_words import Channel, ComplaintOutcome, ComplaintStatus, Standing
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.products import Product
from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_
from qc_desk.services.complaint_clock import ClockRow, Promised, is_late, promised, reached
from qc_desk.services.complaint_details import ComplaintDetail, complaint_detail
from qc_desk.services.complaint_search import mentions

__all__ = [
    "ComplaintDetail",
    "ComplaintFilter",
    "ComplaintGroup",
    "ComplaintRow",
    "complaint_detail",
    "complaint_ids",
    "complaints_by_id",
    "count_complaints",
    "first_complaints",
]

OPEN = tuple(each for each in ComplaintStatus if each is not ComplaintStatus.CLOSED)
WRITTEN = tuple(each for each in Channel if each.written)
SHOWN_WORDS = 300


class ComplaintGroup(Word):
    """Which complaints a list shows."""

    ALL = "all", N_("all")
    OPEN = "open", N_("open")
    LATE = "late", N_("late")
    CLOSED = "closed", N_("closed")


_SORTS: dict[str, ColumnElement[Any]] = {
    "heard": Complaint.heard_at.expression,
    "number": Complaint.number.expression,
    "changed": Complaint.changed_at.expression,
    "customer": Customer.name.expression,
    "product": Product.code.expression,
    "site": Site.name.expression,
    "order": Order.number.expression,
    "channel": Complaint.channel.expression,
    "status": Complaint.status.expression,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintFilter:
    """Which complaints to show and in which order; empty means all, heard last first."""

    text: str = ""
    group: ComplaintGroup = ComplaintGroup.ALL
    statuses: tuple[ComplaintStatus, ...] = ()
    site_id: int | None = None
    customer_id: int | None = None
    product_id: int | None = None
    written: bool | None = None  # None: written and verbal
    heard_from: date | None = None  # days in ``time_zone``
    heard_to: date | None = None
    time_zone: str = "UTC"
    sort: str = "heard"
    descending: bool = True


class ComplaintRow(NamedTuple):
    """A complaint as lists show it."""

    id: int
    version: int
    number: int
    customer: str
    site: str
    order_number: str
    product_code: str
    channel: Channel
    heard_at: datetime
    words: str  # the first 300 characters
    status: ComplaintStatus
    outcome: ComplaintOutcome | None
    batches: tuple[tuple[str, Standing], ...] = ()  # what is not refuted
    clocks: tuple[ClockRow, ...] = ()

    @property
    def name(self) -> str:
        """The number as people say it."""
        return f"C-{self.number}"

    @property
    def late(self) -> bool:
        """Whether it waits for something longer than was promised."""
        return any(clock.late and clock.is_open for clock in self.waiting)

    @property
    def waiting(self) -> tuple[ClockRow, ...]:
        """What the customer still waits for; nothing more once it is closed."""
        if self.status is ComplaintStatus.CLOSED:
            return ()
        return tuple(clock for clock in self.clocks if clock.is_open)

    @property
    def next_clock(self) -> ClockRow | None:
        """What is due first of all that the customer still waits for."""
        return min(self.waiting, key=lambda clock: clock.due_at, default=None)


_COMPLAINT = Complaint.__table__.c
_ROWS = (
    select(
        _COMPLAINT.id,
        _COMPLAINT.version,
        _COMPLAINT.number,
        Customer.__table__.c.name,
        Site.__table__.c.name,
        func.coalesce(Order.__table__.c.number, ""),
        func.trim(func.coalesce(Product.code + " " + Product.revision, "")),
        _COMPLAINT.channel,
        _COMPLAINT.heard_at,
        func.substr(_COMPLAINT.words, 1, SHOWN_WORDS),
        _COMPLAINT.status,
        _COMPLAINT.outcome,
    )
    .select_from(Complaint)
    .join(Customer, Customer.id == Complaint.customer_id)
    .join(Site, Site.id == Complaint.site_id)
    .outerjoin(Order, Order.id == Complaint.order_id)
    .outerjoin(Product, Product.id == Complaint.product_id)
)


def count_complaints(session: Session, wanted: ComplaintFilter, at: datetime) -> int:
    """Return how many complaints the filter lets through at a moment."""
    counted = select(func.count()).select_from(Complaint).where(*_conditions(session, wanted, at))
    return session.execute(counted).scalar_one()


def complaint_ids(
    session: Session, wanted: ComplaintFilter, at: datetime, limit: int | None = None
) -> list[int]:
    """Return the ids of the complaints the filter lets through, in its order."""
    query = _joined(select(Complaint.id), wanted).where(*_conditions(session, wanted, at))
    return list(session.scalars(_in_order(query, wanted).limit(limit)))


def first_complaints(
    session: Session, wanted: ComplaintFilter, at: datetime, limit: int
) -> list[ComplaintRow]:
    """Return the first rows of the complaints the filter lets through, in its order."""
    return complaints_by_id(session, complaint_ids(session, wanted, at, limit), at)


def complaints_by_id(
    session: Session, ids: list[int], at: datetime, told: Promised | None = None
) -> list[ComplaintRow]:
    """Return the rows of these complaints, in the order of the ids; unknown ids are left out.

    ``told``: what was promised about answers, where it is known already.
    """
    if not ids:
        return []
    read = session.connection().execute(_ROWS.where(Complaint.id.in_(ids)))
    found = {row.id: ComplaintRow._make((*row, (), ())) for row in read}
    linked, done = _batches(session, ids), reached(session, found)
    told = told or promised(session)
    return [
        found[each]._replace(
            batches=linked.get(each, ()),
            clocks=told.clocks(found[each].heard_at, done[each], at),
        )
        for each in ids
        if each in found
    ]


def _batches(session: Session, ids: list[int]) -> dict[int, tuple[tuple[str, Standing], ...]]:
    """Return the batches that are confirmed or suspected now, of each complaint."""
    links = session.execute(
        select(ComplaintLink.complaint_id, Batch.number, ComplaintLink.standing)
        .join(Batch, Batch.id == ComplaintLink.batch_id)
        .where(ComplaintLink.complaint_id.in_(ids))
        .order_by(ComplaintLink.id)
    )
    newest: dict[int, dict[str, Standing]] = defaultdict(dict)
    for complaint_id, number, standing in links:
        newest[complaint_id][number] = standing
    return {
        each: tuple(pair for pair in said.items() if pair[1] is not Standing.REFUTED)
        for each, said in newest.items()
    }


def _joined(query: Select[Any], wanted: ComplaintFilter) -> Select[Any]:
    """Return the query with the table that it is sorted by."""
    if wanted.sort == "customer":
        return query.join(Customer, Customer.id == Complaint.customer_id)
    if wanted.sort == "product":
        return query.outerjoin(Product, Product.id == Complaint.product_id)
    if wanted.sort == "site":
        return query.join(Site, Site.id == Complaint.site_id)
    if wanted.sort == "order":
        return query.outerjoin(Order, Order.id == Complaint.order_id)
    return query


def _in_order(query: Select[Any], wanted: ComplaintFilter) -> Select[Any]:
    """Return the query in the filter's order; what is equal in it stands by age."""
    column = _SORTS[wanted.sort]
    order = column.desc() if wanted.descending else column.asc()
    if wanted.sort in ("product", "order"):  # what is not known stands at the end
        order = order.nulls_last()
    return query.order_by(order, Complaint.id.desc() if wanted.descending else Complaint.id)


def _conditions(
    session: Session, wanted: ComplaintFilter, at: datetime
) -> list[ColumnElement[bool]]:
    """Return what a complaint must be to come through the filter."""
    conditions = [*_of_group(session, wanted, at), *_of_period(wanted)]
    if wanted.statuses:
        conditions.append(Complaint.status.in_(wanted.statuses))
    for column, chosen in (
        (Complaint.site_id, wanted.site_id),
        (Complaint.customer_id, wanted.customer_id),
        (Complaint.product_id, wanted.product_id),
    ):
        if chosen is not None:
            conditions.append(column == chosen)
    if wanted.written is not None:
        written = Complaint.channel.in_(WRITTEN)
        conditions.append(written if wanted.written else ~written)
    if wanted.text.strip():
        conditions.append(mentions(session, wanted.text))
    return conditions


def _of_group(
    session: Session, wanted: ComplaintFilter, at: datetime
) -> list[ColumnElement[bool]]:
    if wanted.group is ComplaintGroup.OPEN:
        return [Complaint.status.in_(OPEN)]
    if wanted.group is ComplaintGroup.LATE:
        return [is_late(promised(session), at)]
    if wanted.group is ComplaintGroup.CLOSED:
        return [Complaint.status == ComplaintStatus.CLOSED]
    return []


def _of_period(wanted: ComplaintFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.heard_from is not None:
        begun = datetime.combine(wanted.heard_from, time.min, ZoneInfo(wanted.time_zone))
        conditions.append(Complaint.heard_at >= begun)
    if wanted.heard_to is not None:
        conditions.append(Complaint.heard_at < end_of(wanted.heard_to, wanted.time_zone))
    return conditions
