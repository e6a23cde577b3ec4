"""Which batches wait because of the stop-ship of a problem."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain.batches import Batch
from qc_desk.domain.extra_checks import must_be_answerable
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import BatchStatus, Result
from qc_desk.services.shop_texts import spoken_name
from qc_desk.services.sites import UNFINISHED
from qc_desk.services.stop_ship import stops_for


@dataclass(frozen=True, kw_only=True, slots=True)
class StoppedBatch:
    """A batch that cannot go before its extra check is passed."""

    batch_id: int
    batch: str
    product: str
    site: str
    status: BatchStatus
    result: Result | None  # of the extra check; None: not answered, or not to be seen yet


def stopped_batches(session: Session, problem_id: int, by: int) -> list[StoppedBatch]:
    """Return the unfinished batches under a problem's stop-ship, as this person may see them."""
    problem = session.get_one(Problem, problem_id)
    if not problem.stop_check:
        return []
    families = [thread.family for thread in problem.threads]
    kin = or_(Product.family.in_(families), and_(Product.family == "", Product.code.in_(families)))
    found = session.scalars(
        select(Batch)
        .join(Batch.product)
        .where(kin, Batch.status.in_(UNFINISHED))
        .options(joinedload(Batch.product), joinedload(Batch.site))
        .order_by(Batch.id)
    )
    return [_row(session, batch, problem_id, by) for batch in found]


def _row(session: Session, batch: Batch, problem_id: int, by: int) -> StoppedBatch:
    stops = [each for each in stops_for(session, batch.id, by) if each.problem_id == problem_id]
    return StoppedBatch(
        batch_id=batch.id,
        batch=batch.number,
        product=spoken_name(batch.product),
        site=batch.site.name,
        status=batch.status,
        result=stops[0].result if stops else None,
    )


def why_not_answer(session: Session, batch_id: int, by: int) -> QcError | None:
    """Return why this person cannot answer the extra check of a batch; None when they can."""
    try:
        must_be_answerable(session.get_one(Batch, batch_id), session.get_one(Person, by))
    except QcError as refusal:
        return refusal
    return None
