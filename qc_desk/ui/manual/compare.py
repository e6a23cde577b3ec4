"""Two versions side by side: what was added, removed, changed, said by word and icon."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _, headed, ngettext
from qc_desk.services.checklist_differences import (
    Difference,
    FieldDifference,
    ItemDifference,
    VersionDifferences,
)
from qc_desk.services.checklist_lists import ItemRow, VersionRow
from qc_desk.services.procedure_lists import ProcedureVersionRow
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, Tone, Type

LOOKS = {
    Difference.ADDED: (Tone.PASS, "plus"),
    Difference.REMOVED: (Tone.FAIL, "minus"),
    Difference.CHANGED: (Tone.WARN, "pencil"),
    Difference.MOVED: (Tone.INFO, "arrow-left-right"),
    Difference.SAME: (Tone.CALM, "check"),
}


class CompareView(QWidget):
    """Two versions are chosen above; below stands what differs."""

    chosen = Signal(int, int)

    def __init__(self) -> None:
        """Lay out the choices and the room for differences."""
        super().__init__()
        self.found: VersionDifferences | None = None
        self._offering = False
        self.before: ChoiceField[int] = ChoiceField(_("From version"))
        self.after: ChoiceField[int] = ChoiceField(_("To version"))
        self.all = QCheckBox(_("Show unchanged items too"))
        self.all.toggled.connect(self._show)
        self.count = words("", quiet=True)
        for field in (self.before, self.after):
            field.changed.connect(self._choose)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_L)
        self._lay_out()

    def offer(
        self, versions: Sequence[VersionRow | ProcedureVersionRow], before_id: int, after_id: int
    ) -> None:
        """Offer the versions of a checklist, with two of them chosen."""
        said = _("{number} ({status})")
        choices = [
            (row.id, said.format(number=row.number, status=row.status.label)) for row in versions
        ]
        self._offering = True
        for field, chosen in ((self.before, before_id), (self.after, after_id)):
            field.offer(choices)
            field.choose(chosen)
        self._offering = False
        self._choose()

    def show_differences(self, found: VersionDifferences) -> None:
        """Show what changed."""
        self.found = found
        self._show()

    def _choose(self) -> None:
        before, after = self.before.value(), self.after.value()
        if not self._offering and before is not None and after is not None:
            self.chosen.emit(before, after)

    def _show(self) -> None:
        found = self.found
        if found is None:
            return
        empty(self._column)
        shown = [e for e in found.items if e.what is not Difference.SAME or self.all.isChecked()]
        self.count.setText(summary(found.count))
        if found.facts:
            card = Card(_("About this checklist"))
            card.body.addLayout(fields_beside(found.facts))
            self._column.addWidget(card)
        for section, items in groupby(shown, key=lambda each: each.item.section):
            card = Card(section or _("No section"))
            for each in items:
                card.body.addLayout(_item(each))
            self._column.addWidget(card)
        if not shown and not found.facts:
            self._column.addWidget(words(_("Both versions say the same."), Type.SECTION))
        self._column.addStretch(1)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.before, stretch=1)
        across.addWidget(self.after, stretch=1)
        below = QHBoxLayout()
        below.addWidget(self.count, stretch=1)
        below.addWidget(self.all)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        room = QWidget()
        room.setLayout(self._column)
        self._column.setContentsMargins(0, 0, SPACE_M, 0)
        area.setWidget(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(across)
        column.addLayout(below)
        column.addWidget(area, stretch=1)


def summary(count_of: Callable[[Difference], int]) -> str:
    """Return in words how much changed."""
    said = {
        Difference.ADDED: ngettext("{count} added", "{count} added", 0),
        Difference.REMOVED: ngettext("{count} removed", "{count} removed", 0),
        Difference.CHANGED: ngettext("{count} changed", "{count} changed", 0),
        Difference.MOVED: ngettext("{count} moved", "{count} moved", 0),
        Difference.SAME: ngettext("{count} unchanged", "{count} unchanged", 0),
    }
    counts = ((words_, count_of(what)) for what, words_ in said.items())
    return " · ".join(words_.format(count=count) for words_, count in counts if count)


def _item(found: ItemDifference) -> QVBoxLayout:
    """Return an item: its badge and title above, below its fields before and after."""
    tone, picture = LOOKS[found.what]
    head = QHBoxLayout()
    head.setSpacing(SPACE_M)
    head.addWidget(Badge(headed(found.what.label), tone, picture), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(words(f"{found.item.title} ({found.item.code})", Type.STRONG), stretch=1)
    column = QVBoxLayout()
    column.setSpacing(SPACE_S)
    column.addLayout(head)
    if found.fields:
        column.addLayout(fields_beside(found.fields))
    elif found.what in (Difference.ADDED, Difference.REMOVED):
        column.addLayout(_whole(found))
    return column


def fields_beside(changed: tuple[FieldDifference, ...]) -> QGridLayout:
    """Return the fields that differ: before at the left, after at the right."""
    grid = _grid()
    for row, each in enumerate(changed):
        grid.addWidget(words(_(each.field), quiet=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_side(Difference.REMOVED, each.before), row, 1)
        grid.addWidget(_side(Difference.ADDED, each.after), row, 2)
    return grid


def _whole(found: ItemDifference) -> QGridLayout:
    """Return what an added or removed item says, at its side."""
    grid = _grid()
    column = 2 if found.what is Difference.ADDED else 1
    grid.addWidget(_side(found.what, _said(found.item)), 0, column)
    return grid


def _said(item: ItemRow) -> str:
    parts = [item.kind.label, item.severity.label, item.instruction]
    return " · ".join(part for part in parts if part)


def _side(what: Difference, text: str) -> QWidget:
    """Return one side: an icon that says before or after, and the words."""
    side = QWidget()
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_S)
    sign = words("−" if what is Difference.REMOVED else "+", Type.STRONG)
    sign.setAccessibleName(_("before") if what is Difference.REMOVED else _("after"))
    sign.setFixedWidth(14)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words(text or _("empty"), quiet=not text), stretch=1)
    return side


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(SPACE_L, 0, 0, SPACE_M)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    for column, share in enumerate((2, 5, 5)):
        grid.setColumnStretch(column, share)
    return grid
