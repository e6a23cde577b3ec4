"""What an inspector can measure with at an item, and the calibration that a value rests on."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.util import identity_key

from qc_desk.domain.days import day_of
from qc_desk.domain.gauge_words import GaugeState
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import GaugeNeeded, GaugeRefused, NotFound
from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import N_, _

_MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class GaugeChoice:
    """A gauge as it is offered where something is measured."""

    id: int
    number: str
    name: str
    kind: str
    kept_at: str
    state: GaugeState
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured with, where, and the answer that is replaced if there is one."""

    gauge_id: int | None
    site: Site
    standing: Answer | None = None


def calibration_of(session: Session, answer: Answer, by: Measured) -> Calibration | None:
    """Return the calibration that a value rests on; None where no gauge is asked for.

    Who puts another note to a value does not measure again: the calibration stays. Raises a
    GaugeRefused, with the gauges that are in date, where nobody could trust the value.
    """
    item, gauge_id, site = answer.item, by.gauge_id, by.site
    if answer.result is Result.NOT_APPLICABLE or not (item.gauge or gauge_id):
        return None
    held = by.standing.calibration if by.standing is not None else None
    if held is not None and _is_same_value(by.standing, answer) and held.gauge_id == gauge_id:
        return held
    day = day_of(answer.at, site.time_zone)
    try:
        if gauge_id is None:
            raise GaugeNeeded(item=item.title, instead="")
        gauge = _gauge(session, gauge_id)
        if gauge is None:
            raise NotFound(kind=N_("gauge"), name=gauge_id)
        if not item.gauge:  # the answer refuses what it has no use for
            return gauge.newest
        return gauge.calibration_for(item.gauge, item.title, site, day)
    except GaugeRefused as refused:
        with session.no_autoflush:
            raise refused.instead(_instead(session, item.gauge, site, day)) from refused


def _gauge(session: Session, gauge_id: int) -> Gauge | None:
    """Return a gauge with its calibrations, in one question unless somebody holds it."""
    held = session.identity_map.get(identity_key(Gauge, gauge_id))
    if held is not None:
        return held
    asked = session.execute(_with_calibrations(), {"gauge_id": gauge_id})
    return asked.unique().scalar_one_or_none()


@cache  # a value is kept at every click: what is asked then is made once
def _with_calibrations() -> Select[Gauge]:
    """Return what asks for a gauge and its calibrations."""
    return (
        select(Gauge)
        .options(joinedload(Gauge.calibrations))
        .where(Gauge.id == bindparam("gauge_id"))
    )


def gauges_of(session: Session, ids: set[int | None]) -> list[Gauge]:
    """Return gauges, read at once; who holds them spares reading them value by value."""
    wanted = ids - {None}
    if not wanted:
        return []
    return list(session.scalars(select(Gauge).where(Gauge.id.in_(wanted)).order_by(Gauge.id)))


def _is_same_value(standing: Answer | None, answer: Answer) -> bool:
    """Whether a value is put down again with exactly its digits."""
    return standing is not None and str(standing.value) == str(answer.value)


def _instead(session: Session, kind: str, site: Site, day: date) -> str:
    """Return the sentence that names what can be measured with now."""
    found = [gauge.number for gauge in _fitting(session, kind, site.id) if gauge.state(day).usable]
    if not found:
        return _("No other one is in date here: a lead records its calibration in Settings.")
    named = ", ".join(found[:_MOST_NAMED])
    return _("In date here: {gauges}.").format(gauges=named)


def _fitting(session: Session, kind: str, site_id: int) -> list[Gauge]:
    """Return the gauges of a kind that belong to a site, those that are not retired."""
    found = session.scalars(
        select(Gauge)
        .where(Gauge.site_id == site_id, Gauge.retired_at.is_(None))
        .order_by(Gauge.number)
    )
    return [gauge for gauge in found if gauge.is_for(kind)]


@dataclass(frozen=True, kw_only=True, slots=True)
class GaugesAtHand:
    """The gauges of a kind here, usable ones first, and the one to offer first."""

    gauges: tuple[GaugeChoice, ...]
    first: int | None  # its id: last used by this person, or the only one that can be used

    def named(self, code: str) -> GaugeChoice | None:
        """Return the gauge whose number was scanned or typed."""
        wanted = code.strip().casefold()
        return next((each for each in self.gauges if each.number.casefold() == wanted), None)


def gauges_at_hand(
    session: Session, inspection_id: int, kind: str, by: int, at: datetime
) -> GaugesAtHand:
    """Return what can be measured with in an inspection, at an item that asks for a kind."""
    site = session.get_one(Inspection, inspection_id).batch.site
    day = day_of(at, site.time_zone)
    found = _fitting(session, kind, site.id)
    choices = sorted(
        (_choice(each, day) for each in found), key=lambda each: not each.state.usable
    )
    usable = [each.id for each in choices if each.state.usable]
    last = session.scalar(
        select(Calibration.gauge_id)
        .join(Answer, Answer.calibration_id == Calibration.id)
        .where(Answer.by_id == by, Calibration.gauge_id.in_(usable))
        .order_by(Answer.id.desc())
        .limit(1)
    )
    return GaugesAtHand(
        gauges=tuple(choices), first=last or (usable[0] if len(usable) == 1 else None)
    )


def _choice(gauge: Gauge, day: date) -> GaugeChoice:
    found = gauge.newest
    return GaugeChoice(
        id=gauge.id,
        number=gauge.number,
        name=gauge.name,
        kind=gauge.kind,
        kept_at=gauge.kept_at,
        state=gauge.state(day),
        due_on=found.due_on if found is not None else None,
    )
