"""Where the inspection of a product's lots stands at a site, and what each lot does to it."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.drawing import decided_before
from qc_desk.domain.people import Person
from qc_desk.domain.sample_counts import SampleCount, sample_counts
from qc_desk.domain.sampling import LotResult, SamplePlan, Switch
from qc_desk.domain.sampling_rules import BY_STANDARD
from qc_desk.domain.sampling_words import SamplingMethod, Strictness
from qc_desk.domain.switching import Lot, Series, Step, after_lot
from qc_desk.domain.vocabulary import Severity

Place = tuple[int, int]  # a product's id and a site's id


def in_force(session: Session, place: Place) -> dict[Severity, Series]:
    """Return what is in force for the next lot, without what was counted since; no lot is read."""
    return {severity: _begun(session, place, severity)[0] for severity in BY_STANDARD}


def series(session: Session, place: Place, severity: Severity) -> Series:
    """Return where a series stands: from its last switch, by the lots that followed.

    Nothing that was counted before a switch is taken along, so no older lot is read; only how
    many there were.
    """
    standing, after = _begun(session, place, severity)
    at = _at(place, severity) | {"after": after}
    if after:
        standing = replace(standing, lots=session.scalar(_older(), at) or 0)
    for lot in session.execute(_newer(), at):
        standing = after_lot(standing, lot_of(*lot)).series
    return standing


def _begun(session: Session, place: Place, severity: Severity) -> tuple[Series, int]:
    """Return a series just after its last switch, and the id of the lot that was then the last."""
    last = session.scalars(_last_switch(), _at(place, severity)).first()
    if last is None:
        return Series(), 0
    return Series(strictness=last.after, discontinued=last.discontinued), last.lot_result_id


def lot_of(found: int, accepted: bool, plan: SamplePlan) -> Lot:  # noqa: FBT001 (a row's columns)
    """Return a lot as the switching rules see it."""
    return Lot(
        inspection=plan.strictness or Strictness.NORMAL,
        accepted=accepted,
        found=found,
        tighter_ac=plan.tighter_ac,
    )


def see_lot(session: Session, batch: Batch, by: Person, at: datetime) -> None:
    """Enter what an original inspection came to, within the deciding act; switch where it must.

    A lot that was decided before is submitted again and changes nothing. The turn must be taken.
    """
    if decided_before(batch):
        return
    for count in sample_counts(batch):
        if count.plan.ac is not None:
            _enter(session, batch, count, by, at)


def _enter(session: Session, batch: Batch, count: SampleCount, by: Person, at: datetime) -> None:
    plan = count.plan
    place = (batch.product_id, batch.site_id)
    result = LotResult(
        batch_id=batch.id,
        round=batch.round,
        severity=plan.severity,
        plan=plan,
        found=count.found,
        accepted=count.accepted,
        by=by,
        at=at,
    )
    counts = plan.strictness is not None and not plan.isolated
    before = series(session, place, plan.severity) if counts else None
    session.add(result)
    session.flush()
    if before is not None:
        lot = lot_of(result.found, result.accepted, plan)
        word = Word(place, result, by, at)
        note_switch(session, word, before, after_lot(before, lot))


@dataclass(frozen=True, slots=True)
class Word:
    """By whom, when and why inspection switches, after which lot of which series."""

    place: Place
    lot: LotResult
    by: Person
    at: datetime
    reason: str = ""


def note_switch(session: Session, word: Word, before: Series, step: Step) -> None:
    """Keep a row of the switch log, if the step is a switch."""
    if step.cause is None:
        return
    session.add(
        Switch(
            product_id=word.place[0],
            site_id=word.place[1],
            severity=word.lot.severity,
            before=before.strictness,
            after=step.series.strictness,
            discontinued=step.series.discontinued,
            cause=step.cause,
            score=before.score,
            lot_result_id=word.lot.id,
            reason=word.reason,
            by=word.by,
            at=word.at,
        )
    )
    session.flush()


def last_lot(session: Session, place: Place, severity: Severity) -> LotResult | None:
    """Return the newest lot of a series."""
    return session.scalars(_newest(), _at(place, severity)).first()


def _at(place: Place, severity: Severity) -> dict[str, object]:
    return {"product_id": place[0], "site_id": place[1], "severity": severity}


_SERIES = (
    Batch.product_id == bindparam("product_id"),
    Batch.site_id == bindparam("site_id"),
    LotResult.severity == bindparam("severity"),
    SamplePlan.method == SamplingMethod.ISO_2859,
    SamplePlan.isolated.is_(False),
)


@cache
def _newest() -> Select[LotResult]:
    """Return what asks for the last lot of a series; made once."""
    return (
        select(LotResult)
        .join(Batch, Batch.id == LotResult.batch_id)
        .join(SamplePlan, SamplePlan.id == LotResult.plan_id)
        .where(*_SERIES)
        .order_by(LotResult.id.desc())
        .limit(1)
    )


@cache
def _newer() -> Select[int, bool, SamplePlan]:
    """Return what asks for the lots of a series after one of them, oldest first; made once."""
    return (
        select(LotResult.found, LotResult.accepted, SamplePlan)
        .join(Batch, Batch.id == LotResult.batch_id)
        .join(SamplePlan, SamplePlan.id == LotResult.plan_id)
        .where(*_SERIES, LotResult.id > bindparam("after"))
        .order_by(LotResult.id)
    )


@cache
def _older() -> Select[int]:
    """Return what counts the lots of a series up to one of them; made once."""
    return (
        select(func.count(LotResult.id))
        .join(Batch, Batch.id == LotResult.batch_id)
        .join(SamplePlan, SamplePlan.id == LotResult.plan_id)
        .where(*_SERIES, LotResult.id <= bindparam("after"))
    )


@cache
def _last_switch() -> Select[Switch]:
    """Return what asks for the last switch of a series; made once."""
    return (
        select(Switch)
        .where(
            Switch.product_id == bindparam("product_id"),
            Switch.site_id == bindparam("site_id"),
            Switch.severity == bindparam("severity"),
        )
        .order_by(Switch.id.desc())
        .limit(1)
    )
