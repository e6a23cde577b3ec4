"""What narrows the list of problems down: words, groups, goods and places."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.i18n import N_, _
from qc_desk.services.problem_lists import ProblemFilter
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.filter_choice import FilterChoice
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import icon
from qc_desk.ui.problems.model import ProblemSource
from qc_desk.ui.problems.shop import ProblemWords
from qc_desk.ui.theme import SPACE_M, SPACE_S, WARDROBE, colours_now

_GROUPS = {
    "attention": (N_("Came back"), "repeat", (ProblemStatus.ALERT, ProblemStatus.RECURRED)),
    "work": (N_("In work"), "user-check", (ProblemStatus.OWNED,)),
    "proof": (
        N_("Proving"),
        "hourglass",
        (ProblemStatus.FIX_CLAIMED, ProblemStatus.PROVING),
    ),
    "solved": (N_("Proven"), "badge-check", (ProblemStatus.PROVEN,)),
    "merged": (N_("Merged"), "layers", (ProblemStatus.MERGED,)),
}


class FilterBar(QWidget):
    """Search, chips for groups, and a panel with the rest; every change asks the list anew."""

    changed = Signal()

    def __init__(self) -> None:
        """Begin with everything that needs a look."""
        super().__init__()
        self._families: dict[int, str] = {}
        self.search = QLineEdit(clearButtonEnabled=True, maxLength=200)
        self.search.setPlaceholderText(_("Search number, goods, defect, check item or owner"))
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
        """Make a chip for each group, for stop-ship, and for what was seen once only."""
        self.groups: dict[str, Button] = {}
        line = QWidget()
        flow = Flow(line)
        for name, (text, picture, _statuses) in _GROUPS.items():
            chip = self.groups[name] = _chip(_(text), picture)
            chip.toggled.connect(lambda on, name=name: self._choose(name, on=on))
            flow.addWidget(chip)
        self.stopped = _chip(_("Stop-ship"), "octagon-alert")
        self.once = _chip(_("Seen once, too"), "eye")
        for chip in (self.stopped, self.once):
            chip.toggled.connect(self._changed)
            flow.addWidget(chip)
        return line

    def _panel(self) -> QWidget:
        """Make the choices of family, site and manufacturer."""
        self.panel = QWidget()
        flow = Flow(self.panel, gap=SPACE_S)
        self.family = FilterChoice(_("Product family"))
        self.site = FilterChoice(_("Site"))
        self.manufacturer = FilterChoice(_("Manufacturer"))
        for each in self._choices():
            each.setFixedWidth(220)
            each.changed.connect(self._changed)
            flow.addWidget(each)
        self.panel.hide()
        return self.panel

    def _choices(self) -> tuple[FilterChoice, ...]:
        return (self.family, self.site, self.manufacturer)

    def wanted(self) -> ProblemFilter:
        """Return which problems to show."""
        group = next((n for n, chip in self.groups.items() if chip.isChecked()), None)
        return ProblemFilter(
            text=self.search.text(),
            statuses=_GROUPS[group][2] if group is not None else (),
            family=self._families.get(self.family.value() or 0, ""),
            site_id=self.site.value(),
            manufacturer_id=self.manufacturer.value(),
            seen_once=self.once.isChecked(),
        )

    def source(self) -> ProblemSource:
        """Return the question that the filters ask the record."""
        return ProblemSource(self.wanted(), stopped=self.stopped.isChecked())

    def narrows(self) -> bool:
        """Whether the list is not as it is at first."""
        return self.wanted() != ProblemFilter() or self.stopped.isChecked()

    def show_all(self) -> None:
        """Take every filter away."""
        self.show_only(None)

    def show_only(self, group: str | None) -> None:
        """Show one group, and take every other filter away."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.search.clear()
        for chip in (self.stopped, self.once):
            chip.setChecked(False)
        for name, chip in self.groups.items():
            chip.setChecked(name == group)
        for each in self._choices():
            each.set_text("")
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self._changed()

    def offer(self, shop: ProblemWords) -> None:
        """Offer what the shop has now; what is chosen stays chosen."""
        chosen = self.wanted().family  # its number may be another one now
        self._families = dict(shop.families)
        number = next((str(n) for n, family in shop.families if family == chosen), "")
        self.family.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.family.offer_all(shop.families)
        self.family.set_text(number)
        self.family.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)
        self.site.offer_all(shop.sites)
        self.manufacturer.offer_all(shop.manufacturers)
        self.site.setVisible(len(shop.sites) > 1)

    def dress(self) -> None:
        """Take the colours in force."""
        self._glass.setIcon(icon("search", colours_now().muted))

    def _choose(self, name: str, *, on: bool) -> None:
        """Show one group at a time."""
        if on:
            for other, chip in self.groups.items():
                if other != name:
                    chip.setChecked(False)
        self._changed()

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001 (Qt's own signal)
        """Show or hide the panel."""
        self.panel.setVisible(shown)
        if shown:
            self.family.setFocus()

    def _changed(self) -> None:
        """Ask the list anew."""
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """Offer to take the filters away where there are some."""
        self.clear.setVisible(self.narrows())


def _chip(text: str, picture: str) -> Button:
    made = Button(text, "chip", picture)
    made.setCheckable(True)
    return made
