"""Measurements and their limits in words, with the language's own decimal mark."""

from decimal import Decimal
from typing import Protocol

from qc_desk.domain.papers import PaperMark
from qc_desk.i18n import _, format_decimal


class Limited(Protocol):
    """Something that is measured within limits."""

    @property
    def nominal(self) -> Decimal | None:
        """The wanted value."""

    @property
    def lower(self) -> Decimal | None:
        """The least that is good."""

    @property
    def upper(self) -> Decimal | None:
        """The most that is good."""

    @property
    def unit(self) -> str:
        """What it is measured in."""


class Figures:
    """Writes numbers; asks for the language's decimal mark only once a report."""

    def __init__(self) -> None:
        self._mark = format_decimal(Decimal("0.0"))[1:-1]

    def number(self, value: Decimal) -> str:
        """Return a number with every digit that it was entered with."""
        return f"{value:f}".replace(".", self._mark).replace("-", "−")

    def measured(self, value: Decimal, unit: str) -> str:
        """Return a number with its unit."""
        return f"{self.number(value)} {unit}".rstrip()

    def limits(self, row: Limited) -> str:
        """Return the limits: both, or the one that there is."""
        lower, upper = row.lower, row.upper
        if lower is not None and upper is not None:
            return self.measured_range(lower, upper, row.unit)
        if lower is not None:
            return f"≥ {self.measured(lower, row.unit)}"
        if upper is not None:
            return f"≤ {self.measured(upper, row.unit)}"
        return ""

    def measured_range(self, lower: Decimal, upper: Decimal, unit: str) -> str:
        """Return two limits with their unit."""
        return f"{self.number(lower)} … {self.number(upper)} {unit}".rstrip()

    def nominal(self, row: Limited) -> str:
        """Return the wanted value."""
        if row.nominal is None:
            return ""
        return _("nominal {value}").format(value=self.measured(row.nominal, row.unit))

    def mark(self, mark: PaperMark | None, unit: str) -> str:
        """Return what an inspector found, on one line."""
        if mark is None:
            return _("not checked")
        if mark.value is None:
            return mark.result.label
        return f"{mark.result.label}, {self.measured(mark.value, unit)}"
