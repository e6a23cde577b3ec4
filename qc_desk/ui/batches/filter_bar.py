"""What narrows the list of batches down: words, statuses, and who, what, where and when."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import _, headed, ngettext
from qc_desk.services.batch_lists import BatchFilter
from qc_desk.ui.batches.shop import ShopWords
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.date_field import DateField
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import icon
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S, WARDROBE, colours_now

_RARE = (BatchStatus.SCRAPPED, BatchStatus.RETURNED, BatchStatus.RECALLED)


class FilterBar(QWidget):
    """Search, status chips, and a panel with the rest; every change asks the list anew."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with everything shown."""
        super().__init__()
        self.search = QLineEdit(clearButtonEnabled=True, maxLength=200)
        self._low = False
        self._prepare_search()
        self.panel = _Panel()
        self.panel.changed.connect(self._changed)
        self.panel.hide()
        self.more = Button(_("Filters"), "", "funnel")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        self.clear = button(_("Show all"), self.show_all, "plain", "x")
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addWidget(self.search, stretch=1)
        first.addWidget(self.more)
        first.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(first)
        self._line = self._status_chips()
        column.addWidget(self._line)
        column.addWidget(self.panel)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self._say()

    def _prepare_search(self) -> None:
        """Let every letter ask the list anew; Ctrl+F comes here."""
        self.search.setPlaceholderText(_("Search batch, product, manufacturer or order"))
        self.search.setAccessibleName(self.search.placeholderText())
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)

    def _status_chips(self) -> QWidget:
        """Make a chip for each status; those that are looked for rarely go into the panel."""
        self.chips: dict[BatchStatus, Button] = {}
        line = QWidget()
        flow = Flow(line)
        for status in BatchStatus:
            chip = Button(headed(status.label), "chip", look(status)[1])
            chip.setCheckable(True)
            chip.toggled.connect(self._changed)
            self.chips[status] = chip
            (self.panel.rare if status in _RARE else flow).addWidget(chip)
        return line

    def wanted(self) -> BatchFilter:
        """Return which batches to show."""
        return BatchFilter(
            text=self.search.text(),
            statuses=tuple(status for status, chip in self.chips.items() if chip.isChecked()),
            product_id=self.panel.product.value(),
            manufacturer_id=self.panel.manufacturer.value(),
            site_id=self.panel.site.value(),
            produced_from=self.panel.produced_from.value(),
            produced_to=self.panel.produced_to.value(),
        )

    def narrows(self) -> bool:
        """Whether some batches are left out."""
        return self.wanted() != BatchFilter()

    def show_all(self) -> None:
        """Take every filter away."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.search.clear()
        for chip in self.chips.values():
            chip.setChecked(False)
        self.panel.clear()
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._changed()

    def show_only(self, *statuses: BatchStatus) -> None:
        """Show the batches that are at one of these."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        for status, chip in self.chips.items():
            chip.setChecked(status in statuses)
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._changed()

    def offer(self, shop: ShopWords) -> None:
        """Offer what the shop has now."""
        self.panel.offer(shop)

    def set_low(self, *, low: bool) -> None:
        """Put the chips away with the panel where the window has no room for them."""
        self._low = low
        self._line.setVisible(self.more.isChecked() or not low)
        self._say()

    def dress(self) -> None:
        """Take the colours in force."""
        self._glass.setIcon(icon("search", colours_now().muted))

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001 (Qt's own signal)
        """Show or hide the panel."""
        self.panel.setVisible(shown)
        self._line.setVisible(shown or not self._low)
        if shown:
            self.panel.product.setFocus()

    def _changed(self) -> None:
        """Ask the list anew."""
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Say how many filters of the panel are set, and offer to take all away."""
        hidden = self.chips if self._low else _RARE
        count = self.panel.count() + sum(self.chips[each].isChecked() for each in hidden)
        said = ngettext("Filters ({count})", "Filters ({count})", count).format(count=count)
        self.more.setText(said if count else _("Filters"))
        self.clear.setVisible(self.narrows())


class _Panel(QWidget):
    """Product, manufacturer, site and days."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with nothing chosen."""
        super().__init__()
        self.product = FilterChoice(_("Product"))
        self.manufacturer = FilterChoice(_("Manufacturer"))
        self.site = FilterChoice(_("Site"))
        self.produced_from = DateField(_("Produced from"))
        self.produced_to = DateField(_("Produced to"))
        self._all = (
            self.product,
            self.manufacturer,
            self.site,
            self.produced_from,
            self.produced_to,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        fields, chips = QWidget(), QWidget()
        flow = Flow(fields, gap=SPACE_S)
        self.rare = Flow(chips)
        column.addWidget(fields)
        column.addWidget(chips)
        for each in self._all:
            each.setFixedWidth(194)
            flow.addWidget(each)
            each.changed.connect(self._tell)

    def offer(self, shop: ShopWords) -> None:
        """Offer what the shop has now; what is chosen stays chosen."""
        for box, choices in (
            (self.product, shop.products),
            (self.manufacturer, shop.manufacturers),
            (self.site, shop.sites),
        ):
            box.offer_all(choices)

    def count(self) -> int:
        """Return how many of these are set."""
        return sum(1 for each in self._all if each.value() is not None)

    def clear(self) -> None:
        """Choose nothing."""
        for each in self._all:
            each.set_text("")

    def _tell(self) -> None:
        """Say what is wrong with a day beside it, and tell the list."""
        for day in (self.produced_from, self.produced_to):
            day.show_wrong()
        self.changed.emit()
