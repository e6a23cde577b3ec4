"""Gauges and their calibrations as tables for other programs."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.organisations import Site
from qc_desk.domain.people import Person
from qc_desk.i18n import N_
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Found, Selected, cells, plain
from qc_desk.services.sheet_files import Value


def _gauges(after: int) -> Selected:
    return (
        select(
            Gauge.id,
            NO_INSPECTION,
            Gauge.number,
            Gauge.name,
            Gauge.kind,
            Site.code,
            Gauge.kept_at,
            Gauge.unit,
            Gauge.resolution,
            Gauge.every,
            Gauge.every_unit,
            Gauge.out_of_service,
            Gauge.retired_at,
        )
        .join(Site, Site.id == Gauge.site_id)
        .where(Gauge.id > after)
        .order_by(Gauge.id)
    )


def _with_newest(session: Session, found: Found) -> list[Sequence[Value]]:
    """Return gauges with what their newest calibration said as their last cells."""
    newest: dict[int, tuple[Value, ...]] = {}
    said = (
        select(
            Calibration.gauge_id,
            Calibration.calibrated_on,
            Calibration.result,
            Calibration.due_on,
            Calibration.certificate,
        )
        .where(Calibration.gauge_id.in_([row.id for row in found]))
        .order_by(Calibration.calibrated_on, Calibration.id)
    )
    for gauge_id, day, result, due, certificate in session.execute(said):
        newest[gauge_id] = (day, result.label, due, certificate)
    none: tuple[Value, ...] = (None, None, None, None)
    return [[*cells(row), *newest.get(row.id, none)] for row in found]


GAUGES = Export(
    labels=(
        N_("gauge"),
        N_("name"),
        N_("kind"),
        N_("site"),
        N_("kept at"),
        N_("unit"),
        N_("resolution"),
        N_("calibrated every"),
        N_("counted in"),
        N_("out of service because"),
        N_("retired (UTC)"),
        N_("calibrated on"),
        N_("result"),
        N_("gauge due"),
        N_("certificate number"),
    ),
    select=_gauges,
    values=_with_newest,
)


def _calibrations(after: int) -> Selected:
    return (
        select(
            Calibration.id,
            NO_INSPECTION,
            Gauge.number,
            Calibration.calibrated_on,
            Calibration.result,
            Calibration.due_on,
            Calibration.laboratory,
            Calibration.certificate,
            Calibration.note,
            Calibration.file_name,
            Calibration.sha256,
            Person.name,
            Calibration.at,
        )
        .join(Gauge, Gauge.id == Calibration.gauge_id)
        .join(Person, Person.id == Calibration.by_id)
        .where(Calibration.id > after)
        .order_by(Calibration.id)
    )


CALIBRATIONS = Export(
    labels=(
        N_("gauge"),
        N_("calibrated on"),
        N_("result"),
        N_("gauge due"),
        N_("laboratory"),
        N_("certificate number"),
        N_("note"),
        N_("certificate file"),
        N_("digest"),
        N_("recorded by"),
        N_("recorded (UTC)"),
    ),
    select=_calibrations,
    values=plain,
)
