"""What those who lead see on Today: second checks and for whom, and releases out of the usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.people import MAY_INSPECT, Person
from qc_desk.domain.photos import Photo
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus, Meaning, Seat, Slot
from qc_desk.services.at_sites import at_sites
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.training_matrix import training_matrix

MOST = 20
_ZONES = timedelta(hours=14)  # a day begins so much earlier in the furthest time zone
_OUT_OF_THE_USUAL = (Slot.CONCESSION, Slot.ALONE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ForWhomRow:
    """A batch that waits for its second check, with those who may do it."""

    batch_id: int
    batch: str
    product: str
    promised_ship_date: date | None
    people: tuple[str, ...]  # nobody: somebody must be given the role


@dataclass(frozen=True, kw_only=True, slots=True)
class UnusualRow:
    """A batch that left by concession, or without a second check."""

    batch_id: int
    batch: str
    product: str
    meaning: Meaning
    by: str
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingDue:
    """What is to be read and confirmed by oneself, and who must be trained again."""

    to_confirm: tuple[str, ...] = ()
    to_train: tuple[str, ...] = ()  # people, for those who lead


def who_had_a_hand() -> tuple[ExecutableOption, ...]:
    """Return what is loaded with batches to say who may not do their second check: names only."""
    checks = selectinload(Batch.inspections)
    answers, photos = (
        checks.selectinload(Inspection.answers),
        checks.selectinload(Inspection.photos),
    )
    return (
        answers.load_only(Answer.by_id).lazyload(Answer.item),
        photos.load_only(Photo.by_id),
        selectinload(Batch.defects).lazyload(Defect.code),
        selectinload(Batch.producers),
    )


def for_whom(session: Session, sites: Sequence[int], mine: Sequence[int]) -> list[ForWhomRow]:
    """Return the batches of these sites whose second check nobody has begun, without ``mine``."""
    begun = select(Inspection.batch_id).where(
        Inspection.batch_id == Batch.id,
        Inspection.round == Batch.round,
        Inspection.seat == Seat.SECOND,
        Inspection.status != InspectionStatus.WITHDRAWN,
    )
    query = (
        select(Batch)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(
            Batch.status == BatchStatus.SECOND_CHECK,
            at_sites(Batch.site_id, sites),
            Batch.id.not_in(mine),
            ~begun.exists(),
        )
        .order_by(Order.promised_ship_date.is_(None), Order.promised_ship_date, Batch.id)
        .limit(MOST)
        .options(
            joinedload(Batch.product),
            joinedload(Batch.order),
            *who_had_a_hand(),
        )
    )
    found = list(session.scalars(query))
    inspectors = _inspectors(session) if found else []
    return [
        ForWhomRow(
            batch_id=batch.id,
            batch=batch.number,
            product=spoken_name(batch.product),
            promised_ship_date=batch.order.promised_ship_date if batch.order else None,
            people=tuple(p.name for p in inspectors if batch.second_seat_refusal(p) is None),
        )
        for batch in found
    ]


def _inspectors(session: Session) -> list[Person]:
    """Return everybody who may check somewhere, by name."""
    found = session.scalars(
        select(Person).where(Person.retired_at.is_(None)).options(selectinload(Person.grants))
    )
    return sorted((p for p in found if p.holds_somewhere(MAY_INSPECT)), key=lambda p: p.name)


def unusual(session: Session, sites: Sequence[int], since: date) -> list[UnusualRow]:
    """Return what left these sites by concession or without second check, newest first.

    ``since`` is the first day that counts, at the site of each batch.
    """
    earliest = datetime.combine(since, time.min, UTC) - _ZONES
    query = (
        select(SignOff, Batch)
        .join(Batch, Batch.id == SignOff.batch_id)
        .where(
            SignOff.slot.in_(_OUT_OF_THE_USUAL),
            SignOff.at >= earliest,
            at_sites(Batch.site_id, sites),
        )
        .order_by(SignOff.at.desc(), SignOff.id.desc())
        .limit(MOST)
        .options(joinedload(SignOff.signer), joinedload(Batch.product), joinedload(Batch.site))
    )
    return [
        UnusualRow(
            batch_id=batch.id,
            batch=batch.number,
            product=spoken_name(batch.product),
            meaning=signed.meaning,
            by=signed.signer.name,
            reason=signed.reason,
            at=signed.at,
        )
        for signed, batch in session.execute(query)
        if day_of(signed.at, batch.site.time_zone) >= since
    ]


def training_due(session: Session, by: int, *, leads: bool) -> TrainingDue:
    """Return what a person has yet to confirm; for those who lead, who needs new training."""
    matrix = training_matrix(session)
    again = [person.name for person, _row in matrix.to_train_again()] if leads else []
    return TrainingDue(
        to_confirm=tuple(row.title for row in matrix.to_confirm(by)),
        to_train=tuple(dict.fromkeys(again)),
    )
