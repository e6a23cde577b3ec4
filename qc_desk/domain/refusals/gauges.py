"""Refusals about measuring equipment; each ends with what can be measured with instead."""

from qc_desk.domain.refusals.base import QcError
from qc_desk.i18n import N_


class GaugeRefused(QcError):
    """A value was about to be kept that nobody can trust."""

    def instead(self, words: str) -> "GaugeRefused":
        """Return the same refusal with another way out."""
        return type(self)(**(self.facts | {"instead": words}))


class GaugeNeeded(GaugeRefused):
    """An item asks for a gauge, and none was named."""

    sentence = N_(
        "“{item}” asks for a gauge. The value was not kept. Choose what you measure with."
        " {instead}"
    )


class NoGaugeHere(GaugeRefused):
    """A gauge was named where nothing is measured with one."""

    sentence = N_("“{item}” is not measured with a gauge. Nothing was kept. {instead}")


class GaugeOverdue(GaugeRefused):
    """The calibration of the gauge has run out."""

    sentence = N_(
        "The calibration of gauge {gauge} was due on {due}. The value was not kept. {instead}"
    )


class GaugeNeverCalibrated(GaugeRefused):
    """Nobody knows whether the gauge is right."""

    sentence = N_("Gauge {gauge} was never calibrated. The value was not kept. {instead}")


class GaugeFailed(GaugeRefused):
    """The last calibration found the gauge out of tolerance."""

    sentence = N_(
        "Gauge {gauge} was found out of tolerance on {found}. The value was not kept. {instead}"
    )


class GaugeNotInUse(GaugeRefused):
    """The gauge is out of service or retired."""

    sentence = N_("Gauge {gauge} is not in use ({state}). The value was not kept. {instead}")


class GaugeElsewhere(GaugeRefused):
    """The gauge belongs to another site."""

    sentence = N_(
        "Gauge {gauge} belongs to {site}. The value was not kept. {instead}"
        " If it has moved, a lead changes its site under Settings › Gauges."
    )


class GaugeOfAnotherKind(GaugeRefused):
    """The item asks for another kind of gauge."""

    sentence = N_(
        "“{item}” is measured with: {wanted}. Gauge {gauge} is: {found}. The value was not kept."
        " {instead}"
    )


class NotCalibratedYet(QcError):
    """A calibration has a day that is still to come."""

    sentence = N_("{day} is still to come. A calibration is recorded after it was done.")


class DueBeforeCalibrated(QcError):
    """The next calibration would be due before this one was done."""

    sentence = N_(
        "The next calibration of gauge {gauge} cannot be due on {due}: this one was done on"
        " {done}. Nothing was kept. Give a later day, or leave it empty to have it worked out."
    )


class GaugeNumberFixed(QcError):
    """The number of a gauge was about to change although certificates name it."""

    sentence = N_(
        "The number {gauge} stands on certificates and reports, so it stays. Retire this gauge"
        " and add another one if it was engraved anew."
    )
