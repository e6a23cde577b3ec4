"""What a person is about to put a signature under, summed up for the moment before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.people import Person
from qc_desk.domain.refusals import SomeoneElseChangedIt
from qc_desk.domain.sample_counts import counted_rows
from qc_desk.domain.sampling_rules import PlanRow
from qc_desk.domain.vocabulary import Meaning, Result, Seat
from qc_desk.services.batches import SeenBatch
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.stop_ship import StopRow, stops_for

_FIRST_SEAT = (Meaning.INSPECTED, Meaning.RELEASED_ALONE)
_DECIDING = (Meaning.APPROVED, Meaning.REJECTED, Meaning.CONCESSION, Meaning.RELEASED_ALONE)
_RELEASING = (Meaning.APPROVED, Meaning.CONCESSION, Meaning.RELEASED_ALONE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """A person who is about to sign, with the name that will stand on the report."""

    person_id: int
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What was found, in numbers; items are counted on every sample unit."""

    items: int
    passed: int
    failed: int
    not_applicable: int
    defects: int
    photos: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ToSign:
    """A batch as it stands, the people who are about to sign it, and what was found."""

    seen: SeenBatch
    batch: str
    product: str
    quantity: int
    round: int
    seat: Seat  # whose findings the numbers are
    inspector: str
    counts: Counts
    signers: tuple[Signer, ...]
    plans: tuple[PlanRow, ...] = ()  # with what was found, when the signature decides the batch
    stops: tuple[StopRow, ...] = ()  # under which stop-ships it is, when the signature releases it


def to_sign(session: Session, seen: SeenBatch, meaning: Meaning, signers: Sequence[int]) -> ToSign:
    """Return what the signers are about to sign; refused when the batch has changed since.

    The numbers are those of the inspection that the signature is about: the first one's for
    "inspected" and for a release without second check, else the second one's. Nothing of the
    other inspection is counted. The product is named in the language of who reads it: what the
    signature is put under is gathered by ``signed_content``, in the record's own words.
    """
    batch = session.get_one(Batch, seen.batch_id)
    if batch.version != seen.version:
        raise SomeoneElseChangedIt(batch=batch.number)
    seat = Seat.FIRST if meaning in _FIRST_SEAT else Seat.SECOND
    inspection = batch.inspection(seat)
    people = [session.get_one(Person, person_id) for person_id in signers]
    return ToSign(
        seen=seen,
        batch=batch.number,
        product=spoken_name(batch.product),
        quantity=batch.quantity,
        round=batch.round,
        seat=seat,
        inspector=inspection.inspector.name if inspection is not None else "",
        counts=_counts(batch, inspection),
        signers=tuple(Signer(person_id=person.id, name=person.name) for person in people),
        plans=counted_rows(batch) if meaning in _DECIDING else (),
        stops=tuple(stops_for(session, batch.id)) if meaning in _RELEASING else (),
    )


def _counts(batch: Batch, inspection: Inspection | None) -> Counts:
    if inspection is None:
        return Counts(items=0, passed=0, failed=0, not_applicable=0, defects=0, photos=0)
    results = [answer.result for answer in inspection.current.values()]
    return Counts(
        items=len(inspection.places),
        passed=results.count(Result.PASS),
        failed=results.count(Result.FAIL),
        not_applicable=results.count(Result.NOT_APPLICABLE),
        defects=sum(1 for defect in batch.defects if defect.inspection is inspection),
        photos=len(inspection.photos),
    )


def seconds_to_wait(session: Session, person_id: int, at: datetime) -> int:
    """Return how long a person's next password has to wait after wrong ones, in whole seconds."""
    until = session.get_one(Person, person_id).wait_until()
    return int((until - at).total_seconds()) + 1 if until is not None and until > at else 0
