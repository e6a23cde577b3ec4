"""Folds every series of lots again, and compares each switch of inspection with what it was."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.organisations import Site
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import QcError
from qc_desk.domain.sampling import LotResult, SamplePlan, Switch
from qc_desk.domain.sampling_words import SamplingMethod, SwitchCause
from qc_desk.domain.switching import Series, Step, after_lot, after_word
from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import _
from qc_desk.services.desk import Desk
from qc_desk.services.lot_results import lot_of
from qc_desk.storage.findings import Finding

_WORDS = (SwitchCause.AGREED, SwitchCause.IRREGULAR, SwitchCause.RESUMED)
_Key = tuple[int, int, Severity]
_LotRow = tuple[LotResult, SamplePlan, str]


def check_switches(desk: Desk) -> Iterator[list[Finding]]:
    """Fold one series after the other, each in a transaction of its own."""
    with desk.reading() as session:
        keys = sorted(_series_of(session), key=lambda key: (*key[:2], key[2].value))
    for key in keys:
        with desk.reading() as session:
            where = _named(session, key)
            yield [Finding("switch", where, said) for said in _wrong(session, key)]


def _series_of(session: Session) -> set[_Key]:
    """Return every series that has a lot, and every one that has a switch."""
    lots = (
        select(Batch.product_id, Batch.site_id, LotResult.severity)
        .join(LotResult, LotResult.batch_id == Batch.id)
        .join(SamplePlan, SamplePlan.id == LotResult.plan_id)
        .where(SamplePlan.method == SamplingMethod.ISO_2859, SamplePlan.isolated.is_(False))
    )
    switched = select(Switch.product_id, Switch.site_id, Switch.severity)
    rows = [*session.execute(lots.distinct()), *session.execute(switched.distinct())]
    return {(product, site, severity) for product, site, severity in rows}


def _named(session: Session, key: _Key) -> str:
    product, site = session.get(Product, key[0]), session.get(Site, key[1])
    names = [product.full_code if product else "?", site.code if site else "?", key[2].label]
    return _("Series of lots {name}").format(name=", ".join(names))


def _wrong(session: Session, key: _Key) -> Iterator[str]:
    """Yield what the lots of a series do not explain, and what of it is missing."""
    logged = {
        lot_id: list(switches)
        for lot_id, switches in groupby(_switches(session, key), key=lambda s: s.lot_result_id)
    }
    series = Series()
    for result, plan, batch in _lots(session, key):
        step = after_lot(series, lot_of(result.found, result.accepted, plan))
        switches = logged.pop(result.id, [])
        if step.cause is not None:
            if not switches or not _is(switches[0], series, step):
                said = _("After batch {batch} inspection must switch ({cause}); the log does not.")
                yield said.format(batch=batch, cause=step.cause.label)
                return
            switches = switches[1:]
        series = step.series
        for switch in switches:
            spoken = _spoken(switch, series)
            if spoken is None:
                said = _("After batch {batch} the log has a switch ({cause}) without its ground.")
                yield said.format(batch=batch, cause=switch.cause.label)
                return
            series = spoken.series
    for switch in (each for switches in logged.values() for each in switches):
        said = _("The log has a switch ({cause}) after a lot that is not of this series.")
        yield said.format(cause=switch.cause.label)


def _spoken(switch: Switch, series: Series) -> Step | None:
    """Return the step of a responsible person's word; None where it is none, or says else."""
    if switch.cause not in _WORDS:
        return None
    try:
        step = after_word(series, switch.cause)
    except QcError:
        return None
    return step if _is(switch, series, step) else None


def _is(switch: Switch, before: Series, step: Step) -> bool:
    """Whether a row of the log is this very step."""
    logged = switch.before, switch.after, switch.discontinued, switch.cause, switch.score
    after = step.series
    return logged == (
        before.strictness, after.strictness, after.discontinued, step.cause, before.score
    )  # fmt: skip


def _lots(session: Session, key: _Key) -> Sequence[_LotRow]:
    """Return the lots of a series, oldest first."""
    product_id, site_id, severity = key
    wanted = (
        select(LotResult, SamplePlan, Batch.number)
        .join(Batch, Batch.id == LotResult.batch_id)
        .join(SamplePlan, SamplePlan.id == LotResult.plan_id)
        .where(
            Batch.product_id == product_id,
            Batch.site_id == site_id,
            LotResult.severity == severity,
            SamplePlan.method == SamplingMethod.ISO_2859,
            SamplePlan.isolated.is_(False),
        )
        .order_by(LotResult.id)
    )
    return [(result, plan, number) for result, plan, number in session.execute(wanted)]


def _switches(session: Session, key: _Key) -> Sequence[Switch]:
    """Return the log of a series, in the order of the lots and then as it was written."""
    product_id, site_id, severity = key
    wanted = (
        select(Switch)
        .where(
            Switch.product_id == product_id,
            Switch.site_id == site_id,
            Switch.severity == severity,
        )
        .order_by(Switch.lot_result_id, Switch.id)
    )
    return session.scalars(wanted).all()
