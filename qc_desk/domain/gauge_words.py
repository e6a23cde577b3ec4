"""The fixed words of measuring equipment and its calibration (ISO 9001:2015, 7.1.5.2)."""

from datetime import timedelta

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_

SOON = timedelta(days=30)  # so long before its day a gauge is due soon
ANY_GAUGE = "*"  # what an item says that asks for a gauge of whatever kind


class CalibrationResult(Word):
    """What a calibration found."""

    IN_TOLERANCE = "in_tolerance", N_("found in tolerance")
    ADJUSTED = "adjusted", N_("found out of tolerance, adjusted")
    OUT_OF_TOLERANCE = "out_of_tolerance", N_("out of tolerance")


class IntervalUnit(Word):
    """What the time from one calibration to the next is counted in."""

    MONTHS = "months", N_("months")
    DAYS = "days", N_("days")


class GaugeState(Word):
    """Whether a gauge may be measured with; worked out, never stored."""

    IN_DATE = "in_date", N_("in date")
    DUE_SOON = "due_soon", N_("due soon")
    OVERDUE = "overdue", N_("overdue")
    NEVER = "never", N_("never calibrated")
    FAILED = "failed", N_("out of tolerance")
    OUT_OF_SERVICE = "out_of_service", N_("out of service")
    RETIRED = "retired", N_("retired")

    @property
    def usable(self) -> bool:
        """Whether somebody may measure with it."""
        return self in (GaugeState.IN_DATE, GaugeState.DUE_SOON)


GAUGE_WORDS = (CalibrationResult, IntervalUnit)
