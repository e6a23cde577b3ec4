"""The first rows as they will be understood, and what is wrong with each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScroller, QTableWidget
from PySide6.QtWidgets import QTableWidgetItem as Cell

from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import TARGET, Tone, colours_now

if TYPE_CHECKING:
    from qc_desk.services.import_previews import Preview, PreviewRow
    from qc_desk.services.import_subjects import Subject

_SHOWN = 6  # rows without scrolling
_LONGEST = 300  # characters that are drawn of a text
_WIDTHS = {
    "outside_id": 160,
    "words": 380,
    "customer": 190,
    "heard_at": 180,
    "remedy": 240,
    "name": 240,
    "roles": 240,
    "email": 220,
}
_WIDTH, _STATE = 130, 330  # px


class UnderstoodCard(Card):
    """Shows rows before they are any, with a reason for each that will be refused."""

    def __init__(self, subject: "Subject") -> None:
        """Show nothing yet."""
        super().__init__(_("How the first rows will be understood"))
        self.subject = subject
        self.state = Badge()
        self.problems = words("")
        self.table = QTableWidget(0, 0)
        self.table.setAccessibleName(_("How the first rows will be understood"))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setFixedHeight(TARGET * (_SHOWN + 1) + 24)
        QScroller.grabGesture(self.table.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.body.addWidget(self.problems)
        self.body.addWidget(self.table)

    def show_preview(self, preview: "Preview") -> None:
        """Show rows as they are understood now."""
        bad = sum(1 for row in preview.rows if row.problem)
        self._show_state(preview, bad)
        self.problems.setText("\n".join(f"– {each}" for each in preview.problems))
        self.problems.setVisible(bool(preview.problems))
        self.table.setVisible(not preview.problems)
        told = {*preview.mapping.columns, *preview.mapping.constants}
        fields = [key for key in self.subject.fields if key in told]
        heads = [_("Line"), _("Result"), *(headed(_(self.subject.labels[key])) for key in fields)]
        self.table.setRowCount(0)
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(preview.rows))
        for place, width in enumerate((70, _STATE, *(_WIDTHS.get(k, _WIDTH) for k in fields))):
            self.table.setColumnWidth(place, width)
        for number, row in enumerate(preview.rows):
            self.table.setRowHeight(number, TARGET)
            self._show_row(number, row, fields)

    def _show_row(self, number: int, row: "PreviewRow", fields: list[str]) -> None:
        fate = _("Is here already") if row.known else _("Will be brought in")
        texts = [format_integer(row.line), headed(row.problem) or fate]
        texts += [row.understood.get(key, "") for key in fields]
        for place, text in enumerate(texts):
            cell = Cell(" ".join(text[:_LONGEST].split()))
            cell.setToolTip(text[: _LONGEST * 5])
            if place == 1:
                tone = Tone.FAIL if row.problem else Tone.CALM if row.known else Tone.PASS
                ink = colours_now().ink(tone).text
                cell.setIcon(QIcon(pixmap(tone.icon, ink, 18)))
            self.table.setItem(number, place, cell)

    def _show_state(self, preview: "Preview", bad: int) -> None:
        if preview.problems:
            self.state.show_state(_("Something is still missing"), Tone.WARN)
        elif not preview.sample.count:
            self.state.show_state(_("There are no rows in the file"), Tone.WARN)
        elif not preview.dates_sure:
            self.state.show_state(_("Choose how dates are written"), Tone.WARN)
        elif bad:
            said = ngettext(
                "{count} of these rows will be refused",
                "{count} of these rows will be refused",
                bad,
            )
            self.state.show_state(said.format(count=bad), Tone.FAIL)
        else:
            self.state.show_state(_("All of these rows can be brought in"), Tone.PASS)
