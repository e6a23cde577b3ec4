"""What those who lead see on Today: second checks and for whom, and releases out of the usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.days import day_of
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Meaning, Slot
from qc_desk.services.at_sites import at_sites
from qc_desk.services.second_seats import begun, who_had_a_hand
from qc_desk.services.shop_texts import spoken_words
from qc_desk.services.staff import StaffRow
from qc_desk.services.training_due import outdated, to_confirm

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


def for_whom(
    session: Session, sites: Sequence[int], mine: Sequence[int], people: Mapping[int, StaffRow]
) -> list[ForWhomRow]:
    """Return the batches of these sites whose second check nobody has begun, without ``mine``."""
    if not sites:
        return []
    query = (
        select(
            Batch.id,
            Batch.number,
            Product.name,
            Product.wordings,
            Order.promised_ship_date,
            Batch.site_id,
        )
        .join(Product, Product.id == Batch.product_id)
        .outerjoin(Order, Order.id == Batch.order_id)
        .where(
            Batch.status == BatchStatus.SECOND_CHECK,
            at_sites(Batch.site_id, sites),
            Batch.id.not_in(mine),
            ~begun(),
        )
        .order_by(Order.promised_ship_date.is_(None), Order.promised_ship_date, Batch.id)
        .limit(MOST)
    )
    found = session.execute(query).all()
    hands = who_had_a_hand(session, [row[0] for row in found])
    by_name = sorted(people.values(), key=lambda each: each.name)
    return [
        ForWhomRow(
            batch_id=batch_id,
            batch=number,
            product=spoken_words(product, wordings),
            promised_ship_date=promised,
            people=tuple(
                each.name
                for each in by_name
                if each.id not in hands[batch_id] and each.may_inspect_at(site_id)
            ),
        )
        for batch_id, number, product, wordings, promised, site_id in found
    ]


def unusual(session: Session, sites: Sequence[int], since: date) -> list[UnusualRow]:
    """Return what left these sites by concession or without second check, newest first.

    ``since`` is the first day that counts, at the site of each batch.
    """
    earliest = datetime.combine(since, time.min, UTC) - _ZONES
    query = (
        select(
            Batch.id,
            Batch.number,
            Product.name,
            Product.wordings,
            SignOff.meaning,
            Person.name,
            SignOff.reason,
            SignOff.at,
            Site.time_zone,
        )
        .select_from(SignOff)
        .join(Batch, Batch.id == SignOff.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Site, Site.id == Batch.site_id)
        .join(Person, Person.id == SignOff.signer_id)
        .where(
            SignOff.slot.in_(_OUT_OF_THE_USUAL),
            SignOff.at >= earliest,
            at_sites(Batch.site_id, sites),
        )
        .order_by(SignOff.at.desc(), SignOff.id.desc())
        .limit(MOST)
    )
    found = session.execute(query)
    return [
        UnusualRow(
            batch_id=batch_id,
            batch=number,
            product=spoken_words(product, wordings),
            meaning=meaning,
            by=name,
            reason=reason,
            at=at,
        )
        for batch_id, number, product, wordings, meaning, name, reason, at, zone in found
        if day_of(at, zone) >= since
    ]


def training_due(
    session: Session, by: int, people: Mapping[int, StaffRow], *, leads: bool
) -> TrainingDue:
    """Return what a person has yet to confirm; for those who lead, who needs new training."""
    again = [people[each].name for each in outdated(session, people)] if leads else []
    return TrainingDue(
        to_confirm=tuple(to_confirm(session, by)) if people[by].inspects else (),
        to_train=tuple(dict.fromkeys(again)),
    )
