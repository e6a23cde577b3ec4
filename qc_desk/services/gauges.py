"""What is measured with: entered, corrected, put away and found again, with its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, lazyload

from qc_desk.domain import texts
from qc_desk.domain.gauge_words import SOON, CalibrationResult, GaugeState, IntervalUnit
from qc_desk.domain.gauges import LONGEST_INTERVAL, Calibration, Gauge, state_of
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import FieldInvalid, GaugeNumberFixed
from qc_desk.i18n import N_, _, alphabetical
from qc_desk.services.shop_data import (
    as_seen,
    choosable,
    in_order,
    keep,
    leading,
    must_be_free,
)

WORD = N_("gauge")
NEEDS_CALIBRATION = (
    GaugeState.FAILED,
    GaugeState.OVERDUE,
    GaugeState.NEVER,
    GaugeState.DUE_SOON,
)
NUMBER = 40  # signs of a gauge's number
_MOST = {"name": 200, "kind": 80, "kept_at": 200, "unit": 20}


@dataclass(frozen=True, kw_only=True, slots=True)
class GaugeEntry:
    """What is entered about a gauge."""

    number: str
    name: str
    kind: str
    site_id: int
    kept_at: str = ""
    unit: str = ""
    resolution: Decimal | None = None
    every: int = 12
    every_unit: IntervalUnit = IntervalUnit.MONTHS
    out_of_service: str = ""  # why; empty while it is in use


@dataclass(frozen=True, kw_only=True, slots=True)
class GaugeRow(GaugeEntry):
    """A gauge as lists show it, with what its newest calibration said."""

    id: int
    site: str
    retired: bool
    calibrated_on: date | None
    due_on: date | None
    result: CalibrationResult | None
    certificate: str

    def state(self, day: date) -> GaugeState:
        """Whether it may be measured with on a day."""
        return state_of(
            day,
            retired=self.retired,
            out_of_service=bool(self.out_of_service),
            result=self.result,
            due_on=self.due_on,
        )


def gauge_rows(session: Session, search: str = "", *, retired: bool = False) -> list[GaugeRow]:
    """Return gauges by their numbers; retired ones only when they are asked for too."""
    wanted = select(Gauge)
    if not retired:
        wanted = wanted.where(Gauge.retired_at.is_(None))
    rows = [_row(found) for found in session.scalars(wanted)]
    return in_order(
        rows,
        lambda row: (row.number, row.name, row.kind, row.site, row.kept_at, row.certificate),
        search,
    )


def gauge_row(session: Session, gauge_id: int) -> GaugeRow:
    """Return one gauge."""
    return _row(session.get_one(Gauge, gauge_id))


def gauge_kinds(session: Session) -> list[str]:
    """Return the kinds of gauges that are in the shop, each in one spelling."""
    found = session.scalars(select(Gauge.kind).where(Gauge.retired_at.is_(None)).distinct())
    return sorted({kind.casefold(): kind for kind in found}.values(), key=alphabetical)


def add_gauge(session: Session, entry: GaugeEntry, by: int, at: datetime) -> GaugeRow:
    """Enter a gauge; it can be measured with once its calibration is recorded."""
    leading(session, "gauge.add", by, at)
    made = Gauge(
        number=texts.text(entry.number, N_("gauge number"), NUMBER, needed=True),
        name="",
        kind="",
        site=choosable(session, Site, entry.site_id, N_("site")),
        created_at=at,
    )
    must_be_free(session, Gauge.number, made.number, WORD, None)
    _take(made, entry)
    return _row(keep(session, made, made.number, WORD))


def change_gauge(
    session: Session, seen: GaugeRow, entry: GaugeEntry, by: int, at: datetime
) -> GaugeRow:
    """Correct a gauge, if it is still as it was seen; its number stays once it was calibrated."""
    leading(session, "gauge.change", by, at)
    found = as_seen(session, Gauge, seen, _row, seen.number)
    number = texts.text(entry.number, N_("gauge number"), NUMBER, needed=True)
    if number != found.number:
        if found.calibrations:
            raise GaugeNumberFixed(gauge=found.number)
        must_be_free(session, Gauge.number, number, WORD, found.id)
        found.number = number
    found.site = choosable(session, Site, entry.site_id, N_("site"), found.site_id)
    _take(found, entry)
    return _row(keep(session, found, found.number, WORD))


def retire_gauge(session: Session, seen: GaugeRow, by: int, at: datetime) -> GaugeRow:
    """Put a gauge away; what was measured with it stays as it is."""
    leading(session, "gauge.retire", by, at)
    found = as_seen(session, Gauge, seen, _row, seen.number)
    found.retired_at = at
    return _row(keep(session, found, found.number, WORD))


def bring_back_gauge(session: Session, seen: GaugeRow, by: int, at: datetime) -> GaugeRow:
    """Let a retired gauge be measured with again, if its calibration still holds."""
    leading(session, "gauge.bring_back", by, at)
    found = as_seen(session, Gauge, seen, _row, seen.number)
    found.retired_at = None
    return _row(keep(session, found, found.number, WORD))


def checked_gauge(entry: GaugeEntry) -> GaugeEntry:
    """Return a gauge's facts as they are kept; raises FieldNeeded, FieldTooLong, FieldInvalid."""
    if entry.resolution is not None and not 0 < entry.resolution < 1_000_000:
        why = N_("it must be larger than 0.")
        raise FieldInvalid(field=N_("resolution"), value=entry.resolution, why=why)
    if not 1 <= entry.every <= LONGEST_INTERVAL:
        why = _("take 1 to {most}.").format(most=LONGEST_INTERVAL)
        raise FieldInvalid(field=N_("calibration interval"), value=entry.every, why=why)
    return GaugeEntry(
        number=texts.text(entry.number, N_("gauge number"), NUMBER, needed=True),
        name=texts.text(entry.name, N_("name"), _MOST["name"], needed=True),
        kind=texts.text(entry.kind, N_("kind"), _MOST["kind"], needed=True),
        site_id=entry.site_id,
        kept_at=texts.text(entry.kept_at, N_("kept at"), _MOST["kept_at"]),
        unit=texts.text(entry.unit, N_("unit"), _MOST["unit"]),
        resolution=entry.resolution,
        every=entry.every,
        every_unit=entry.every_unit,
        out_of_service=texts.text(entry.out_of_service, N_("out of service because"), 500),
    )


def _take(gauge: Gauge, entry: GaugeEntry) -> None:
    """Let a gauge be as it was entered; raises FieldNeeded, FieldTooLong, FieldInvalid."""
    kept = checked_gauge(entry)
    gauge.name, gauge.kind = kept.name, kept.kind
    gauge.kept_at, gauge.unit, gauge.resolution = kept.kept_at, kept.unit, kept.resolution
    gauge.every, gauge.every_unit = kept.every, kept.every_unit
    gauge.out_of_service = kept.out_of_service


def _row(found: Gauge) -> GaugeRow:
    return _row_with(found, found.newest)


def _row_with(found: Gauge, newest: Calibration | None) -> GaugeRow:
    return GaugeRow(
        id=found.id,
        number=found.number,
        name=found.name,
        kind=found.kind,
        site_id=found.site_id,
        site=found.site.name,
        kept_at=found.kept_at,
        unit=found.unit,
        resolution=found.resolution,
        every=found.every,
        every_unit=found.every_unit,
        out_of_service=found.out_of_service,
        retired=found.retired_at is not None,
        calibrated_on=newest.calibrated_on if newest is not None else None,
        due_on=newest.due_on if newest is not None else None,
        result=newest.result if newest is not None else None,
        certificate=newest.certificate if newest is not None else "",
    )


def due_gauges(session: Session, site_ids: Sequence[int], day: date) -> tuple[GaugeRow, ...]:
    """Return the gauges of sites that need a calibration, the longest overdue first."""
    if not site_ids:
        return ()
    newest = (
        select(Calibration.id)
        .where(Calibration.gauge_id == Gauge.id)
        .order_by(Calibration.calibrated_on.desc(), Calibration.id.desc())
        .limit(1)
        .correlate(Gauge)
        .scalar_subquery()
    )
    found = session.execute(
        select(Gauge, Calibration)
        .outerjoin(Calibration, Calibration.id == newest)
        .where(
            Gauge.site_id.in_(site_ids),
            Gauge.retired_at.is_(None),
            Gauge.out_of_service == "",
            or_(  # what is good for a long time yet, as most are, is not read
                Calibration.id.is_(None),
                Calibration.due_on <= day + SOON,
                Calibration.result == CalibrationResult.OUT_OF_TOLERANCE,
            ),
        )
        .options(lazyload(Gauge.calibrations), joinedload(Gauge.site))
    )
    rows = [_row_with(gauge, last) for gauge, last in found]
    due = [row for row in rows if row.state(day) in NEEDS_CALIBRATION]
    return tuple(sorted(due, key=lambda row: (row.due_on or day, row.number)))
