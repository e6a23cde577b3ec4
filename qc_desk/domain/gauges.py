"""What is measured with, and what calibrations found; a calibration never changes."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qc_desk.domain.base import Base, key, one_of
from qc_desk.domain.gauge_words import (
    ANY_GAUGE,
    SOON,
    CalibrationResult,
    GaugeState,
    IntervalUnit,
)
from qc_desk.domain.organisations import Site
from qc_desk.domain.refusals import (
    GaugeElsewhere,
    GaugeFailed,
    GaugeNeverCalibrated,
    GaugeNotInUse,
    GaugeOfAnotherKind,
    GaugeOverdue,
)
from qc_desk.i18n import format_date

LONGEST_INTERVAL = 3_650


class Calibration(Base, kw_only=True):
    """What one calibration of a gauge found, and until when its word holds."""

    __tablename__ = "calibrations"
    __table_args__ = (
        Index("ix_calibrations_of_gauge", "gauge_id", "calibrated_on"),
        one_of("result", CalibrationResult),
        CheckConstraint("due_on > calibrated_on", name="due_later"),
    )

    id: Mapped[int] = key()
    gauge_id: Mapped[int] = mapped_column(ForeignKey("gauges.id"), init=False)
    gauge: Mapped["Gauge"] = relationship(back_populates="calibrations", init=False)
    calibrated_on: Mapped[date]
    result: Mapped[CalibrationResult]
    due_on: Mapped[date]
    laboratory: Mapped[str] = mapped_column(String(200))
    certificate: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(2000), default="")
    file_name: Mapped[str] = mapped_column(String(200), default="")
    file: Mapped[bytes | None] = mapped_column(default=None, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[datetime]


class Gauge(Base, kw_only=True):
    """One instrument, known by the number that is engraved on it."""

    __tablename__ = "gauges"
    __table_args__ = (
        one_of("every_unit", IntervalUnit),
        CheckConstraint(f"every BETWEEN 1 AND {LONGEST_INTERVAL}", name="every"),
    )

    id: Mapped[int] = key()
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(80))
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), init=False)
    site: Mapped[Site] = relationship()
    kept_at: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[str] = mapped_column(String(20), default="")
    resolution: Mapped[Decimal | None] = mapped_column(default=None)
    every: Mapped[int] = mapped_column(default=12)
    every_unit: Mapped[IntervalUnit] = mapped_column(default=IntervalUnit.MONTHS)
    out_of_service: Mapped[str] = mapped_column(String(500), default="")  # why; empty: in use
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    calibrations: Mapped[list[Calibration]] = relationship(
        default_factory=list,
        order_by="Calibration.calibrated_on, Calibration.id",
        back_populates="gauge",
        lazy="selectin",
    )

    @property
    def newest(self) -> Calibration | None:
        """The calibration in force: of the newest day, and of one day the last word."""
        return self.calibrations[-1] if self.calibrations else None

    def state(self, day: date) -> GaugeState:
        """Whether it may be measured with on a day."""
        found = self.newest
        return state_of(
            day,
            retired=self.retired_at is not None,
            out_of_service=bool(self.out_of_service),
            result=found.result if found is not None else None,
            due_on=found.due_on if found is not None else None,
        )

    def is_for(self, kind: str) -> bool:
        """Whether an item that asks for a kind can be measured with it."""
        return kind == ANY_GAUGE or kind.casefold() == self.kind.casefold()

    def due_after(self, calibrated_on: date) -> date:
        """The day on which the next calibration is due by the gauge's interval."""
        if self.every_unit is IntervalUnit.DAYS:
            return calibrated_on + timedelta(days=self.every)
        return _months_later(calibrated_on, self.every)

    def calibration_for(self, asked: str, title: str, site: Site, day: date) -> Calibration:
        """Return the calibration by whose word something is measured on a day.

        Raises a GaugeRefused where nobody could trust the value.
        """
        found, state = self.newest, self.state(day)
        if state in (GaugeState.RETIRED, GaugeState.OUT_OF_SERVICE):
            raise GaugeNotInUse(gauge=self.number, state=state, instead="")
        if self.site_id != site.id:
            raise GaugeElsewhere(gauge=self.number, site=self.site.name, instead="")
        if not self.is_for(asked):
            raise GaugeOfAnotherKind(
                item=title, wanted=asked, gauge=self.number, found=self.kind, instead=""
            )
        if found is None:
            raise GaugeNeverCalibrated(gauge=self.number, instead="")
        if state is GaugeState.FAILED:
            on = format_date(found.calibrated_on)
            raise GaugeFailed(gauge=self.number, found=on, instead="")
        if state is GaugeState.OVERDUE:
            raise GaugeOverdue(gauge=self.number, due=format_date(found.due_on), instead="")
        return found


def state_of(
    day: date,
    *,
    retired: bool,
    out_of_service: bool,
    result: CalibrationResult | None,
    due_on: date | None,
) -> GaugeState:
    """Fold what is known of a gauge into its state on a day."""
    if retired:
        return GaugeState.RETIRED
    if out_of_service:
        return GaugeState.OUT_OF_SERVICE
    if result is None or due_on is None:
        return GaugeState.NEVER
    if result is CalibrationResult.OUT_OF_TOLERANCE:
        return GaugeState.FAILED
    if day > due_on:
        return GaugeState.OVERDUE
    return GaugeState.DUE_SOON if due_on - day <= SOON else GaugeState.IN_DATE


def _months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
