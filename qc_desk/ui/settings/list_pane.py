"""A list with its search: words narrow it down, retired things are shown when asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_integer
from qc_desk.ui.cards import words
from qc_desk.ui.icons import icon
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Column, Order, Rows
from qc_desk.ui.settings.model import ListSource
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M, WARDROBE, colours_now

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Read = Callable[["Session", str, bool], Sequence[Any]]


@dataclass(frozen=True)
class EmptyWords:
    """What is said where rows would be, and what is done about it."""

    headline: str
    text: str
    action: str = ""
    act: Callable[[], None] | None = None


class ListPane(QWidget):
    """Search field, list, and how many there are; ``opened`` gives the row that was tapped."""

    opened = Signal(object)

    def __init__(
        self, kit: Kit, columns: Sequence[Column[Any]], read: Read, *, hint: str, count: str
    ) -> None:
        """Show what ``read`` finds for the words typed; ``count`` names the number of rows."""
        super().__init__()
        self._read, self._count = read, count
        self._none = EmptyWords("", "")
        self.search = QLineEdit(clearButtonEnabled=True, maxLength=200)
        self.search.setPlaceholderText(hint)
        self.search.setAccessibleName(hint)
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.retired = QCheckBox(_("Show retired"))
        self.rows: Rows[Any] = Rows(kit.records, kit.jobs, columns, Order())
        self.table = Table(self.rows, tap_opens=True)
        self.table.opened.connect(self.opened)
        self.count = words("", quiet=True)
        self._sorts = {column.sort: column.text for column in columns if column.sort}
        self.rows.loaded.connect(self._say_count)
        self.search.textChanged.connect(self.reload)
        self.retired.toggled.connect(self.reload)
        last = QHBoxLayout()
        last.setSpacing(SPACE_M)
        last.addWidget(self.count, stretch=1)
        last.addWidget(self.retired)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.search)
        column.addWidget(self.table, stretch=1)
        column.addLayout(last)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def say_empty(self, none: EmptyWords) -> None:
        """Say this when there are no rows at all."""
        self._none = none

    def reload(self) -> None:
        """Read the list again with what is typed now."""
        self._say_empty()
        typed, retired = self.search.text(), self.retired.isChecked()
        self.rows.show(
            ListSource(lambda session: self._read(session, typed, retired), self._sorts)
        )

    def show_only(self, count: int) -> None:
        """Show the first columns only, where there is room for no more; 0 shows all."""
        for number in range(len(self.rows.columns)):
            self.table.setColumnHidden(number, bool(count) and number >= count)
        modes = QHeaderView.ResizeMode
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, modes.Stretch if count else modes.Interactive)
        header.setStretchLastSection(not count)

    def _say_empty(self) -> None:
        """Say what to do when nothing is shown."""
        if self.search.text():
            self.table.say_empty(
                _("Nothing fits these words"),
                _("Look for fewer words, or for retired ones too."),
                _("Show all"),
                self.search.clear,
            )
        else:
            none = self._none
            self.table.say_empty(none.headline, none.text, none.action, none.act)

    def _say_count(self) -> None:
        """Say how many rows there are."""
        number = format_integer(self.rows.rowCount())
        self.count.setText(_("{what}: {count}").format(what=self._count, count=number))

    def dress(self) -> None:
        """Take the colours in force."""
        self._glass.setIcon(icon("search", colours_now().muted))
