"""What stops a batch, and what its extra checks have shown: read before every release."""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.extra_checks import ExtraCheck
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import HeldByStopShip, StopShip
from qc_desk.domain.vocabulary import Result
from qc_desk.services.sightings import take_turn


def stops_of(session: Session, batch: Batch) -> list[tuple[Problem, ExtraCheck | None]]:
    """Return the problems that stop a batch, each with the answer that counts in this round."""
    stopping = _stopping_kin(session, batch.product.kin)
    if not stopping:
        return []
    counts: dict[int, ExtraCheck] = {}
    for answer in extra_checks_of(session, batch, batch.round):
        counts[answer.problem_id] = answer
    return [(problem, _standing(problem, counts.get(problem.id))) for problem in stopping]


def _stopping_kin(session: Session, kin: str) -> list[Problem]:
    return [
        problem
        for problem in session.scalars(_stopping())
        if any(thread.family == kin for thread in problem.threads)
    ]


def must_not_leave_a_stop(session: Session, product: Product, kin: str) -> None:
    """Refuse another family for a product while a stop-ship holds its own (HeldByStopShip)."""
    if kin == product.kin:
        return
    take_turn(session)
    for problem in _stopping_kin(session, product.kin):
        raise HeldByStopShip(problem=problem.name, family=product.kin, product=product.full_code)


def _standing(problem: Problem, answer: ExtraCheck | None) -> ExtraCheck | None:
    """Return an answer if it is about what the stop-ship asks now."""
    return answer if answer is not None and answer.asked == problem.stop_check else None


@cache
def _stopping() -> Select[Problem]:
    """Return what asks for the problems under stop-ship; made once."""
    return select(Problem).where(Problem.stop_check != "").order_by(Problem.number)


@cache
def _answers() -> Select[ExtraCheck]:
    """Return what asks for the extra checks of a round; made once."""
    return (
        select(ExtraCheck)
        .where(
            ExtraCheck.batch_id == bindparam("batch_id"), ExtraCheck.round == bindparam("round")
        )
        .order_by(ExtraCheck.id)
    )


def extra_checks_of(session: Session, batch: Batch, round_: int) -> list[ExtraCheck]:
    """Return every answer to an extra check in a round, oldest first."""
    return list(session.scalars(_answers(), {"batch_id": batch.id, "round": round_}))


def must_not_be_stopped(session: Session, batch: Batch) -> None:
    """Refuse a release while an extra check is not passed (StopShip)."""
    for problem, answer in stops_of(session, batch):
        if answer is None or answer.result is not Result.PASS:
            raise StopShip(problem=problem.name, batch=batch.number, check=problem.stop_check)
