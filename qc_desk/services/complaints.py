"""Complaints as they are heard, acknowledged, said back, looked into, answered and closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.loop_words import Channel, ComplaintOutcome, Standing
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.refusals import ChangedElsewhere, FieldNeeded, NotFound, WrongOrderCustomer
from qc_desk.i18n import N_, _
from qc_desk.services.acts import acting, must_hold_anywhere
from qc_desk.services.serial_numbers import next_number
from qc_desk.services.shop_data import choosable
from qc_desk.services.sightings import see_complaint
from qc_desk.storage import search_index

NAMED_AT_INTAKE = N_("named when the complaint was heard")


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintEntry:
    """What is entered while a customer speaks; what is left out is worked out or stays open."""

    customer_id: int | None
    words: str
    channel: Channel | None
    site_id: int | None = None  # None: where the person works
    order_id: int | None = None  # None: the batch's
    batch_id: int | None = None
    product_id: int | None = None  # None: the batch's, or the order's when it has only one
    heard_at: datetime | None = None  # None: now
    told_by: str = ""
    language: str = ""
    remedy: str = ""


def receive(session: Session, entry: ComplaintEntry, by: int, at: datetime) -> int:
    """Take a complaint down; returns its id. The clock runs from when it was heard.

    A batch that the customer names becomes a suspected link. Raises HeardInFuture, and
    MadeAfterwards for a batch that is younger than the complaint.
    """
    person = acting(session, "complaint.receive", by, at)
    if entry.channel is None:
        raise FieldNeeded(field=N_("channel"))
    words = texts.text(entry.words, N_("words of the customer"), texts.NOTE, needed=True)
    batch = held_batch(session, entry.batch_id) if entry.batch_id is not None else None
    customer, order = _customer_and_order(session, entry, batch)
    site = _site(session, entry.site_id, person)
    complaint = Complaint(
        number=next_number(session, Complaint.number),
        site=site,
        customer=customer,
        order=order,
        product=_product(session, entry.product_id, batch, order),
        channel=entry.channel,
        heard_at=entry.heard_at or at,
        heard_by=person,
        words=words,
        told_by=texts.text(entry.told_by, N_("told by"), texts.NAME),
        language=texts.text(entry.language, N_("language"), 8),
        remedy=texts.text(entry.remedy, N_("remedy wanted"), texts.NOTE),
        entered_by=person,
        entered_at=at,
        changed_at=at,
    )
    complaint.receive(person, at)
    if batch is not None:
        complaint.state(batch, Standing.SUSPECTED, _(NAMED_AT_INTAKE), person, at)
    session.add(complaint)
    session.flush()
    search_index.catch_up(session.connection())
    return complaint.id


def _site(session: Session, chosen: int | None, person: Person) -> Site:
    if chosen is None:
        return must_hold_anywhere(person, MAY_INSPECT)
    return choosable(session, Site, chosen, N_("site"))


def held_batch(session: Session, chosen: int) -> Batch:
    """Return a batch that stays until the transaction ends; held before a complaint is."""
    found = session.get(Batch, chosen, with_for_update={"read": True, "key_share": True})
    if found is None:
        raise NotFound(kind=N_("batch"), name=chosen)
    return found


def _customer_and_order(
    session: Session, entry: ComplaintEntry, batch: Batch | None
) -> tuple[Customer, Order | None]:
    """Return who complains and about which order; each may follow from the other."""
    order = None
    if entry.order_id is not None:
        order = choosable(session, Order, entry.order_id, N_("order"))
    elif batch is not None and batch.order is not None:
        fits = entry.customer_id in (None, batch.order.customer_id)
        order = batch.order if fits else None
    if entry.customer_id is None and order is None:
        raise FieldNeeded(field=N_("customer"))
    if entry.customer_id is None or order is None:
        chosen = order.customer_id if order is not None else entry.customer_id
        return choosable(session, Customer, chosen or 0, N_("customer")), order
    customer = choosable(session, Customer, entry.customer_id, N_("customer"))
    if order.customer_id != customer.id:
        raise WrongOrderCustomer(order=order.number, customer=order.customer.name)
    return customer, order


def _product(
    session: Session, chosen: int | None, batch: Batch | None, order: Order | None
) -> Product | None:
    """Return the product that was chosen, or the only one that batch and order leave open."""
    if chosen is not None:
        return choosable(session, Product, chosen, N_("product"))
    if batch is not None:
        return batch.product
    if order is None:
        return None
    made = select(Batch.product_id).where(Batch.order_id == order.id).distinct().limit(2)
    found = session.scalars(made).all()
    return session.get_one(Product, found[0]) if len(found) == 1 else None


def acknowledge(session: Session, complaint_id: int, words: str, by: int, at: datetime) -> None:
    """Tell the customer that they were heard."""
    person = acting(session, "complaint.acknowledge", by, at)
    locked_complaint(session, complaint_id).acknowledge(words, person, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Restatement:
    """The complaint in our own words, and who at the customer's agreed that this is it."""

    words: str
    agreed_by: str
    agreed_at: datetime | None = None  # None: now


def restate(session: Session, complaint_id: int, said: Restatement, by: int, at: datetime) -> None:
    """Say the complaint back; it counts once the customer has agreed."""
    person = acting(session, "complaint.restate", by, at)
    complaint = locked_complaint(session, complaint_id)
    complaint.restate(said.words, (said.agreed_by, said.agreed_at), person, at)


def investigate(session: Session, complaint_id: int, words: str, by: int, at: datetime) -> None:
    """Begin to look for the cause."""
    person = acting(session, "complaint.investigate", by, at)
    locked_complaint(session, complaint_id).investigate(words, person, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerEntry:
    """What the customer is answered, and what came out."""

    words: str
    outcome: ComplaintOutcome | None


def answer(session: Session, complaint_id: int, entry: AnswerEntry, by: int, at: datetime) -> None:
    """Answer the customer; no batch may be left merely suspected (StillSuspected)."""
    person = acting(session, "complaint.answer", by, at)
    complaint = locked_complaint(session, complaint_id)
    complaint.answer(entry.words, entry.outcome, person, at)
    see_complaint(session, complaint, person, at)


def close(session: Session, complaint_id: int, words: str, by: int, at: datetime) -> None:
    """Close a complaint whose promises are kept, or broken and told (lead or owner)."""
    person = acting(session, "complaint.close", by, at)
    locked_complaint(session, complaint_id).close(words, person, at)


def dispute(session: Session, complaint_id: int, words: str, by: int, at: datetime) -> None:
    """Note that the customer does not accept the answer, and why."""
    person = acting(session, "complaint.dispute", by, at)
    locked_complaint(session, complaint_id).dispute(words, person, at)


def reopen(session: Session, complaint_id: int, words: str, by: int, at: datetime) -> None:
    """Begin again after a dispute."""
    person = acting(session, "complaint.reopen", by, at)
    locked_complaint(session, complaint_id).reopen(words, person, at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """What a complaint is about, as far as it is known; its signature once it is complete.

    ``seen_version`` is the version that was looked at; None describes it as it is now.
    """

    product_id: int | None = None
    code_id: int | None = None
    item_code: str = ""
    order_id: int | None = None
    seen_version: int | None = None


def describe(
    session: Session, complaint_id: int, entry: Description, by: int, at: datetime
) -> None:
    """Set product, defect code, check item and order while the complaint is not closed.

    With a confirmed batch and a whole signature it belongs to a problem from now on.
    """
    person = acting(session, "complaint.describe", by, at)
    complaint = locked_complaint(session, complaint_id)
    person.must_hold(MAY_INSPECT, complaint.site)
    complaint.must_not_be_closed()
    if entry.seen_version not in (None, complaint.version):
        raise ChangedElsewhere(name=complaint.name)
    order = None
    if entry.order_id is not None:
        order = choosable(session, Order, entry.order_id, N_("order"), complaint.order_id)
        if order.customer_id != complaint.customer_id:
            raise WrongOrderCustomer(order=order.number, customer=order.customer.name)
    complaint.order = order
    complaint.product = (
        choosable(session, Product, entry.product_id, N_("product"), complaint.product_id)
        if entry.product_id is not None
        else None
    )
    complaint.code = (
        choosable(session, DefectCode, entry.code_id, N_("defect code"), complaint.code_id)
        if entry.code_id is not None
        else None
    )
    complaint.item_code = _item_code(session, entry.item_code, complaint.product)
    complaint.touch(at)
    see_complaint(session, complaint, person, at)


def _item_code(session: Session, wanted: str, product: Product | None) -> str:
    """Return the code of a check item that stands on the product's checklist, or ever stood."""
    code = texts.text(wanted, N_("check item"), 40)
    if not code:
        return ""
    held = (
        select(CheckItem.id)
        .join(ChecklistVersion, ChecklistVersion.id == CheckItem.version_id)
        .where(CheckItem.code == code)
    )
    if product is not None:
        held = held.where(ChecklistVersion.checklist_id == product.checklist_id)
    if session.scalars(held.limit(1)).first() is None:
        raise NotFound(kind=N_("check item"), name=code)
    return code


def locked_complaint(session: Session, complaint_id: int) -> Complaint:
    """Return a complaint that nobody else can change until this transaction ends.

    What was done before is written first: each step is a row of its own.
    """
    session.flush()
    found = session.get(Complaint, complaint_id, with_for_update={"of": Complaint})
    if found is None:
        raise NotFound(kind=N_("complaint"), name=complaint_id)
    return found
