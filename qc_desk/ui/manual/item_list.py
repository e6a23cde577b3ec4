"""The items of a draft in their sections: chosen by tap, moved by finger, mouse and keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from qc_desk.domain.vocabulary import ItemKind
from qc_desk.i18n import _, headed, ngettext
from qc_desk.ui.icons import pixmap
from qc_desk.ui.manual.state import FACTS, EditorState
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_M, SPACE_S, Tone, Type, colours_now, font

_ROW, _HEADER = 58, 34  # px
_SECTION, _TITLE, _BELOW, _PICTURE, _WRONG = (Qt.ItemDataRole.UserRole + n for n in range(5))
PICTURES = {
    ItemKind.PASS_FAIL: "eye",
    ItemKind.MEASUREMENT: "ruler",
    ItemKind.COUNT: "hash",
    ItemKind.CHOICE: "list-checks",
    ItemKind.TEXT: "pen-line",
    ItemKind.PHOTO: "camera",
}


class ItemList(QListWidget):
    """A row for the checklist itself, and one for each item; a section stands above its first."""

    removing = Signal()
    duplicating = Signal()

    def __init__(self, state: EditorState) -> None:
        """Show the items of a state."""
        super().__init__()
        self._state = state
        self._showing = False
        self.setAccessibleName(_("Items"))
        self.setItemDelegate(_Rows(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._choose)
        state.changed.connect(self.show_items)
        state.moved_on.connect(self._follow)

    def show_items(self) -> None:
        """Show what the draft says now."""
        entry, self._showing = self._state.entry, True
        while self.count() > len(entry.items) + 1:
            self.takeItem(self.count() - 1)
        while self.count() < len(entry.items) + 1:
            self.addItem(QListWidgetItem())
        self._show_facts()
        wrong = {each.item for each in self._state.problems}
        section = None
        for place, item in enumerate(entry.items):
            row = self.item(place + 1)
            above = (item.section or _("No section")) if item.section != section else ""
            section = item.section
            row.setData(_SECTION, above)
            row.setData(_TITLE, item.title or _("Without a title"))
            severity = item.severity.label if item.severity is not None else _("no severity")
            below = f"{item.code} · {headed(item.kind.label)} · {severity}"
            row.setData(_BELOW, below)
            row.setData(_PICTURE, PICTURES[item.kind])
            row.setData(_WRONG, place in wrong)
            said = _("to correct") if place in wrong else ""
            spoken = ", ".join(e for e in (str(place + 1), item.title, below, said) if e)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            row.setSizeHint(QSize(100, _ROW + (_HEADER if above else 0)))
        self._showing = False
        self._follow()

    def _show_facts(self) -> None:
        """Show the row of the checklist itself, which is not moved."""
        row, entry = self.item(0), self._state.entry
        count = ngettext("{count} item", "{count} items", len(entry.items))
        row.setData(_SECTION, "")
        row.setData(_TITLE, _("About this checklist"))
        row.setData(_BELOW, count.format(count=len(entry.items)))
        row.setData(_PICTURE, "clipboard-list")
        row.setData(Qt.ItemDataRole.AccessibleTextRole, _("About this checklist"))
        row.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
        row.setSizeHint(QSize(100, _ROW))

    def _follow(self) -> None:
        """Select the item at work."""
        self._showing = True
        row = self._state.chosen + 1 if self._state.chosen != FACTS else 0
        if row < self.count():
            self.setCurrentRow(row)
            self.scrollToItem(self.item(row))
        self._showing = False

    def _choose(self, row: int) -> None:
        if not self._showing and row >= 0:
            self._state.choose(row - 1)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Move the item at work to where it was dropped; the list shows what came of it."""
        row = self.indexAt(event.position().toPoint()).row()
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        before = self.count() if row < 0 else row + (1 if below else 0)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if self._state.chosen != FACTS:
            self._state.drop(self._state.chosen, max(before - 1, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and arrows, remove with Delete; everything else as lists do."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if alt and event.key() in steps:
            self._state.move(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)


class _Rows(QStyledItemDelegate):
    """Draws a section above its first item, and the item: icon, title, and what it is below."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        colours = colours_now()
        room = QRect(option.rect)
        painter.save()
        section = str(index.data(_SECTION) or "")
        if section:
            painter.setFont(font(Type.STRONG))
            painter.setPen(QColor(colours.muted))
            above = QRect(room.left() + SPACE_S, room.top(), room.width() - SPACE_M, _HEADER)
            fitted = painter.fontMetrics().elidedText(
                section, Qt.TextElideMode.ElideRight, above.width()
            )
            bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(above, int(bottom), fitted)
            room.setTop(room.top() + _HEADER)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(colours.selection))
            painter.fillRect(
                QRect(room.topLeft(), QSize(4, room.height())), QColor(colours.accent)
            )
        self._paint_words(painter, room, index)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw icon, title and what stands below; what must be corrected has a sign of its own."""
        colours = colours_now()
        middle = room.center().y()
        picture = pixmap(str(index.data(_PICTURE)), colours.muted, 20)
        painter.drawPixmap(room.left() + SPACE_M, middle - 10, picture)
        words = room.adjusted(SPACE_M + 32, 6, -SPACE_M, -6)
        if index.data(_WRONG):
            sign = pixmap(Tone.WARN.icon, colours.ink(Tone.WARN).text, 20)
            painter.drawPixmap(room.right() - SPACE_M - 20, middle - 10, sign)
            words.setRight(words.right() - 28)
        half = words.height() // 2
        lines = ((_TITLE, Type.BODY, colours.text), (_BELOW, Type.SMALL, colours.muted))
        for number, (role, kind, ink) in enumerate(lines):
            painter.setFont(font(kind))
            painter.setPen(QColor(ink))
            line = QRect(words.left(), words.top() + number * half, words.width(), half)
            fitted = painter.fontMetrics().elidedText(
                str(index.data(role) or ""), Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), fitted)
