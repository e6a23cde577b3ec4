"""The first rows of a table as they stand in the file, with a field above each column."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QTableWidget,
    QTableWidgetItem,
)

from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.services.import_mappings import Place, Taken
from qc_desk.ui.cards import Card, words
from qc_desk.ui.imports.chooser import Chooser
from qc_desk.ui.theme import SPACE_S, TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qc_desk.services.import_previews import Sample
    from qc_desk.services.import_subjects import Subject

_WIDTH = 230  # px of a column
_ROW = 34  # px of a row that is only read
_SHOWN = 5  # rows without scrolling
_LONGEST = 200  # characters that are drawn of a cell


class ColumnsCard(Card):
    """Says which column is which field; one field can be joined from several columns."""

    changed = Signal()

    def __init__(self, subject: "Subject") -> None:
        """Show nothing yet."""
        super().__init__(_("Which column is what"))
        self.subject = subject
        self.count = words("", quiet=True)
        self.choosers: list[Chooser] = []
        self._names: list[str] = []
        self._taken: dict[str, Taken] = {}
        self.heads, self.cells = _table(), _table()
        self.heads.setFixedHeight(TARGET * 2 + 8)
        self.heads.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heads.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heads.setAccessibleName(_("Which column is what"))
        self.cells.horizontalHeader().hide()
        self.cells.setAccessibleName(_("The first rows of the file"))
        self.cells.setFixedHeight(_ROW * _SHOWN + 24)
        self.cells.horizontalScrollBar().valueChanged.connect(
            self.heads.horizontalScrollBar().setValue
        )
        self.heads.horizontalScrollBar().valueChanged.connect(
            self.cells.horizontalScrollBar().setValue
        )
        self.body.addWidget(self.count)
        self.body.addWidget(self.heads)
        self.body.addWidget(self.cells)
        self.body.insertSpacing(1, SPACE_S)
        self.body.setSpacing(0)

    def show_sample(self, sample: "Sample") -> None:
        """Show a file's first rows."""
        width = sample.width
        header = sample.head.header
        self._names = [header[place] if place < len(header) else "" for place in range(width)]
        said = ngettext(
            "{count} row in the file; the first ones are shown. A field that is chosen for "
            "several columns is joined from them.",
            "{count} rows in the file; the first ones are shown. A field that is chosen for "
            "several columns is joined from them.",
            sample.count,
        )
        self.count.setText(said.format(count=format_integer(sample.count)))
        self._show_heads(width)
        self.cells.setColumnCount(width)
        self.cells.setRowCount(len(sample.rows))
        for place in range(width):
            self.cells.setColumnWidth(place, _WIDTH)
        for number, row in enumerate(sample.rows):
            self.cells.setRowHeight(number, _ROW)
            for place, cell in enumerate(row.cells):
                text = "" if cell is None else str(cell)
                item = QTableWidgetItem(" ".join(text[:_LONGEST].split()))
                item.setToolTip(text[: _LONGEST * 5])
                self.cells.setItem(number, place, item)

    def _show_heads(self, width: int) -> None:
        """Put a chooser above each column."""
        labels = self.subject.labels.items()
        offered = [("", _("Not used")), *((key, headed(_(label))) for key, label in labels)]
        self.heads.clear()
        self.heads.setRowCount(1)
        self.heads.setColumnCount(width)
        self.heads.setRowHeight(0, TARGET)
        self.choosers = []
        for place in range(width):
            name = self._names[place] or _("column {number}").format(number=place + 1)
            chooser = Chooser(offered, name)
            chooser.chosen.connect(self.changed)
            self.choosers.append(chooser)
            self.heads.setHorizontalHeaderItem(place, QTableWidgetItem(headed(name)))
            self.heads.setCellWidget(0, place, chooser)
            self.heads.setColumnWidth(place, _WIDTH)

    def show_columns(
        self, columns: "Mapping[str, Taken]", places: "Mapping[str, tuple[int, ...]]"
    ) -> None:
        """Choose the fields that a mapping names; ``places`` is where its columns are."""
        self._taken = dict(columns)
        fields = {place: key for key, each in places.items() for place in each}
        for place, chooser in enumerate(self.choosers):
            chooser.show_value(fields.get(place, ""))

    def columns(self) -> dict[str, Taken]:
        """Return which columns each field is taken from, as they are chosen now."""
        found: dict[str, list[int]] = {}
        for place, chooser in enumerate(self.choosers):
            if chooser.value():
                found.setdefault(chooser.value(), []).append(place)
        return {
            key: Taken(
                columns=tuple(self._place(place) for place in found[key]),
                joined_by=self._taken[key].joined_by if key in self._taken else " ",
            )
            for key in self.subject.fields
            if key in found
        }

    def _place(self, place: int) -> Place:
        """Name a column by its heading where that is only one, by its number otherwise."""
        name = self._names[place]
        return name if name and self._names.count(name) == 1 else place + 1


def _table() -> QTableWidget:
    table = QTableWidget(0, 0)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    QScroller.grabGesture(table.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return table
