"""One person on the lock screen, as a tile that a glove hits."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from qc_desk.ui.overrides import override
from qc_desk.ui.presence import initials
from qc_desk.ui.theme import SPACE_S, WARDROBE, Tone, Type, colours_now, font

TILE = QSize(240, 88)
_ROLE_HEIGHT = 20


@dataclass(frozen=True)
class Tile:
    """A person who may sign in here, with the seconds to wait after wrong passwords."""

    person_id: int
    name: str
    role: str = ""
    wait: int = 0


class PersonTile(QAbstractButton):
    """One person as a large target: initials, name, role."""

    def __init__(self, tile: Tile) -> None:
        """Show a person."""
        super().__init__()
        self.tile = tile
        self.setText(tile.name)
        self.setAccessibleName(f"{tile.name}, {tile.role}" if tile.role else tile.name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedSize(TILE)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        WARDROBE.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        colours = colours_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        marked = chosen or self.hasFocus()
        ground = (
            colours.selection
            if chosen
            else colours.raised
            if self.underMouse()
            else colours.surface
        )
        painter.setPen(QPen(QColor(colours.focus if marked else colours.line), 2 if marked else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        self._paint_initials(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_initials(self, painter: QPainter) -> None:
        """Draw the round field with the initials."""
        ink = colours_now().ink(Tone.INFO)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.solid))
        disc = QRectF(16, 20, 48, 48)
        painter.drawEllipse(disc)
        painter.setFont(font(Type.SECTION))
        painter.setPen(QColor(ink.on_solid))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self.tile.name))

    def _paint_words(self, painter: QPainter) -> None:
        """Draw the name, on two lines if it is long, and the role below it."""
        colours = colours_now()
        room = self.rect().adjusted(76, 10, -SPACE_S, -10)
        painter.setFont(font(Type.STRONG))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        needed = painter.boundingRect(room, int(flags), self.tile.name).height()
        lines = min(needed, 2 * painter.fontMetrics().height())
        top = room.top() + (room.height() - lines - _ROLE_HEIGHT) // 2
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(room.left(), top, room.width(), lines), int(flags), self.tile.name)
        painter.setFont(font(Type.SMALL))
        painter.setPen(QColor(colours.muted))
        below = QRect(room.left(), top + lines, room.width(), _ROLE_HEIGHT)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), self.tile.role)
