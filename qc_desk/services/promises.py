"""Promises as they are made, kept, moved, done too late, and told to be broken."""

from dataclasses import dataclass
from datetime import MINYEAR, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import end_of
from qc_desk.domain.loop_words import ComplaintStatus, ProblemStatus, PromiseSide
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.refusals import (
    FieldInvalid,
    FieldNeeded,
    NotFound,
    WrongComplaintStatus,
    WrongProblemStatus,
)
from qc_desk.i18n import N_, _
from qc_desk.services.acts import acting, must_be_on_time
from qc_desk.services.serial_numbers import next_number
from qc_desk.services.shop_data import choosable

LONGEST = timedelta(days=5 * 366)  # a promise for later than that is a slip of the keyboard


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseEntry:
    """What is entered about a promise; without customer and manufacturer it is to ourselves.

    ``is_fix``: it promises the end of its problem.
    """

    side: PromiseSide
    text: str
    site_id: int | None
    due_on: date | None
    owner_id: int | None = None  # None: whoever enters it
    customer_id: int | None = None
    manufacturer_id: int | None = None
    order_id: int | None = None
    complaint_id: int | None = None
    problem_id: int | None = None
    is_fix: bool = False


def make(session: Session, entry: PromiseEntry, by: int, at: datetime) -> int:
    """Write a promise down; returns its id. From now on the clock runs."""
    person = acting(session, "promise.make", by, at)
    site = _site(session, entry.site_id)
    person.must_hold(MAY_INSPECT, site)
    due_on = _day(entry.due_on, at)
    complaint = _open_complaint(session, entry.complaint_id)
    problem = _open_problem(session, entry.problem_id)
    order = _order(session, entry, complaint)
    customer = _customer(session, entry, complaint, order)
    promise = Promise(
        number=next_number(session, Promise.number),
        side=entry.side,
        text=texts.text(entry.text, N_("what is promised"), texts.NOTE, needed=True),
        site=site,
        customer=customer,
        manufacturer=_manufacturer(session, entry, customer),
        order=order,
        complaint_id=entry.complaint_id,
        problem_id=entry.problem_id,
        is_fix=_is_fix(entry),
        due_on=due_on,
        due_at=end_of(due_on, site.time_zone),
        owner=_owner(session, entry.owner_id, person),
        made_at=at,
        by=person,
    )
    promise.must_not_be_due()
    session.add(promise)
    for whole in (complaint, problem):
        if whole is not None:
            whole.touch(at)
    session.flush()
    return promise.id


def keep(session: Session, promise_id: int, evidence: str, by: int, at: datetime) -> None:
    """Note that a promise was kept, and how one can see it; only before it is due."""
    promise, person = _held(session, "promise.keep", promise_id, by, at)
    promise.keep(evidence, person, at)


def move(
    session: Session, promise_id: int, due_on: date | None, agreed: str, by: int, at: datetime
) -> None:
    """Move a promise to a later day before it is due; ``agreed``: who of the other side agreed."""
    promise, person = _held(session, "promise.move", promise_id, by, at)
    promise.move(_day(due_on, at), agreed, person, at)


def finish_late(session: Session, promise_id: int, evidence: str, by: int, at: datetime) -> None:
    """Note that what was promised is done after all; the promise stays broken."""
    promise, person = _held(session, "promise.finish_late", promise_id, by, at)
    promise.finish_late(evidence, person, at)


def tell(session: Session, promise_id: int, words: str, by: int, at: datetime) -> None:
    """Note that the other side was told that the promise is broken: who, and how."""
    promise, person = _held(session, "promise.tell", promise_id, by, at)
    promise.tell(words, person, at)


def _held(
    session: Session, name: str, promise_id: int, by: int, at: datetime
) -> tuple[Promise, Person]:
    """Begin an act on a promise, locked for this change, and return it with who acts."""
    must_be_on_time(session, at)
    person = acting(session, name, by, at)
    # locked by its id alone: the sites and people beside it are not
    found = session.scalar(select(Promise.id).where(Promise.id == promise_id).with_for_update())
    if found is None:
        raise NotFound(kind=N_("promise"), name=promise_id)
    promise = session.get_one(Promise, promise_id)
    person.must_hold(MAY_INSPECT, promise.site)
    return promise, person


def _day(day: date | None, at: datetime) -> date:
    """Return a day on which something can be due."""
    if day is None:
        raise FieldNeeded(field=N_("due"))
    latest = at.date() + LONGEST
    if not date(MINYEAR + 1, 1, 1) <= day <= latest:
        why = _("choose a day before {latest}.").format(latest=latest)
        raise FieldInvalid(field=N_("due"), value=day, why=why)
    return day


def _site(session: Session, site_id: int | None) -> Site:
    if site_id is None:
        raise FieldNeeded(field=N_("site"))
    return choosable(session, Site, site_id, N_("site"))


def _open_complaint(session: Session, complaint_id: int | None) -> Complaint | None:
    """Return the complaint that something is promised about, locked; a closed one is done with."""
    if complaint_id is None:
        return None
    complaint = session.get(Complaint, complaint_id, with_for_update=True)
    if complaint is None:
        raise NotFound(kind=N_("complaint"), name=complaint_id)
    if complaint.status is ComplaintStatus.CLOSED:
        raise WrongComplaintStatus(complaint=complaint.name, status=complaint.status)
    return complaint


def _open_problem(session: Session, problem_id: int | None) -> Problem | None:
    """Return the problem that is promised about, locked; a merged one lives on elsewhere."""
    if problem_id is None:
        return None
    problem = session.get(Problem, problem_id, with_for_update={"of": Problem})
    if problem is None:
        raise NotFound(kind=N_("problem"), name=problem_id)
    if problem.status is ProblemStatus.MERGED:
        raise WrongProblemStatus(problem=problem.name, status=problem.status)
    return problem


def _is_fix(entry: PromiseEntry) -> bool:
    if entry.is_fix and entry.problem_id is None:
        raise FieldNeeded(field=N_("problem"))
    return entry.is_fix


def _order(session: Session, entry: PromiseEntry, complaint: Complaint | None) -> Order | None:
    """Return the order that is meant; a complaint's own one where none was chosen."""
    held = complaint.order_id if complaint is not None else None
    chosen = entry.order_id if entry.order_id is not None else held
    return None if chosen is None else choosable(session, Order, chosen, N_("order"), held)


def _customer(
    session: Session, entry: PromiseEntry, complaint: Complaint | None, order: Order | None
) -> Customer | None:
    """Return the customer; it must be the one of the complaint and of the order."""
    if entry.customer_id is None:
        return None
    held = entry.customer_id if complaint is not None or order is not None else None
    customer = choosable(session, Customer, entry.customer_id, N_("customer"), held)
    for whole in (complaint, order):
        if whole is not None and whole.customer is not customer:
            name = whole.name if isinstance(whole, Complaint) else whole.number
            why = _("{name} is of {customer}.").format(name=name, customer=whole.customer.name)
            raise FieldInvalid(field=N_("customer"), value=customer.name, why=why)
    return customer


def _manufacturer(
    session: Session, entry: PromiseEntry, customer: Customer | None
) -> Manufacturer | None:
    """Return the manufacturer; a promise is between us and one other side."""
    if entry.manufacturer_id is None:
        if entry.side is PromiseSide.THEIRS and customer is None:
            raise FieldNeeded(field=N_("who promised"))
        return None
    maker = choosable(session, Manufacturer, entry.manufacturer_id, N_("manufacturer"))
    if customer is not None:
        why = _("the promise is already made with {customer}.").format(customer=customer.name)
        raise FieldInvalid(field=N_("manufacturer"), value=maker.name, why=why)
    return maker


def _owner(session: Session, owner_id: int | None, by: Person) -> Person:
    """Return who sees to it; they must still work here."""
    if owner_id is None:
        return by
    owner = session.get(Person, owner_id)
    if owner is None:
        raise NotFound(kind=N_("person"), name=owner_id)
    owner.must_be_active()
    return owner
