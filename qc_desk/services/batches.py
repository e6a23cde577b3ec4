"""Batches as they are entered, corrected and moved."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Manufacturer
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    AmbiguousName,
    FieldNeeded,
    NameTaken,
    NotFound,
    QuantityWrong,
    SomeoneElseChangedIt,
    WrongStatus,
)
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.shop_data import Thing, choosable

LARGEST_QUANTITY = 100_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenBatch:
    """A batch at exactly the version that somebody looked at."""

    batch_id: int
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BatchEntry:
    """What is entered about a batch; ids point at shop data."""

    number: str
    product_id: int | None
    manufacturer_id: int | None
    site_id: int | None
    quantity: int | None
    order_id: int | None = None
    produced_on: date | None = None
    producer_ids: tuple[int, ...] = field(default=())
    note: str = ""


def add_batch(session: Session, entry: BatchEntry, by: int, at: datetime) -> SeenBatch:
    """Enter a new batch as a draft; its number is unique for its product."""
    person = acting(session, "batch.add", by, at)
    site = _chosen(session, Site, entry.site_id, N_("site"))
    person.must_hold(MAY_INSPECT, site)
    product = _chosen(session, Product, entry.product_id, N_("product"))
    number = _free_number(session, entry.number, product.id, None)
    maker = _chosen(session, Manufacturer, entry.manufacturer_id, N_("manufacturer"))
    batch = Batch(
        number=number,
        folded=number.casefold(),
        product=product,
        manufacturer=maker,
        site=site,
        order=_order(session, entry.order_id),
        quantity=_possible_quantity(entry.quantity),
        produced_on=entry.produced_on,
        note=texts.text(entry.note, N_("note"), texts.NOTE),
        created_at=at,
        changed_at=at,
    )
    session.add(batch)
    _name_producers(session, batch, entry.producer_ids, at)
    session.flush()
    return SeenBatch(batch_id=batch.id, version=batch.version)


def change_batch(
    session: Session, seen: SeenBatch, entry: BatchEntry, by: int, at: datetime
) -> SeenBatch:
    """Correct a batch while it is a draft; later only its order and its note can change."""
    person = acting(session, "batch.change", by, at)
    batch = as_seen(session, seen)
    person.must_hold(MAY_INSPECT, batch.site)
    batch.order = _order(session, entry.order_id, batch.order_id)
    batch.note = texts.text(entry.note, N_("note"), texts.NOTE)
    facts = _facts(session, batch, entry)
    if any(getattr(batch, name) != value for name, value in facts.items()) or (
        {p.person_id for p in batch.producers} != set(entry.producer_ids)
    ):
        if batch.status is not BatchStatus.DRAFT or batch.inspections:
            raise WrongStatus(batch=batch.number, status=batch.status)
        person.must_hold(MAY_INSPECT, facts["site"])  # type: ignore[arg-type]
        for name, value in facts.items():
            setattr(batch, name, value)
        _name_producers(session, batch, entry.producer_ids, at)
    batch.touch(at)
    session.flush()
    return SeenBatch(batch_id=batch.id, version=batch.version)


def _facts(session: Session, batch: Batch, entry: BatchEntry) -> dict[str, object]:
    """The facts of a batch that are fixed once it is being checked."""
    product = _chosen(session, Product, entry.product_id, N_("product"), batch.product_id)
    number = _free_number(session, entry.number, product.id, batch.id)
    maker = _chosen(
        session,
        Manufacturer,
        entry.manufacturer_id,
        N_("manufacturer"),
        batch.manufacturer_id,
    )
    site = _chosen(session, Site, entry.site_id, N_("site"), batch.site_id)
    return {
        "number": number,
        "folded": number.casefold(),
        "product": product,
        "manufacturer": maker,
        "site": site,
        "site_id": site.id,
        "quantity": _possible_quantity(entry.quantity),
        "produced_on": entry.produced_on,
    }


def _name_producers(
    session: Session, batch: Batch, person_ids: tuple[int, ...], at: datetime
) -> None:
    wanted = set(person_ids)
    batch.producers[:] = [each for each in batch.producers if each.person_id in wanted]
    named = {each.person_id for each in batch.producers}
    for person_id in sorted(wanted - named):
        batch.producers.append(
            BatchProducer(person=session.get_one(Person, person_id), named_at=at)
        )


def _chosen(
    session: Session, kind: type[Thing], chosen: int | None, word: str, held: int | None = None
) -> Thing:
    """Return what was chosen; a retired thing only where the batch has it already."""
    if chosen is None:
        raise FieldNeeded(field=word)
    return choosable(session, kind, chosen, word, held)


def _order(session: Session, chosen: int | None, held: int | None = None) -> Order | None:
    return choosable(session, Order, chosen, N_("order"), held) if chosen else None


def _free_number(session: Session, number: str, product_id: int, own_id: int | None) -> str:
    kept = texts.text(number, N_("batch number"), 60, needed=True)
    taken = session.scalar(
        select(Batch.id).where(Batch.product_id == product_id, Batch.number == kept)
    )
    if taken is not None and taken != own_id:
        raise NameTaken(kind=N_("batch"), name=kept)
    return kept


def _possible_quantity(quantity: int | None) -> int:
    if quantity is None:
        raise FieldNeeded(field=N_("quantity"))
    if not 1 <= quantity <= LARGEST_QUANTITY:
        raise QuantityWrong(quantity=quantity, lowest=1, highest=LARGEST_QUANTITY)
    return quantity


def as_seen(session: Session, seen: SeenBatch) -> Batch:
    """Return the batch, locked for this change, if it is still exactly what was seen."""
    batch = session.get_one(Batch, seen.batch_id, with_for_update=True)
    if batch.version != seen.version:
        raise SomeoneElseChangedIt(batch=batch.number)
    return batch


def find_batch(session: Session, name: str) -> int:
    """Return the id of a batch by its number, or PRODUCT/NUMBER where the number is not unique."""
    wanted = texts.text(name, N_("batch number"), texts.NOTE)
    product_code, _slash, number = wanted.rpartition("/")
    found = session.scalars(select(Batch).where(Batch.number.in_([wanted, number]))).all()
    fitting = [b for b in found if b.number == wanted] or [
        b
        for b in found
        if b.number == number and product_code in (b.product.code, b.product.full_code)
    ]
    if not fitting:
        raise NotFound(kind=N_("batch"), name=wanted)
    if len(fitting) > 1:
        names = ", ".join(f"{b.product.full_code}/{b.number}" for b in fitting)
        raise AmbiguousName(name=wanted, names=names)
    return fitting[0].id


def rework(session: Session, seen: SeenBatch, reason: str, by: int, at: datetime) -> None:
    """Send a held batch to rework, with what is to be done; its next check is a new round."""
    person = acting(session, "batch.rework", by, at, texts.reason(reason))
    as_seen(session, seen).rework(person, at)


def hold(session: Session, seen: SeenBatch, reason: str, by: int, at: datetime) -> None:
    """Hold a batch whose second check nobody has begun."""
    person = acting(session, "batch.hold", by, at, texts.reason(reason))
    as_seen(session, seen).hold(person, at)


def scrap(session: Session, seen: SeenBatch, reason: str, by: int, at: datetime) -> None:
    """Scrap a held batch."""
    person = acting(session, "batch.scrap", by, at, texts.reason(reason))
    as_seen(session, seen).scrap(person, at)


def send_back(session: Session, seen: SeenBatch, reason: str, by: int, at: datetime) -> None:
    """Return a held batch to its manufacturer."""
    person = acting(session, "batch.return", by, at, texts.reason(reason))
    as_seen(session, seen).send_back(person, at)


def ship(session: Session, seen: SeenBatch, by: int, at: datetime) -> None:
    """Note that a released batch has left."""
    person = acting(session, "batch.ship", by, at)
    as_seen(session, seen).ship(person, at)


def recall(session: Session, seen: SeenBatch, reason: str, by: int, at: datetime) -> None:
    """Call a released or shipped batch back."""
    person = acting(session, "batch.recall", by, at, texts.reason(reason))
    as_seen(session, seen).recall(person, at)


def seen_batch(session: Session, batch_id: int) -> SeenBatch:
    """Return a batch at the version it has now."""
    batch = session.get_one(Batch, batch_id)
    return SeenBatch(batch_id=batch.id, version=batch.version)


def undecided_defects(session: Session, batch_id: int) -> list[tuple[int, int]]:
    """Return the defects that still have pieces without a disposition, and how many."""
    batch = session.get_one(Batch, batch_id)
    return [(d.id, d.undecided_quantity) for d in batch.defects if d.undecided_quantity]


def batch_with_number(session: Session, product_id: int, number: str) -> int | None:
    """Return the id of the batch of a product that has this number; None when it is free."""
    kept = texts.text(number, N_("batch number"))
    return session.scalar(
        select(Batch.id).where(Batch.product_id == product_id, Batch.number == kept)
    )
