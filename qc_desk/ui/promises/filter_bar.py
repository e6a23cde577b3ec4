"""What narrows the promises down: how they stand, and whose they are."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import PromiseStanding
from qc_desk.i18n import N_, _, headed
from qc_desk.services.promise_lists import PromiseFilter
from qc_desk.ui.buttons import Button
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.flow import Flow
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M

Choices = list[tuple[int, str]]


class Shown(Enum):
    """Which promises are shown: those that ask for something, or all that stand so."""

    ASKING = N_("Broken, and not settled")
    MADE = PromiseStanding.MADE
    BROKEN = PromiseStanding.BROKEN
    KEPT = PromiseStanding.KEPT
    ALL = N_("All")

    @property
    def words(self) -> str:
        """What its chip says."""
        value = self.value
        return headed(value.label) if isinstance(value, PromiseStanding) else _(value)

    @property
    def picture(self) -> str:
        """What its chip shows."""
        if isinstance(self.value, PromiseStanding):
            return look(self.value)[1]
        return "bell" if self is Shown.ASKING else "layers"


class FilterBar(QWidget):
    """Chips for how promises stand; choices for person, site, customer and manufacturer."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with what is open."""
        super().__init__()
        self.chips: dict[Shown, Button] = {}
        line = QWidget()
        flow = Flow(line)
        group = QButtonGroup(self)
        for each in Shown:
            chip = Button(each.words, "chip", each.picture)
            chip.setCheckable(True)
            group.addButton(chip)
            flow.addWidget(chip)
            self.chips[each] = chip
        self.chips[Shown.MADE].setChecked(True)
        group.buttonClicked.connect(lambda _chip: self.changed.emit())
        self.person = FilterChoice(_("Who sees to it"))
        self.site = FilterChoice(_("Site"))
        self.customer = FilterChoice(_("Customer"))
        self.manufacturer = FilterChoice(_("Manufacturer"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        for number, field in enumerate(self._fields()):
            grid.addWidget(field, 0, number)
            field.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(line)
        column.addLayout(grid)

    def offer(self, people: Choices, sites: Choices, customers: Choices, makers: Choices) -> None:
        """Offer what the shop has now."""
        for field, choices in zip(self._fields(), (people, sites, customers, makers), strict=True):
            field.offer_all(choices)
        self.site.setVisible(len(sites) > 1)

    def show_only(self, shown: Shown) -> None:
        """Show the promises that stand so, whoever's they are."""
        for field in self._fields():
            field.set_text("")
        self.chips[shown].setChecked(True)
        self.changed.emit()

    def wanted(self) -> PromiseFilter:
        """Return which promises to show."""
        shown = next(each for each, chip in self.chips.items() if chip.isChecked())
        standing = shown.value if isinstance(shown.value, PromiseStanding) else None
        site_id = self.site.value()
        return PromiseFilter(
            standing=PromiseStanding.BROKEN if shown is Shown.ASKING else standing,
            unsettled=shown is Shown.ASKING,
            owner_id=self.person.value(),
            site_ids=None if site_id is None else (site_id,),
            customer_id=self.customer.value(),
            manufacturer_id=self.manufacturer.value(),
        )

    def _fields(self) -> tuple[FilterChoice, ...]:
        return (self.person, self.site, self.customer, self.manufacturer)
