"""The columns of exported complaints, promises and touches, and where they come from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import PromiseEventKind
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.domain.touches import Touch
from qc_desk.i18n import N_, _
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Found, Selected, cells, plain
from qc_desk.services.sheet_files import Value


def _with_prefix(prefix: str, row: Row[*tuple[Any, ...]]) -> list[Value]:
    """Return the cells of a row whose first is a number as people say it."""
    number, *rest = cells(row)
    return [f"{prefix}-{number}", *rest]


# Complaints


def _complaints(after: int) -> Selected:
    heard_by, entered_by = aliased(Person), aliased(Person)
    return (
        select(
            Complaint.id,
            NO_INSPECTION,
            Complaint.number,
            Site.code,
            Customer.name,
            Order.number,
            Product.code,
            Product.revision,
            DefectCode.code,
            Complaint.item_code,
            Complaint.channel,
            Complaint.heard_at,
            heard_by.name,
            Complaint.told_by,
            Complaint.words,
            Complaint.language,
            Complaint.remedy,
            Complaint.status,
            Complaint.outcome,
            Complaint.source,
            Complaint.outside_id,
            entered_by.name,
            Complaint.entered_at,
            Complaint.changed_at,
        )
        .join(Site, Site.id == Complaint.site_id)
        .join(Customer, Customer.id == Complaint.customer_id)
        .join(heard_by, heard_by.id == Complaint.heard_by_id)
        .join(entered_by, entered_by.id == Complaint.entered_by_id)
        .outerjoin(Order, Order.id == Complaint.order_id)
        .outerjoin(Product, Product.id == Complaint.product_id)
        .outerjoin(DefectCode, DefectCode.id == Complaint.code_id)
        .where(Complaint.id > after)
        .order_by(Complaint.id)
    )


def _with_batches(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return complaints with what is said now about batches as their last cell."""
    newest = (
        select(func.max(ComplaintLink.id))
        .where(ComplaintLink.complaint_id.in_([row.id for row in found]))
        .group_by(ComplaintLink.complaint_id, ComplaintLink.batch_id)
    )
    said = (
        select(ComplaintLink.complaint_id, Batch.number, ComplaintLink.standing)
        .join(Batch, Batch.id == ComplaintLink.batch_id)
        .where(ComplaintLink.id.in_(newest))
        .order_by(ComplaintLink.id)
    )
    linked: dict[int, list[str]] = {}
    for complaint_id, number, standing in session.execute(said):
        linked.setdefault(complaint_id, []).append(f"{number}: {standing.label}")
    return [[*_with_prefix("C", row), "; ".join(linked.get(row.id, []))] for row in found]


COMPLAINTS = Export(
    labels=(
        N_("complaint"),
        N_("site"),
        N_("customer"),
        N_("order"),
        N_("product code"),
        N_("revision"),
        N_("defect code"),
        N_("item code"),
        N_("channel"),
        N_("heard at (UTC)"),
        N_("heard by"),
        N_("told by"),
        N_("words of the customer"),
        N_("language"),
        N_("remedy wanted"),
        N_("status"),
        N_("outcome"),
        N_("source"),
        N_("outside number"),
        N_("entered by"),
        N_("entered (UTC)"),
        N_("changed (UTC)"),
        N_("batches"),
    ),
    select=_complaints,
    values=_with_batches,
)


# Promises


def _promises(after: int) -> Selected:
    owner, by = aliased(Person), aliased(Person)
    return (
        select(
            Promise.id,
            NO_INSPECTION,
            Promise.number,
            Promise.side,
            Promise.text,
            Site.code,
            Customer.name,
            Manufacturer.name,
            Order.number,
            Complaint.number,
            Problem.number,
            Promise.is_fix,
            owner.name,
            by.name,
            Promise.made_at,
            Promise.due_on,
        )
        .join(Site, Site.id == Promise.site_id)
        .join(owner, owner.id == Promise.owner_id)
        .join(by, by.id == Promise.by_id)
        .outerjoin(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Manufacturer, Manufacturer.id == Promise.manufacturer_id)
        .outerjoin(Order, Order.id == Promise.order_id)
        .outerjoin(Complaint, Complaint.id == Promise.complaint_id)
        .outerjoin(Problem, Problem.id == Promise.problem_id)
        .where(Promise.id > after)
        .order_by(Promise.id)
    )


def _with_outcome(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return promises with what became of them: due now, done how and when, told or not."""
    happened: dict[int, list[PromiseEvent]] = {}
    wanted = (
        select(PromiseEvent)
        .where(PromiseEvent.promise_id.in_([row.id for row in found]))
        .order_by(PromiseEvent.id)
    )
    for event in session.scalars(wanted):
        happened.setdefault(event.promise_id, []).append(event)
    return [_became(row, happened.get(row.id, [])) for row in found]


def _became(row: Row[*tuple[Any, ...]], events: Sequence[PromiseEvent]) -> list[Value]:
    due_on = row.due_on
    done: PromiseEvent | None = None
    told = False
    for event in events:
        if event.kind is PromiseEventKind.MOVED:
            due_on = event.due_on
        elif event.kind is PromiseEventKind.TOLD:
            told = True
        else:
            done = event
    became: list[Value] = [due_on, "", None, ""]
    if done is not None:
        became[1:] = [done.kind.label, done.at, done.words]
    return [*_with_prefix("P", row), *became, _("yes") if told else _("no")]


PROMISES = Export(
    labels=(
        N_("promise"),
        N_("side"),
        N_("text"),
        N_("site"),
        N_("customer"),
        N_("manufacturer"),
        N_("order"),
        N_("complaint number"),
        N_("problem number"),
        N_("promises the end of its problem"),
        N_("owner of the promise"),
        N_("entered by"),
        N_("made (UTC)"),
        N_("first due on"),
        N_("due on"),
        N_("outcome"),
        N_("done (UTC)"),
        N_("evidence"),
        N_("told that it is broken"),
    ),
    select=_promises,
    values=_with_outcome,
)


# Touches


def _touches(after: int) -> Selected:
    return (
        select(
            Touch.id,
            NO_INSPECTION,
            Touch.id.label("touch"),
            Order.number,
            Complaint.number,
            Touch.direction,
            Touch.channel,
            Touch.minutes,
            Touch.planned,
            Touch.note,
            Touch.happened_at,
            Person.name,
            Touch.entered_at,
        )
        .join(Person, Person.id == Touch.by_id)
        .outerjoin(Complaint, Complaint.id == Touch.complaint_id)
        .outerjoin(Order, Order.id == func.coalesce(Touch.order_id, Complaint.order_id))
        .where(Touch.id > after)
        .order_by(Touch.id)
    )


TOUCHES = Export(
    labels=(
        N_("touch"),
        N_("order"),
        N_("complaint number"),
        N_("direction"),
        N_("channel"),
        N_("minutes"),
        N_("planned"),
        N_("note"),
        N_("happened (UTC)"),
        N_("person"),
        N_("entered (UTC)"),
    ),
    select=_touches,
    values=plain,
)
