"""Checks the two-person rule from the rows alone, as if no guard had ever stood."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.photos import Photo
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.sign_offs import SignOff
from qc_desk.domain.vocabulary import BatchStatus, Meaning, Seat, Slot
from qc_desk.i18n import _
from qc_desk.services.desk import Desk
from qc_desk.storage.findings import Finding

_LEFT = (BatchStatus.RELEASED, BatchStatus.SHIPPED, BatchStatus.RECALLED)
_SECOND = (Slot.DECISION, Slot.CONCESSION, Slot.RECONCILED_SECOND, Slot.RECONCILED_THIRD)
_RELEASING = (Meaning.APPROVED, Meaning.CONCESSION, Meaning.RELEASED_ALONE)


def check_rules(desk: Desk) -> Iterator[list[Finding]]:
    """Check that second signatures are by second people, and that no release is unsigned."""
    with desk.reading() as session:
        yield [*_same_person(session), *_producers(session), *_unsigned(session)]


def _same_person(session: Session) -> Iterator[Finding]:
    """Second signatures by somebody who recorded anything for a first check of the batch."""
    firsts = select(Inspection.batch_id, Inspection.inspector_id).where(
        Inspection.seat == Seat.FIRST
    )
    recorded = [
        select(Inspection.batch_id, kind.by_id)
        .join(Inspection, Inspection.id == kind.inspection_id)
        .where(Inspection.seat == Seat.FIRST)
        for kind in (Answer, Defect, Photo)
    ]
    people = firsts.union(*recorded).subquery()
    batch_id, person_id = people.c
    query = (
        select(Batch.number)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .join(people, (batch_id == SignOff.batch_id) & (person_id == SignOff.signer_id))
        .where(SignOff.slot.in_(_SECOND))
    )
    said = _("A second signature is by a person of the first check.")
    yield from (_finding("same_person", number, said) for number in session.scalars(query))


def _producers(session: Session) -> Iterator[Finding]:
    query = (
        select(Batch.number)
        .join(SignOff, SignOff.batch_id == Batch.id)
        .join(
            BatchProducer,
            (BatchProducer.batch_id == Batch.id) & (BatchProducer.person_id == SignOff.signer_id),
        )
        .where(SignOff.slot.in_(_SECOND))
    )
    said = _("A second signature is by a producer of the batch.")
    yield from (_finding("producer", number, said) for number in session.scalars(query))


def _unsigned(session: Session) -> Iterator[Finding]:
    """Batches that left without a releasing signature on top of the first one."""
    first, second = aliased(SignOff), aliased(SignOff)
    signed = (
        select(first.batch_id)
        .join(second, (second.batch_id == first.batch_id) & (second.round == first.round))
        .where(first.slot == Slot.FIRST, second.meaning.in_(_RELEASING))
    )
    query = select(Batch.number).where(Batch.status.in_(_LEFT), Batch.id.not_in(signed))
    said = _("The batch was released without the signatures it needs.")
    yield from (_finding("unsigned", number, said) for number in session.scalars(query))


def _finding(kind: str, number: str, said: str) -> Finding:
    return Finding(kind, _("Batch {batch}").format(batch=number), said)
