"""How what was found is listed: captions of groups, and rows with icon, headline and a line."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from qc_desk.ui.finder.targets import Target
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type, colours_now, font

ROW, CAPTION = 56, 34  # px
_ICON = 22
_HELD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    kind: str
    icon: str
    headline: str
    context: str
    target: Target


class FoundList(QListWidget):
    """What was found, group by group; captions cannot be chosen."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setItemDelegate(_Drawn(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps the keyboard
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_lines(self, lines: list[Line]) -> None:
        """Show lines with a caption where a new kind begins; the first line is chosen."""
        self.clear()
        caption = ""
        for line in lines:
            if line.kind != caption:
                caption = line.kind
                head = QListWidgetItem(caption)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(head)
            item = QListWidgetItem(line.headline)
            item.setData(_HELD, line)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                ", ".join(part for part in (line.headline, line.kind, line.context) if part),
            )
            self.addItem(item)
        if lines:
            self.setCurrentRow(1)

    def chosen(self) -> Line | None:
        """Return the line that is chosen."""
        return self.line_of(self.currentItem())

    @staticmethod
    def line_of(item: QListWidgetItem | None) -> Line | None:
        """Return the line that an item shows; None for a caption."""
        held = item.data(_HELD) if item is not None else None
        return held if isinstance(held, Line) else None

    def step(self, by: int) -> None:
        """Choose the line so many lines further, or the last there is; captions do not count."""
        rows = [row for row in range(self.count()) if self.line_of(self.item(row)) is not None]
        if not rows:
            return
        here = rows.index(self.currentRow()) if self.currentRow() in rows else 0
        there = max(0, min(len(rows) - 1, here + by))
        if there == 0:
            self.scrollToTop()
        self.setCurrentRow(rows[there])

    def lines(self) -> list[Line]:
        """Return all lines, without captions."""
        found = (self.line_of(self.item(row)) for row in range(self.count()))
        return [line for line in found if line is not None]


class _Drawn(QStyledItemDelegate):
    """Draws captions and rows."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the height of a row: large enough for a gloved finger."""
        return QSize(100, CAPTION if index.data(_HELD) is None else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a caption or a row."""
        line = index.data(_HELD)
        room: QRect = option.rect
        painter.save()
        if isinstance(line, Line):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            _paint_line(painter, room, line, chosen=chosen)
        else:
            small = font(Type.SMALL)
            small.setBold(True)
            painter.setFont(small)
            painter.setPen(QColor(colours_now().muted))
            inside = room.adjusted(SPACE_M, 0, -SPACE_M, -4)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(inside, int(flags), str(index.data()))
        painter.restore()


def _paint_line(painter: QPainter, room: QRect, line: Line, *, chosen: bool) -> None:
    """Draw icon, headline and the line below it; the chosen one has a mark at its edge, too."""
    colours = colours_now()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selection))
        painter.drawRoundedRect(room.adjusted(2, 1, -2, -1), 6, 6)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(
            QRect(room.left() + 2, room.top() + 10, 4, room.height() - 20), 2, 2
        )
    ink = colours.accent if chosen else colours.muted
    top = room.top() + (room.height() - _ICON) // 2
    painter.drawPixmap(room.left() + SPACE_L, top, pixmap(line.icon, ink, _ICON))
    inside = room.adjusted(SPACE_L + _ICON + SPACE_L, 7, -SPACE_L, -7)
    if not line.context:
        _paint_text(painter, inside, line.headline, Type.STRONG, colours.text)
        return
    half = inside.height() // 2
    upper, lower = inside.adjusted(0, 0, 0, -half), inside.adjusted(0, half, 0, 0)
    _paint_text(painter, upper, line.headline, Type.STRONG, colours.text)
    _paint_text(painter, lower, line.context, Type.SMALL, colours.muted)


def _paint_text(painter: QPainter, room: QRect, text: str, style: Type, colour: str) -> None:
    """Draw one line of text, shortened where it does not fit."""
    letters = font(style)
    painter.setFont(letters)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(flags), shown)
