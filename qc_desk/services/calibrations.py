"""What calibrations found, and which batches a bad one casts doubt on."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from qc_desk.domain import texts
from qc_desk.domain.batches import Batch
from qc_desk.domain.days import EARLIEST_YEAR, day_of
from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.people import Person
from qc_desk.domain.products import Product
from qc_desk.domain.refusals import (
    DueBeforeCalibrated,
    FieldInvalid,
    FileRefused,
    NotCalibratedYet,
    NotFound,
    Retired,
)
from qc_desk.domain.vocabulary import BatchStatus, InspectionStatus
from qc_desk.i18n import N_, format_date
from qc_desk.services.gauges import WORD
from qc_desk.services.shop_data import leading

LARGEST_FILE = 10_000_000  # bytes
_KINDS = {b"%PDF": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG": "png"}
_LATEST = date(9000, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalibrationEntry:
    """What a certificate says."""

    calibrated_on: date
    result: CalibrationResult
    laboratory: str
    certificate: str = ""
    due_on: date | None = None  # worked out by the gauge's interval where none is given
    note: str = ""
    file_name: str = ""
    file: bytes | None = None  # the certificate: a PDF, or a photo of it


@dataclass(frozen=True, kw_only=True, slots=True)
class CalibrationRow:
    """A calibration as lists show it."""

    id: int
    gauge_id: int
    gauge: str
    calibrated_on: date
    result: CalibrationResult
    due_on: date
    laboratory: str
    certificate: str
    note: str
    file_name: str
    sha256: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SuspectRow:
    """A batch that was measured with a gauge nobody could trust any more."""

    id: int  # the batch's
    batch: str
    product: str
    status: BatchStatus
    values: int  # how many were measured with the gauge
    first: datetime
    last: datetime


def record_calibration(
    session: Session, gauge_id: int, entry: CalibrationEntry, by: int, at: datetime
) -> CalibrationRow:
    """Keep what a calibration found; from now on its word holds, unless a newer day has spoken."""
    leading(session, "gauge.calibrate", by, at)
    gauge = session.get(Gauge, gauge_id, with_for_update=True)
    if gauge is None:
        raise NotFound(kind=WORD, name=gauge_id)
    if gauge.retired_at is not None:
        raise Retired(kind=WORD, name=gauge.number)
    made = Calibration(
        calibrated_on=_done(entry.calibrated_on, day_of(at, gauge.site.time_zone)),
        result=entry.result,
        due_on=_due(gauge, entry),
        laboratory=texts.text(entry.laboratory, N_("laboratory"), 200, needed=True),
        certificate=texts.text(entry.certificate, N_("certificate number"), 100),
        note=texts.text(entry.note, N_("note"), texts.NOTE),
        by_id=by,
        at=at,
    )
    if entry.file is not None:
        _must_be_a_certificate(entry.file, entry.file_name)
        made.file, made.file_name = entry.file, entry.file_name[:200]
        made.sha256 = hashlib.sha256(entry.file).hexdigest()
    gauge.calibrations.append(made)
    session.flush()
    session.expire(gauge, ["calibrations"])
    return _row(made, gauge, session.get_one(Person, by).name)


def _done(day: date, today: date) -> date:
    """Return the day of a calibration; refuse one that is still to come or cannot be meant."""
    if day > today:
        raise NotCalibratedYet(day=format_date(day))
    if day.year < EARLIEST_YEAR:
        raise FieldInvalid(field=N_("calibrated on"), value=day, why=N_("it is before 1970."))
    return day


def _due(gauge: Gauge, entry: CalibrationEntry) -> date:
    due = entry.due_on or gauge.due_after(entry.calibrated_on)
    if not entry.calibrated_on < due < _LATEST:
        raise DueBeforeCalibrated(
            gauge=gauge.number, due=format_date(due), done=format_date(entry.calibrated_on)
        )
    return due


def _must_be_a_certificate(file: bytes, name: str) -> None:
    """Refuse what is neither a PDF nor a photo, and what is too large to be kept."""
    if len(file) > LARGEST_FILE:
        raise FileRefused(file=name, why=N_("it is larger than 10 MB. Scan it at 150 dpi."))
    if not file.startswith(tuple(_KINDS)):
        raise FileRefused(file=name, why=N_("it is neither a PDF nor a JPEG or PNG picture."))


def calibration_rows(session: Session, gauge_id: int | None = None) -> list[CalibrationRow]:
    """Return the calibrations of a gauge, or of all, the newest first."""
    wanted = (
        select(Calibration, Gauge, Person.name)
        .join(Gauge, Gauge.id == Calibration.gauge_id)
        .join(Person, Person.id == Calibration.by_id)
        .order_by(Calibration.calibrated_on.desc(), Calibration.id.desc())
    )
    if gauge_id is not None:
        wanted = wanted.where(Calibration.gauge_id == gauge_id)
    return [_row(found, gauge, name) for found, gauge, name in session.execute(wanted)]


def certificate_file(session: Session, calibration_id: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a certificate; raises NotFound where there is none."""
    found = session.get(Calibration, calibration_id, options=[undefer(Calibration.file)])
    if found is None or found.file is None:
        raise NotFound(kind=N_("certificate"), name=calibration_id)
    return found.file_name, found.file


def suspect_batches(session: Session, calibration_id: int) -> list[SuspectRow]:
    """Return the batches that were measured with a gauge since it was last known to be right.

    Empty for a calibration that found the gauge in tolerance. Counted is from the day of the last
    calibration that left it right, until the bad one was written down.
    """
    bad = session.get_one(Calibration, calibration_id)
    if bad.result is CalibrationResult.IN_TOLERANCE:
        return []
    earlier = [
        each.calibrated_on
        for each in bad.gauge.calibrations
        if (each.calibrated_on, each.id) < (bad.calibrated_on, bad.id)
        and each.result is not CalibrationResult.OUT_OF_TOLERANCE
    ]
    rows: dict[int, SuspectRow] = {}
    for batch_id, number, product, status, at in session.execute(
        select(Batch.id, Batch.number, Product.name, Batch.status, Answer.at)
        .join(Inspection, Inspection.id == Answer.inspection_id)
        .join(Batch, Batch.id == Inspection.batch_id)
        .join(Product, Product.id == Batch.product_id)
        .join(Calibration, Calibration.id == Answer.calibration_id)
        .where(
            Calibration.gauge_id == bad.gauge_id,
            Inspection.status != InspectionStatus.WITHDRAWN,
            Answer.at <= bad.at,
            Answer.at >= datetime.combine(max(earlier, default=date(1970, 1, 1)), time(), UTC),
        )
        .order_by(Answer.id)
    ):
        before = rows.get(batch_id)
        rows[batch_id] = SuspectRow(
            id=batch_id,
            batch=number,
            product=product,
            status=status,
            values=before.values + 1 if before is not None else 1,
            first=before.first if before is not None else at,
            last=at,
        )
    return sorted(rows.values(), key=lambda row: row.last, reverse=True)


def _row(found: Calibration, gauge: Gauge, by: str) -> CalibrationRow:
    return CalibrationRow(
        id=found.id,
        gauge_id=gauge.id,
        gauge=gauge.number,
        calibrated_on=found.calibrated_on,
        result=found.result,
        due_on=found.due_on,
        laboratory=found.laboratory,
        certificate=found.certificate,
        note=found.note,
        file_name=found.file_name,
        sha256=found.sha256,
        by=by,
        at=found.at,
    )
