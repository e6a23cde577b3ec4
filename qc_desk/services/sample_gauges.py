"""The gauges of the sample shop: those its checklists ask for, one due soon, one overdue."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.services.calibrations import CalibrationEntry, record_calibration
from qc_desk.services.checklist_files import ChecklistDraft
from qc_desk.services.desk import Session
from qc_desk.services.gauges import GaugeEntry, add_gauge, gauge_rows

_KINDS = {"mm": "Caliper", "g": "Scale", "V": "Multimeter", "mV": "Multimeter", "mA": "Multimeter"}
_LABORATORY = "Metrolab Novi Sad"
_HELD = timedelta(days=730)  # so long the gauges of the story may be used


@dataclass(frozen=True)
class _Told:
    """A gauge of the story: what it is, and how long ago it was calibrated and is due."""

    number: str
    name: str
    kind: str
    site: str
    kept_at: str
    unit: str
    calibrated: timedelta  # before the shop begins
    due: timedelta  # after the moment that the story leads up to


_GAUGES = (
    _Told(
        "NS-C1", "Digital caliper 300 mm", "Caliper", "NS", "Table 1", "mm", timedelta(20), _HELD
    ),
    _Told("NS-S1", "Bench scale 3 kg", "Scale", "NS", "Table 2", "g", timedelta(20), _HELD),
    _Told("NS-D1", "Multimeter", "Multimeter", "NS", "Test bench", "V", timedelta(41), _HELD),
    _Told(
        "ZG-C1", "Digital caliper 300 mm", "Caliper", "ZG", "Hall A", "mm", timedelta(33), _HELD
    ),
    _Told("ZG-S1", "Bench scale 3 kg", "Scale", "ZG", "Hall A", "g", timedelta(33), _HELD),
    _Told("ZG-D1", "Multimeter", "Multimeter", "ZG", "Hall B", "V", timedelta(33), _HELD),
    _Told("RI-C1", "Digital caliper 300 mm", "Caliper", "RI", "Gate", "mm", timedelta(27), _HELD),
    _Told("RI-S1", "Bench scale 3 kg", "Scale", "RI", "Gate", "g", timedelta(27), _HELD),
    _Told("RI-D1", "Multimeter", "Multimeter", "RI", "Gate", "V", timedelta(27), _HELD),
    _Told(
        "NS-C2",
        "Dial caliper 150 mm",
        "Caliper",
        "NS",
        "Drawer 4",
        "mm",
        timedelta(253),
        timedelta(12),
    ),
    _Told(
        "NS-M1",
        "Micrometer 25 mm",
        "Micrometer",
        "NS",
        "Drawer 4",
        "mm",
        timedelta(280),
        timedelta(-16),
    ),
)


def asking_for_gauges(draft: ChecklistDraft) -> ChecklistDraft:
    """Return a checklist whose measurements ask for the gauges of the sample shop."""
    items = tuple(
        replace(item, gauge=_KINDS.get(item.unit, ""))
        if item.kind.value == "measurement"
        else item
        for item in draft.items
    )
    return replace(draft, items=items)


def add_gauges(
    session: Session, site_ids: dict[str, int], by: int, at: datetime, until: date
) -> None:
    """Enter the gauges with a calibration each, when the shop begins."""
    for told in _GAUGES:
        entry = GaugeEntry(
            number=told.number,
            name=told.name,
            kind=told.kind,
            site_id=site_ids[told.site],
            kept_at=told.kept_at,
            unit=told.unit,
        )
        made = add_gauge(session, entry, by, at)
        certificate = CalibrationEntry(
            calibrated_on=at.date() - told.calibrated,
            due_on=until + told.due,
            result=CalibrationResult.IN_TOLERANCE,
            laboratory=_LABORATORY,
            certificate=f"{at.year}-{made.id:04}",
        )
        record_calibration(session, made.id, certificate, by, at)


def gauges_in_use(session: Session) -> dict[tuple[str, str], int]:
    """Return what is measured with, by site and kind: the first of each."""
    ids = {row.number: row.id for row in gauge_rows(session)}
    return {(told.site, told.kind): ids[told.number] for told in reversed(_GAUGES)}
