"""What narrows the list of complaints down: words, groups, who and what."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qc_desk.i18n import _, headed
from qc_desk.services.complaint_lists import ComplaintFilter, ComplaintGroup
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.complaints.shop import ComplaintWords
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import icon
from qc_desk.ui.theme import SPACE_M, SPACE_S, WARDROBE, colours_now

_GROUPS = (
    (ComplaintGroup.OPEN, "inbox"),
    (ComplaintGroup.LATE, "clock-alert"),
    (ComplaintGroup.CLOSED, "circle-check"),
)


class FilterBar(QWidget):
    """Search, chips for groups, and a panel with the rest; every change asks the list anew."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with everything shown."""
        super().__init__()
        self.search = QLineEdit(clearButtonEnabled=True, maxLength=200)
        self.search.setPlaceholderText(_("Search number, customer, order, batch or words"))
        self.search.setAccessibleName(self.search.placeholderText())
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.more = Button(_("Filters"), "", "funnel")
        self.more.setCheckable(True)
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
        column.addWidget(self._chips())
        column.addWidget(self._panel())
        self.search.textChanged.connect(self._changed)
        self.more.toggled.connect(self._unfold)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self._say()

    def _chips(self) -> QWidget:
        """Make a chip for each group, and for written and verbal."""
        self.groups: dict[ComplaintGroup, Button] = {}
        line = QWidget()
        flow = Flow(line)
        for group, picture in _GROUPS:
            chip = self.groups[group] = self._chip(headed(group.label), picture)
            chip.toggled.connect(lambda on, group=group: self._choose(group, on=on))
            flow.addWidget(chip)
        self.written = self._chip(_("Written"), "mail")
        self.verbal = self._chip(_("Verbal"), "phone")
        for chip, other in ((self.written, self.verbal), (self.verbal, self.written)):
            chip.clicked.connect(lambda _on, other=other: other.setChecked(False))
            chip.toggled.connect(self._changed)
            flow.addWidget(chip)
        return line

    def _chip(self, text: str, picture: str) -> Button:
        made = Button(text, "chip", picture)
        made.setCheckable(True)
        return made

    def _panel(self) -> QWidget:
        """Make the choices of customer, product and site."""
        self.panel = QWidget()
        flow = Flow(self.panel, gap=SPACE_S)
        self.customer = FilterChoice(_("Customer"))
        self.product = FilterChoice(_("Product"))
        self.site = FilterChoice(_("Site"))
        for each in (self.customer, self.product, self.site):
            each.setFixedWidth(220)
            each.changed.connect(self._changed)
            flow.addWidget(each)
        self.panel.hide()
        return self.panel

    def wanted(self) -> ComplaintFilter:
        """Return which complaints to show."""
        group = next((g for g, chip in self.groups.items() if chip.isChecked()), None)
        written = True if self.written.isChecked() else False if self.verbal.isChecked() else None
        return ComplaintFilter(
            text=self.search.text(),
            group=group or ComplaintGroup.ALL,
            written=written,
            customer_id=self.customer.value(),
            product_id=self.product.value(),
            site_id=self.site.value(),
        )

    def narrows(self) -> bool:
        """Whether some complaints are left out."""
        return self.wanted() != ComplaintFilter()

    def show_all(self) -> None:
        """Take every filter away."""
        self.show_only(None)

    def show_only(self, wanted: ComplaintGroup | None) -> None:
        """Show one group, and take every other filter away."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.search.clear()
        for chip in (self.written, self.verbal):
            chip.setChecked(False)
        for group, chip in self.groups.items():
            chip.setChecked(group is wanted)
        for each in (self.customer, self.product, self.site):
            each.set_text("")
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._changed()

    def offer(self, shop: ComplaintWords) -> None:
        """Offer what the shop has now; what is chosen stays chosen."""
        self.customer.offer_all(shop.customers)
        self.product.offer_all(shop.products)
        self.site.offer_all(shop.sites)
        self.site.setVisible(len(shop.sites) > 1)

    def dress(self) -> None:
        """Take the colours in force."""
        self._glass.setIcon(icon("search", colours_now().muted))

    def _choose(self, group: ComplaintGroup, *, on: bool) -> None:
        """Show one group at a time."""
        if on:
            for other, chip in self.groups.items():
                if other is not group:
                    chip.setChecked(False)
        self._changed()

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001 (Qt's own signal)
        """Show or hide the panel."""
        self.panel.setVisible(shown)
        if shown:
            self.customer.setFocus()

    def _changed(self) -> None:
        """Ask the list anew."""
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Offer to take the filters away where there are some."""
        self.clear.setVisible(self.narrows())
