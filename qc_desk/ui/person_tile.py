"""One person on the lock screen, as a tile that a glove hits."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from qc_desk.ui.overrides import override
from qc_desk.ui.presence import initials
from qc_desk.ui.theme import SPACE_M, WARDROBE, Tone, Type, colours_now, font

TILE = QSize(232, 84)


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
        words = self.rect().adjusted(76, 0, -SPACE_M, 0)
        self._paint_line(
            painter, words.adjusted(0, 0, 0, -22), Type.STRONG, colours.text, self.tile.name
        )
        self._paint_line(
            painter, words.adjusted(0, 26, 0, 0), Type.SMALL, colours.muted, self.tile.role
        )
        painter.end()

    def _paint_initials(self, painter: QPainter) -> None:
        """Draw the round field with the initials."""
        ink = colours_now().ink(Tone.INFO)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.solid))
        disc = QRectF(16, 18, 48, 48)
        painter.drawEllipse(disc)
        painter.setFont(font(Type.SECTION))
        painter.setPen(QColor(ink.on_solid))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self.tile.name))

    def _paint_line(
        self, painter: QPainter, room: QRect, kind: Type, colour: str, text: str
    ) -> None:
        """Draw one line of words, shortened where it does not fit."""
        painter.setFont(font(kind))
        painter.setPen(QColor(colour))
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, fitted)
