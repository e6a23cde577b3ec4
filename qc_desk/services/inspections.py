"""The two seats of a round: taking them, answering item by item, submitting, withdrawing."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from sqlalchemy import BigInteger, Select, and_, bindparam, exists, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import AlreadyAnswered, NotFound
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Result, Seat
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.gauge_choices import Measured, calibration_of
from qc_desk.services.lot_results import in_force
from qc_desk.services.shop_texts import spoken_words

# the index and the guards that let one first answer, and one replacement, stand at a place
_ONE_ANSWER = (
    "uq_answers_first_word",
    "uq_answers_replaces_id",
    "answers_never_replaced",
    "answers.inspection_id, answers.item_id, answers.unit_number",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What an inspector enters at one item; a measurement's result follows from its value.

    ``seen_answer_id`` is the answer that stood there when the inspector looked, None for none.
    """

    item_id: int
    unit_number: int = 0  # 0: once for the whole batch
    seen_answer_id: int | None = None
    result: Result = Result.PASS
    value: Decimal | None = None
    words: str = ""  # what is chosen, or written down
    gauge_id: int | None = None  # what it is measured with
    note: str = ""
    reason: str = ""  # why an earlier answer is replaced


def open_first_check(session: Session, batch_id: int, by: int, at: datetime) -> int:
    """Let a person take the first seat; returns the inspection's id."""
    person = acting(session, "check.open_first", by, at)
    batch = locked_batch(session, batch_id)
    standing = in_force(session, (batch.product_id, batch.site_id))
    inspection = batch.open_first_check(person, at, standing)
    session.flush()
    return inspection.id


def new_seed() -> str:
    """Return 256 bits that nobody could know before, in hex."""
    return secrets.token_hex(32)


def open_second_check(
    session: Session, batch_id: int, by: int, at: datetime, seed: Callable[[], str] = new_seed
) -> int:
    """Let a second person take the second seat; returns the inspection's id.

    The seed of a spot check is made here and now: until this moment nobody could know it. Only
    the sample shop, which is always the same, brings its own.
    """
    person = acting(session, "check.open_second", by, at)
    inspection = locked_batch(session, batch_id).open_second_check(person, at, seed())
    session.flush()
    return inspection.id


def record_answer(
    session: Session,
    inspection_id: int,
    entry: Entry,
    by: int,
    at: datetime,
) -> int:
    """Keep an answer at once; returns its id.

    An answer that was not seen is never replaced (AlreadyAnswered); one that was seen, only with
    a reason.
    """
    person = acting(session, "answer.record", by, at, entry.reason)
    inspection = locked_inspection(session, inspection_id)
    item, first_word = _at_place(session, inspection_id, entry)
    answer = answer_of(item, entry, person, at)
    standing = _standing(session, first_word)
    by_gauge = Measured(entry.gauge_id, inspection.batch.site, standing)
    answer.rests_on(calibration_of(session, answer, by_gauge))
    seen = session.get_one(Answer, entry.seen_answer_id) if entry.seen_answer_id else None
    inspection.record(answer, standing=standing, seen=seen)
    session.add(answer)
    title = answer.item.title  # a failed flush leaves nothing that could be read
    try:
        session.flush()
    except DBAPIError as error:
        if any(rule in str(error.orig) for rule in _ONE_ANSWER):
            raise AlreadyAnswered(item=title) from error
        raise
    return answer.id


def answer_of(item: CheckItem | None, entry: Entry, by: Person, at: datetime) -> Answer:
    """Return what was entered as an answer; raises NotFound where there is no such item."""
    if item is None:
        raise NotFound(kind=N_("check item"), name=entry.item_id)
    return Answer(
        item=item,
        unit_number=entry.unit_number,
        result=entry.result,
        value=entry.value,
        words=texts.text(entry.words, N_("text"), texts.LINE),
        note=texts.text(entry.note, N_("note"), texts.NOTE),
        reason=entry.reason,
        by=by,
        at=at,
    )


def _at_place(
    session: Session, inspection_id: int, entry: Entry
) -> tuple[CheckItem | None, int | None]:
    """Return the item of an entry, and the id of the first answer that was given there."""
    place = {
        "inspection_id": inspection_id,
        "item_id": entry.item_id,
        "unit_number": entry.unit_number,
    }
    found = session.execute(_place(), place).one_or_none()
    return (found[0], found[1]) if found is not None else (None, None)


@cache  # an answer is kept at every click: what is asked then is made once
def _place() -> Select[CheckItem, int | None]:
    """Return what asks for an item, and for the first answer at its place in an inspection."""
    return (
        select(CheckItem, Answer.id)
        .outerjoin(
            Answer,
            and_(
                Answer.inspection_id == bindparam("inspection_id"),
                Answer.item_id == CheckItem.id,
                Answer.unit_number == bindparam("unit_number"),
                Answer.replaces_id.is_(None),
            ),
        )
        .where(CheckItem.id == bindparam("item_id"))
    )


def _standing(session: Session, first_word: int | None) -> Answer | None:
    """Return the answer that stands at a place: the first word there, or what replaced it last."""
    answer = session.get_one(Answer, first_word) if first_word is not None else None
    while answer is not None:
        newer = session.scalar(select(Answer).where(Answer.replaces_id == answer.id))
        if newer is None:
            break
        answer = newer
    return answer


def locked_inspection(session: Session, inspection_id: int) -> Inspection:
    """Return an inspection as it stands once nobody else can change its batch."""
    found = session.scalars(_locked(), {"inspection_id": inspection_id})
    inspection = found.unique().one_or_none()
    if inspection is None:
        raise NotFound(kind=N_("inspection"), name=inspection_id)
    return inspection


@cache
def _locked() -> Select[Inspection]:
    """Return what asks for an inspection and locks it together with its batch."""
    return (
        select(Inspection)
        .join(Inspection.batch)
        .options(contains_eager(Inspection.batch), joinedload(Inspection.plans))
        .where(Inspection.id == bindparam("inspection_id"))
        # both rows: one that is not locked would be read as it stood before the wait
        .with_for_update(of=(Batch, Inspection))
    )


def withdraw(session: Session, inspection_id: int, reason: str, by: int, at: datetime) -> None:
    """Take an inspection back, with a reason; what was found stays in the record.

    One's own, or as a lead or owner that of somebody who may no longer inspect at the site; the
    audit chain names who did it.
    """
    person = acting(session, "check.withdraw", by, at, texts.reason(reason))
    inspection = locked_inspection(session, inspection_id)
    inspection.withdraw(person, reason, at)


def submit_second(session: Session, inspection_id: int, by: int, at: datetime) -> None:
    """Close the second check for changes; only then are both checks laid side by side."""
    person = acting(session, "check.submit", by, at)
    inspection = locked_inspection(session, inspection_id)
    inspection.submit(person, at)


def locked_batch(session: Session, batch_id: int) -> Batch:
    """Return a batch that nobody else can change until this transaction ends."""
    return session.get_one(Batch, batch_id, with_for_update=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCheckRow:
    """An inspection that a person has begun and not finished."""

    inspection_id: int
    batch_id: int
    batch: str
    product: str
    seat: Seat
    answered: int
    total: int
    opened_at: datetime


def open_checks(session: Session, by: int) -> list[OpenCheckRow]:
    """Return the unfinished inspections of a person, the newest first."""
    return [
        OpenCheckRow(
            inspection_id=each.id,
            batch_id=each.batch_id,
            batch=number,
            product=spoken_words(product, wordings),
            seat=each.seat,
            answered=count,
            total=len(each.places),
            opened_at=each.opened_at,
        )
        for each, number, product, wordings, count in session.execute(_open_of(), {"by": by})
    ]


@cache  # put together once: that takes longer than to ask it
def _open_of() -> Select[Inspection, str, str, str, int]:
    """Return what asks for the unfinished inspections ``by`` a person."""
    newer = aliased(Answer)
    answered = (
        select(func.count())
        .where(
            Answer.inspection_id == Inspection.id, ~exists().where(newer.replaces_id == Answer.id)
        )
        .scalar_subquery()
    )
    return (
        select(Inspection, Batch.number, Product.name, Product.wordings, answered)
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .where(
            Inspection.inspector_id == bindparam("by", type_=BigInteger),
            Inspection.status == InspectionStatus.OPEN,
        )
        .order_by(Inspection.id.desc())
        .options(joinedload(Inspection.version))
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class BeginRow:
    """A batch whose first check can be begun."""

    batch_id: int
    batch: str
    product: str
    site: str
    quantity: int
    round: int
    status: BatchStatus


def batches_to_begin(session: Session, by: int, limit: int = 100) -> list[BeginRow]:
    """Return the batches whose first check this person could begin, rework first."""
    person = session.get_one(Person, by)
    sites = {g.site_id for g in person.grants if person.holds(MAY_INSPECT, g.site)}
    found = session.execute(
        select(
            Batch.id,
            Batch.number,
            Product.name,
            Site.name,
            Batch.quantity,
            Batch.round,
            Batch.status,
        )
        .join(Product, Product.id == Batch.product_id)
        .join(Site, Site.id == Batch.site_id)
        .where(Batch.status.in_((BatchStatus.DRAFT, BatchStatus.REWORK)), Batch.site_id.in_(sites))
        .order_by(Batch.status.desc(), Batch.id)
        .limit(limit)
    )
    return [
        BeginRow(
            batch_id=row[0],
            batch=row[1],
            product=row[2],
            site=row[3],
            quantity=row[4],
            round=row[5],
            status=row[6],
        )
        for row in found
    ]


def open_inspection(session: Session, batch_id: int, by: int) -> int | None:
    """Return the id of the inspection of a batch that this person has begun and not finished."""
    return session.scalar(
        select(Inspection.id)
        .where(
            Inspection.batch_id == batch_id,
            Inspection.inspector_id == by,
            Inspection.status == InspectionStatus.OPEN,
        )
        .order_by(Inspection.id.desc())
        .limit(1)
    )


def last_change(session: Session, inspection_id: int) -> tuple[datetime, InspectionStatus] | None:
    """Return when an inspection last changed and where it stands, to see what others did to it."""
    found = session.execute(
        select(Inspection.changed_at, Inspection.status).where(Inspection.id == inspection_id)
    ).first()
    return (found[0], found[1]) if found is not None else None


def may_open_first(session: Session, batch_id: int, by: int) -> bool:
    """Whether the person could begin the first check of the batch now."""
    batch = session.get_one(Batch, batch_id)
    person = session.get_one(Person, by)
    return batch.status in (BatchStatus.DRAFT, BatchStatus.REWORK) and person.holds(
        MAY_INSPECT, batch.site
    )
