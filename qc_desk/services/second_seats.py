"""Batches that wait for a second person, and who may not be it: what the batch itself refuses.

``Batch.second_seat_refusal`` says so for one batch; for a page of them the same is read at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from sqlalchemy import BigInteger, CompoundSelect, Exists, bindparam, exists, select, union
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.photos import Photo
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.vocabulary import InspectionStatus, Seat


@cache  # put together once: that takes longer than to ask it
def begun() -> Exists:
    """Return the condition that somebody sits on the second seat of a batch already."""
    return exists().where(
        Inspection.batch_id == Batch.id,
        Inspection.round == Batch.round,
        Inspection.seat == Seat.SECOND,
        Inspection.status != InspectionStatus.WITHDRAWN,
    )


def who_had_a_hand(session: Session, batch_ids: Sequence[int]) -> dict[int, set[int]]:
    """Return who may not take the second seat of each batch: who checked it first, or made it."""
    hands: dict[int, set[int]] = defaultdict(set)
    if batch_ids:
        for batch_id, person_id in session.execute(_hands(), {"batches": list(batch_ids)}):
            hands[batch_id].add(person_id)
    return hands


@cache
def _hands() -> CompoundSelect[int, int]:
    """Return a query for who had a hand in these ``batches``; their first checks are read once."""
    batches = bindparam("batches", type_=BigInteger, expanding=True)
    first = (
        select(Inspection.id, Inspection.batch_id, Inspection.inspector_id)
        .where(Inspection.batch_id.in_(batches), Inspection.seat == Seat.FIRST)
        .cte("first")
    )
    return union(
        select(first.c.batch_id, first.c.inspector_id),
        *(
            select(first.c.batch_id, made.by_id).join(first, first.c.id == made.inspection_id)
            for made in (Answer, Photo, Defect)
        ),
        select(BatchProducer.batch_id, BatchProducer.person_id).where(
            BatchProducer.batch_id.in_(batches)
        ),
    )
