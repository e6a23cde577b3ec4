"""Buttons and badges, large enough for gloves."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from qc_desk.i18n import headed
from qc_desk.ui.icons import BEFORE_TEXT, icon, icon_before_text, pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import WARDROBE, Tone, Type, colours_now, font


class Button(QPushButton):
    """A push button with an icon that follows the colours."""

    def __init__(self, text: str, kind: str = "", picture: str = "") -> None:
        """Make a button of a kind: primary, danger, plain, chip or ordinary."""
        super().__init__(text)
        self._kind = kind
        self._picture = picture
        if kind:
            self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.dress()
        WARDROBE.changed.connect(self.dress)

    def picture(self, name: str) -> None:
        """Show another icon."""
        self._picture = name
        self.dress()

    def dress(self) -> None:
        """Tint the icon like the text."""
        if not self._picture:
            return
        colours = colours_now()
        fills = {"primary": colours.on_accent, "danger": colours.ink(Tone.FAIL).on_solid}
        ink = fills.get(self._kind, colours.text)
        beside = bool(self.text())
        self.setIconSize(BEFORE_TEXT if beside else QSize(22, 22))
        drawn = icon_before_text if beside else icon
        self.setIcon(drawn(self._picture, ink, colours.muted))


def button(text: str, act: Callable[[], object], kind: str = "", picture: str = "") -> Button:
    """Return a button that does something when it is clicked."""
    made = Button(text, kind, picture)
    made.clicked.connect(lambda _checked=False: act())
    return made


class Badge(QWidget):
    """A state as icon, word and colour together: never colour alone."""

    def __init__(self, text: str = "", tone: Tone = Tone.CALM, picture: str = "") -> None:
        """Show a word in a tone, with the tone's own icon unless another is named."""
        super().__init__()
        self.setFont(font(Type.STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, picture)

    def show_state(self, text: str, tone: Tone, picture: str = "") -> None:
        """Show another word in another tone; a badge begins with a capital letter."""
        text = headed(text)
        self._text, self._tone, self._picture = text, tone, picture or tone.icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Return the room that icon and word need."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + 48, 30)

    @override
    def minimumSizeHint(self) -> QSize:
        """Keep that room even where it is tight."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, the icon and the word."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._text, self._tone, self._picture)
        painter.end()


def paint_badge(painter: QPainter, room: QRectF, text: str, tone: Tone, picture: str = "") -> None:
    """Draw a badge at the left of a room; delegates of lists use it too."""
    ink = colours_now().ink(tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(Type.STRONG))
    width = min(painter.fontMetrics().horizontalAdvance(text) + 46.0, room.width() - 1)
    pill = QRectF(room.left() + 0.5, room.center().y() - 14, width, 28)
    painter.setPen(QPen(QColor(ink.line), 1))
    painter.setBrush(QColor(ink.ground))
    painter.drawRoundedRect(pill, 14, 14)
    painter.drawPixmap(
        int(pill.left()) + 9,
        int(pill.center().y()) - 9,
        pixmap(picture or tone.icon, ink.text, 18),
    )
    painter.setPen(QColor(ink.text))
    words = pill.adjusted(33, 0, -10, 0)
    fitted = painter.fontMetrics().elidedText(
        text, Qt.TextElideMode.ElideRight, int(words.width()) + 1
    )
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)
