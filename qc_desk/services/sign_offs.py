"""Signatures: each under exactly what was seen, in the same transaction as its effect."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain import decisions, texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.decided_rounds import decided_round
from qc_desk.domain.people import MAY_INSPECT, Person, PersonKey
from qc_desk.domain.refusals import FieldInvalid
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import Meaning, Result, Seat, Slot
from qc_desk.i18n import N_
from qc_desk.services.acts import acting
from qc_desk.services.batches import SeenBatch, as_seen
from qc_desk.services.extra_checks import must_not_be_stopped
from qc_desk.services.inspection_reports import issue_inspection
from qc_desk.services.issuing import IssuedReport, Printer
from qc_desk.services.keys import UnlockedKey, newest_key
from qc_desk.services.lot_results import see_lot
from qc_desk.services.sightings import see_batch, take_turn
from qc_desk.services.signed_content import Statement, content_to_sign, read_round

_SECOND_PERSON = (
    Slot.DECISION,
    Slot.CONCESSION,
    Slot.RECONCILED_SECOND,
    Slot.RECONCILED_THIRD,
)


def sign_first(session: Session, seen: SeenBatch, key: UnlockedKey, at: datetime) -> None:
    """Sign and close the first check as it was seen; the batch then waits for a second person."""
    person = acting(session, "sign_off.first", key.person_id, at)
    batch = _as_seen(session, seen)
    batch.sign_first(person, at)
    _sign(session, batch, Statement(Slot.FIRST, Meaning.INSPECTED), key, at)


def approve(
    session: Session, seen: SeenBatch, key: UnlockedKey, at: datetime, printer: Printer
) -> IssuedReport:
    """Sign and release a batch as seen, with the second inspector's key; issue the report."""
    person = acting(session, "sign_off.approve", key.person_id, at)
    batch = _as_seen(session, seen)
    decisions.must_be_approvable(batch, person)
    must_not_be_stopped(session, batch)
    take_turn(session)
    _sign(session, batch, Statement(Slot.DECISION, Meaning.APPROVED), key, at)
    see_lot(session, batch, person, at)
    session.add(decided_round(batch, person, at, accepted=True))
    session.flush()
    batch.approve(person, at)
    see_batch(session, batch, person, at)
    return issue_inspection(session, batch, person, at, printer)


def reject(
    session: Session,
    seen: SeenBatch,
    reason: str,
    key: UnlockedKey,
    at: datetime,
    printer: Printer,
) -> IssuedReport:
    """Sign and hold a batch as seen, with the second inspector's key; issue the report."""
    why = texts.reason(reason)
    person = acting(session, "sign_off.reject", key.person_id, at, why)
    batch = _as_seen(session, seen)
    decisions.must_be_decidable(batch, person)
    take_turn(session)
    _sign(session, batch, Statement(Slot.DECISION, Meaning.REJECTED, why), key, at)
    see_lot(session, batch, person, at)
    session.add(decided_round(batch, person, at, accepted=False))
    session.flush()
    batch.reject(person, at)
    see_batch(session, batch, person, at)
    return issue_inspection(session, batch, person, at, printer)


def concede(
    session: Session,
    seen: SeenBatch,
    reason: str,
    key: UnlockedKey,
    at: datetime,
    printer: Printer,
) -> IssuedReport:
    """Sign a concession: a lead or owner releases a held batch with a reason; issue the report."""
    why = texts.reason(reason)
    person = acting(session, "sign_off.concede", key.person_id, at, why)
    batch = _as_seen(session, seen)
    decisions.must_be_concedable(batch, person)
    must_not_be_stopped(session, batch)
    _sign(session, batch, Statement(Slot.CONCESSION, Meaning.CONCESSION, why), key, at)
    batch.concede(person, at)
    return issue_inspection(session, batch, person, at, printer)


def release_alone(
    session: Session,
    seen: SeenBatch,
    reason: str,
    key: UnlockedKey,
    at: datetime,
    printer: Printer,
) -> IssuedReport:
    """Release without second check where a site has one inspector only; issue the report."""
    why = texts.reason(reason)
    person = acting(session, "sign_off.release_alone", key.person_id, at, why)
    batch = _as_seen(session, seen)
    inspectors = inspectors_at(session, batch)
    decisions.must_be_releasable_alone(batch, person, inspectors)
    must_not_be_stopped(session, batch)
    take_turn(session)
    _sign(session, batch, Statement(Slot.ALONE, Meaning.RELEASED_ALONE, why), key, at)
    see_lot(session, batch, person, at)
    session.add(decided_round(batch, person, at, accepted=True))
    session.flush()
    batch.release_alone(person, inspectors, at)
    see_batch(session, batch, person, at)
    return issue_inspection(session, batch, person, at, printer)


def reconcile(
    session: Session,
    seen: SeenBatch,
    outcome: Result,
    reason: str,
    keys: Sequence[UnlockedKey],
    at: datetime,
) -> None:
    """Sign how the differences are decided: with both inspectors' keys, or a lead's or owner's."""
    why = texts.reason(reason)
    if outcome is Result.NOT_APPLICABLE or not keys:
        raise FieldInvalid(
            field=N_("outcome"), value=outcome.label, why=N_("choose pass or fail.")
        )
    acting(session, "sign_off.reconcile", keys[0].person_id, at, why)
    batch = _as_seen(session, seen)
    people = tuple(session.get_one(Person, key.person_id) for key in keys)
    batch.reconcile(people, outcome, why, at)
    if len(keys) == 1:
        _sign(
            session, batch, Statement(Slot.RECONCILED_THIRD, Meaning.RECONCILED, why), keys[0], at
        )
        return
    first = batch.inspection(Seat.FIRST)
    inspector = first.inspector.id if first is not None else None
    for key in sorted(keys, key=lambda key: key.person_id != inspector):
        together = Slot.RECONCILED_FIRST if key.person_id == inspector else Slot.RECONCILED_SECOND
        _sign(session, batch, Statement(together, Meaning.RECONCILED, why), key, at)


def inspectors_at(session: Session, batch: Batch) -> list[Person]:
    """Return the active people who may inspect at the batch's site."""
    people = session.scalars(
        select(Person).where(Person.retired_at.is_(None)).order_by(Person.name)
    )
    return [person for person in people if person.holds(MAY_INSPECT, batch.site)]


def _as_seen(session: Session, seen: SeenBatch) -> Batch:
    """Return the batch, locked, if it is still exactly what was seen; its round is read then."""
    batch = as_seen(session, seen)
    read_round(session, batch)
    return batch


def _sign(
    session: Session, batch: Batch, statement: Statement, key: UnlockedKey, at: datetime
) -> SignOff:
    """Put one signature under the round as it stands in this transaction."""
    enrolled = newest_key(session, key.person_id)
    if enrolled is None or enrolled.id != key.key_id or not key.belongs_to(enrolled.public_key):
        raise FieldInvalid(
            field=N_("key"),
            value=key.fingerprint[:8],
            why=N_("it was replaced, or it is not the signer's own. Sign again."),
        )
    signed = content_to_sign(session, batch, statement, key, at)
    first = batch.sign_off(Slot.FIRST) if statement.slot in _SECOND_PERSON else None
    sign_off = SignOff(
        batch_id=batch.id,
        round=batch.round,
        slot=statement.slot,
        meaning=statement.meaning,
        signer=session.get_one(Person, key.person_id),
        first_id=first.id if first else None,
        first_slot=first.slot if first else None,
        first_signer_id=first.signer_id if first else None,
        key_id=session.get_one(PersonKey, key.key_id).id,
        reason=statement.reason,
        at=at,
        signed_bytes=signed,
        signature=key.sign(signed),
    )
    batch.sign_offs.append(sign_off)
    session.add(sign_off)
    session.flush()
    return sign_off
