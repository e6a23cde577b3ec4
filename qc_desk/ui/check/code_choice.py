"""The choice of a defect code: a search field, and large rows below it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qc_desk.i18n import _, headed, language
from qc_desk.services.defect_codes import DefectCodeRow
from qc_desk.ui.icons import icon
from qc_desk.ui.overrides import override
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_XS, TARGET, Tone, Type, colours_now, font

_ID = int(Qt.ItemDataRole.UserRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class CodeChoice(QWidget):
    """One defect code out of many."""

    chosen = Signal(object)

    def __init__(self) -> None:
        """Begin without codes."""
        super().__init__()
        self._codes: dict[int, DefectCodeRow] = {}
        label = QLabel(_("What is wrong (required)"))
        label.setFont(font(Type.STRONG))
        self.search = _Search()
        self.search.setPlaceholderText(_("Search code or name"))
        self.search.setAccessibleName(label.text())
        self.list = QListWidget()
        self.list.setAccessibleName(_("Defect codes"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setIconSize(QSize(22, 22))
        self.show_lines(4)
        self.wrong = QLabel(wordWrap=True)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        for each in (label, self.search, self.list, self.wrong):
            column.addWidget(each)
        self.search.textChanged.connect(self._narrow)
        self.search.moved.connect(self._move)
        self.list.currentItemChanged.connect(self._choose)

    def offer(self, codes: Sequence[DefectCodeRow], usual: int | None) -> None:
        """Offer codes; the usual one of the item, if there is one, is chosen."""
        self._codes = {code.id: code for code in codes}
        self.wrong.hide()
        self.search.clear()
        self._fill(usual)

    def show_lines(self, count: int) -> None:
        """Show so many codes at once; the others are reached by scrolling."""
        self.list.setFixedHeight(count * TARGET + 2)
        self._reveal()

    def _reveal(self) -> None:
        """Bring the chosen code into the middle."""
        row: QListWidgetItem | None = self.list.currentItem()
        if row is not None:
            self.list.scrollToItem(row, QListWidget.ScrollHint.PositionAtCenter)

    def value(self) -> int | None:
        """Return the id of the chosen code, or None."""
        row: QListWidgetItem | None = self.list.currentItem()
        found = row.data(_ID) if row is not None and not row.isHidden() else None
        return found if isinstance(found, int) else None

    def check(self) -> bool:
        """Say below the list when nothing is chosen; true when something is."""
        missing = self.value() is None
        ink = colours_now().ink(Tone.FAIL).text
        self.wrong.setStyleSheet(f"color: {ink}; font-weight: bold;")
        self.wrong.setText(
            _("Choose what is wrong.")
            if self._codes
            else _("There are no defect codes yet. A lead can add them in Settings.")
        )
        self.wrong.setVisible(missing)
        if missing:
            self.search.setFocus()
        return not missing

    def _fill(self, chosen: int | None) -> None:
        """Put all codes into the list."""
        self.list.clear()
        for code in self._codes.values():
            tone, picture = look(code.default_severity)
            name = code.said(language().code)
            row = QListWidgetItem(
                icon(picture, colours_now().ink(tone).text), f"{code.code}  {name}"
            )
            severity = headed(code.default_severity.label)
            row.setToolTip(f"{code.code}  {name} · {severity}")
            row.setData(_SPOKEN, f"{code.code} {name}, {severity}")
            row.setData(_ID, code.id)
            self.list.addItem(row)
            if code.id == chosen:
                self.list.setCurrentItem(row)
        self._reveal()

    def _narrow(self, text: str) -> None:
        """Show the codes that hold the text; the only one left is chosen."""
        left = []
        for number in range(self.list.count()):
            row = self.list.item(number)
            hidden = text.casefold().strip() not in row.text().casefold()
            row.setHidden(hidden)
            if not hidden:
                left.append(row)
        if len(left) == 1:
            self.list.setCurrentItem(left[0])

    def _move(self, by: int) -> None:
        """Go up or down in the list while the focus stays in the search."""
        rows = [n for n in range(self.list.count()) if not self.list.item(n).isHidden()]
        if not rows:
            return
        now = self.list.currentRow()
        place = rows.index(now) + by if now in rows else 0
        self.list.setCurrentRow(rows[min(max(place, 0), len(rows) - 1)])

    def _choose(self, row: QListWidgetItem | None) -> None:
        """Say which code was chosen."""
        if row is not None:
            self.wrong.hide()
            self.chosen.emit(self._codes[row.data(_ID)])


class _Search(QLineEdit):
    """A search field whose arrows move in the list below."""

    moved = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the arrows on."""
        if event.key() in _DOWN:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)
