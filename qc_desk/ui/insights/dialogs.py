"""What a picture leads to: its table, and the records behind a mark."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, format_date, format_decimal, format_integer, ngettext
from qc_desk.services.insights import Behind, Insight
from qc_desk.services.insights.files import save_table
from qc_desk.services.insights.insight import Cell
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.chart_file import save_picture
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.files import choose_target, tables_to_write
from qc_desk.ui.theme import SPACE_M, TARGET, Type

_WIDE, _HIGH = 760, 420


class TableDialog(Dialog):
    """The figures of a picture, row by row; they can be saved for a spreadsheet."""

    def __init__(
        self, parent: QWidget, insight: Insight, refused: Callable[[QcError], None]
    ) -> None:
        """Show the figures."""
        super().__init__(parent, insight.title, insight.sentence)
        self._insight, self._refused = insight, refused
        self.table = QTableWidget(len(insight.rows), len(insight.columns))
        self.table.setHorizontalHeaderLabels(list(insight.columns))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TARGET)
        for line, row in enumerate(insight.rows):
            for column, value in enumerate(row):
                self.table.setItem(line, column, _item(value))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setMinimumSize(_WIDE, _HIGH)
        self.body.addWidget(self.table)
        self.body.addWidget(words(insight.definition, Type.SMALL, quiet=True))
        self.save = button(_("Save the table…"), self._save, "", "download")
        self.picture = button(_("Save the picture…"), self._save_picture, "", "download")
        self.picture.setEnabled(insight.chart is not None)
        self.verbs.addWidget(self.save)
        self.verbs.addWidget(self.picture)
        self.add_verb(_("Close"), accepts=False)

    def _save(self) -> None:
        """Save the figures for a spreadsheet."""
        name = f"{self._insight.name.value}.xlsx"
        chosen = choose_target(self, _("Save the table"), name, tables_to_write())
        if chosen is None:
            return
        try:
            save_table(self._insight, chosen)
        except QcError as refusal:
            self._refused(refusal)

    def _save_picture(self) -> None:
        """Save the chart as it is drawn on paper."""
        assert self._insight.chart is not None  # noqa: S101 (else the button is off)
        save_picture(self, self._insight.chart, self._insight.name.value, self._refused)


def _item(value: Cell) -> QTableWidgetItem:
    made = QTableWidgetItem(_written(value))
    if isinstance(value, int | Decimal):
        made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _written(value: Cell) -> str:
    """Return a cell as the language writes it."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return format_decimal(value)
    if isinstance(value, int):
        return format_integer(value)
    if isinstance(value, datetime):
        return format_date(value.date())
    return format_date(value) if isinstance(value, date) else value


class BehindDialog(Dialog):
    """The records behind a mark, each with the way to it."""

    def __init__(
        self, parent: QWidget, title: str, found: Sequence[Behind], go_to: Callable[..., None]
    ) -> None:
        """List what was found."""
        count = len(found)
        said = ngettext(
            "{count} record is behind this mark.", "{count} records are behind this mark.", count
        )
        super().__init__(parent, title, said.format(count=count))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for each in found:
            column.addWidget(self._card(each, go_to))
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumSize(_WIDE, _HIGH)
        self.body.addWidget(area)
        self.add_verb(_("Close"), accepts=False)

    def _card(self, each: Behind, go_to: Callable[..., None]) -> Card:
        card = Card(each.headline)

        def leave() -> None:
            self.accept()
            go_to(each.place, each.id)

        made = button(_("Open"), leave, "", "arrow-right")
        made.setAccessibleName(_("Open: {what}").format(what=each.headline))
        card.verbs.addWidget(made)
        card.body.addWidget(words(each.told, quiet=True))
        return card
