"""What the pictures are about: a period, and the places it is narrowed to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from qc_desk.i18n import N_, _
from qc_desk.services.insights import Scope, last_days
from qc_desk.ui.buttons import Button
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.flow import Flow
from qc_desk.ui.theme import SPACE_M

Choices = Sequence[tuple[int, str]]


class Span(Enum):
    """How far the pictures look back, in days up to today."""

    WEEK = 7, N_("7 days")
    MONTH = 30, N_("30 days")
    QUARTER = 91, N_("13 weeks")
    HALF = 182, N_("26 weeks")
    YEAR = 365, N_("1 year")
    TEN = 3653, N_("10 years")

    @property
    def days(self) -> int:
        """How many days."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What its chip says."""
        return _(self.value[1])


class FilterBar(QWidget):
    """Chips for the period; choices for site, manufacturer, product and customer."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with half a year."""
        super().__init__()
        self.chips: dict[Span, Button] = {}
        line = QWidget()
        flow = Flow(line)
        group = QButtonGroup(self)
        for each in Span:
            chip = Button(each.words, "chip", "calendar")
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[each] = chip
        self.chips[Span.HALF].setChecked(True)
        group.buttonClicked.connect(lambda _chip: self.changed.emit())
        self.site = FilterChoice(_("Site"))
        self.manufacturer = FilterChoice(_("Manufacturer"))
        self.product = FilterChoice(_("Product"))
        self.customer = FilterChoice(_("Customer"))
        places = QWidget()
        beside = Flow(places, SPACE_M)
        for field in self._fields():
            beside.addWidget(field)
            field.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(line)
        column.addWidget(places)

    def _fields(self) -> tuple[FilterChoice, ...]:
        return self.site, self.manufacturer, self.product, self.customer

    def offer(self, *choices: Choices) -> None:
        """Offer what the shop has now: sites, manufacturers, products, customers."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        for field, offered in zip(self._fields(), choices, strict=True):
            field.offer_all(offered)
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    def scope(self, at: datetime, zone: str) -> Scope:
        """Return what is asked for, at a moment and in a time zone."""
        chosen = next(span for span, chip in self.chips.items() if chip.isChecked())
        return replace(
            last_days(chosen.days, at, zone),
            site_id=self.site.value(),
            manufacturer_id=self.manufacturer.value(),
            product_id=self.product.value(),
            customer_id=self.customer.value(),
        )
