"""Lucide icons in the colours of the window."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qc_desk.bundle import bundled
from qc_desk.ui.theme import colours_now

_SIZES = (24, 48)
BEFORE_TEXT = QSize(28, 20)
_RATIO = 2  # drawn for screens of up to 200 % and scaled down


def icon(name: str, colour: str | None = None, disabled: str | None = None) -> QIcon:
    """Return an icon in a colour, by default the text's; greyed when its widget is disabled."""
    colours = colours_now()
    return _icon(name, colour or colours.text, disabled or colours.muted)


def icon_before_text(name: str, colour: str, disabled: str) -> QIcon:
    """Return an icon with air at its right, which Qt's buttons do not leave by themselves."""
    return _spaced(name, colour, disabled)


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return one icon as a sharp picture of size x size px."""
    return _pixmap(name, colour, size)


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    """Put an icon together from its sizes."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, colour, size))
        made.addPixmap(_pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made


@cache
def _spaced(name: str, colour: str, disabled: str) -> QIcon:
    """Draw an icon at the left of a wider picture."""
    made = QIcon()
    for shade, mode in ((colour, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
        drawing = QSvgRenderer(QByteArray(_svg(name, shade)))
        wide = QPixmap(BEFORE_TEXT * _RATIO)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        room = QRectF(0, 0, BEFORE_TEXT.height() * _RATIO, BEFORE_TEXT.height() * _RATIO)
        drawing.render(painter, room)
        painter.end()
        wide.setDevicePixelRatio(_RATIO)
        made.addPixmap(wide, mode)
    return made


@cache
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Draw an icon at twice its size, so that it stays sharp on dense screens."""
    drawing = QSvgRenderer(QByteArray(_svg(name, colour)))
    drawn = QPixmap(size * _RATIO, size * _RATIO)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    drawing.render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(_RATIO)
    return drawn


def _svg(name: str, colour: str) -> bytes:
    """Return the drawing of an icon in a colour."""
    return _source(name).replace("currentColor", colour).encode()


@cache
def _source(name: str) -> str:
    """Read the drawing of an icon."""
    return (bundled("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
