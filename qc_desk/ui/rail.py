"""The navigation rail at the left: one large target for each page."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import N_, ngettext
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page, Place
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET, WARDROBE, Type, colours_now, font

WIDE, NARROW = 208, 92
_HEIGHT_WIDE, _HEIGHT_NARROW = 52, 60


class RailButton(QAbstractButton):
    """One place in the rail: icon, word, and how much is waiting there."""

    focused = Signal()

    def __init__(self, place: Place, shortcut: str) -> None:
        """Show a place that a shortcut opens too."""
        super().__init__()
        self._place = place
        self._shortcut = shortcut
        self._narrow = False
        self._low = False
        self._waiting = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the title in the language spoken now."""
        self.setText(self._place.label)
        self._describe()

    def set_waiting(self, count: int) -> None:
        """Show how many things wait at this place."""
        self._waiting = count
        self._describe()
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 (a setter, like Qt's own)
        """Put the word below the icon, or beside it."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def set_low(self, low: bool) -> None:  # noqa: FBT001 (a setter, like Qt's own)
        """Take no more height than a finger needs, or be comfortable again."""
        self._low = low
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        """Say title, shortcut and what is waiting to those who cannot see it."""
        title = self.text().replace("&", "")
        self.setToolTip(f"{title} ({self._shortcut})" if self._shortcut else title)
        waiting = ngettext("{count} waiting", "{count} waiting", self._waiting)
        spoken = f"{title}, {waiting.format(count=self._waiting)}" if self._waiting else title
        self.setAccessibleName(spoken)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of the target."""
        if self._narrow:
            return QSize(NARROW, TARGET if self._low else _HEIGHT_NARROW)
        return QSize(WIDE, TARGET if self._low else _HEIGHT_WIDE)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard has come here."""
        super().focusInEvent(event)
        self.focused.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._narrow:
            self._paint_narrow(painter)
        else:
            self._paint_wide(painter)
        self._paint_waiting(painter)
        painter.end()

    def _ink(self) -> str:
        """Return the colour of icon and word."""
        colours = colours_now()
        return colours.rail_text if self.isChecked() or self.underMouse() else colours.rail_muted

    def _paint_ground(self, painter: QPainter) -> None:
        """Draw selection mark, hover and focus ring."""
        colours = colours_now()
        gap = 0.5 if self._low else 2
        room = QRectF(self.rect()).adjusted(8, gap, -8, -gap)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.isDown():
            painter.setBrush(QColor(colours.rail_selected))
            painter.drawRoundedRect(room, 6, 6)
            painter.setBrush(QColor(colours.rail_mark))
            edge = 1.0 if self._narrow else room.left()  # a long word below an icon takes the room
            painter.drawRoundedRect(QRectF(edge, room.top() + 9, 4, room.height() - 18), 2, 2)
        elif self.underMouse():
            hover = QColor(colours.rail_selected)
            hover.setAlpha(140)
            painter.setBrush(hover)
            painter.drawRoundedRect(room, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.rail_mark), 2))
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_wide(self, painter: QPainter) -> None:
        """Draw the icon with the word beside it."""
        painter.drawPixmap(
            24, (self.height() - 22) // 2, pixmap(self._place.icon, self._ink(), 22)
        )
        painter.setFont(font(Type.STRONG if self.isChecked() else Type.BODY))
        painter.setPen(QColor(self._ink()))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(self.rect().adjusted(60, 0, -SPACE_S, 0), int(flags), self.text())

    def _paint_narrow(self, painter: QPainter) -> None:
        """Draw the icon with the word below it."""
        small = font(Type.SMALL)
        small.setPixelSize(11 if self._low else 12)
        painter.setFont(small)
        painter.setPen(QColor(self._ink()))
        plain = self.text().replace("&", "")
        measure = painter.fontMetrics()
        airy = self.width() - (22 if " " in plain else 10)  # a single word cannot be broken
        lines = 1 if measure.horizontalAdvance(plain) <= airy else 2
        size, top = self._picture_below(lines)
        picture = pixmap(self._place.icon, self._ink(), size)
        painter.drawPixmap((self.width() - size) // 2, top, picture)
        side = 5 if lines == 1 or " " not in plain else 11
        room = self.rect().adjusted(side, top + size + (0 if self._low else 2), -side, 0)
        flags = (
            Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextWordWrap
        )
        painter.drawText(room, int(flags), self.fitted(measure, room.width()))

    def _picture_below(self, lines: int) -> tuple[int, int]:
        """Return size and top of the icon above so many lines: two need the air above it."""
        if self._low:
            return (20, 4) if lines == 1 else (16, 2)
        return 22, (9 if lines == 1 else 6)

    def fitted(self, measure: QFontMetrics, width: int) -> str:
        """Return the title with words shortened that are wider than a line."""
        elide = Qt.TextElideMode.ElideRight
        return " ".join(
            word
            if measure.horizontalAdvance(word.replace("&", "")) <= width
            else measure.elidedText(word.replace("&", ""), elide, width)
            for word in self.text().split(" ")
        )

    def _paint_waiting(self, painter: QPainter) -> None:
        """Draw the count of what waits here."""
        if not self._waiting:
            return
        colours = colours_now()
        text = str(self._waiting) if self._waiting < 100 else "99+"
        small = font(Type.SMALL)
        small.setBold(True)
        painter.setFont(small)
        width = max(24.0, painter.fontMetrics().horizontalAdvance(text) + 14.0)
        top = 4.0 if self._narrow else (self.height() - 22) / 2
        pill = QRectF(self.width() - width - (6 if self._narrow else 20), top, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.rail_mark))
        painter.drawRoundedRect(pill, 11, 11)
        painter.setPen(QColor("#08202f"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QScrollArea):
    """The places of the window, one below the other; scrolls where the window is low."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        """Show these places in this order; the first nine have Ctrl+1 to Ctrl+9."""
        super().__init__()
        self.setObjectName("rail")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("rail_inside")
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(0)
        found = Place("search", N_("Search"), "search", _no_page)
        self.search = RailButton(found, "Ctrl+K")
        self.search.setCheckable(False)
        self.search.focused.connect(lambda: self.ensureWidgetVisible(self.search))
        column.addWidget(self.search)
        self.buttons: dict[str, RailButton] = {}
        for number, place in enumerate(places, start=1):
            made = RailButton(place, f"Ctrl+{number}" if number <= 9 else "")
            made.clicked.connect(lambda _checked=False, name=place.name: self.chosen.emit(name))
            made.focused.connect(lambda made=made: self.ensureWidgetVisible(made))
            self.buttons[place.name] = made
            column.addWidget(made)
        column.addStretch(1)
        self.setWidget(inside)
        self.set_narrow(narrow=False)
        self.dress()
        WARDROBE.changed.connect(self.dress)

    def select(self, name: str) -> None:
        """Mark a place as the one shown."""
        self.buttons[name].setChecked(True)
        self.ensureWidgetVisible(self.buttons[name], 0, 0)

    def set_narrow(self, *, narrow: bool) -> None:
        """Make the rail narrow for small windows, or wide again."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for made in (self.search, *self.buttons.values()):
            made.set_narrow(narrow)
        self._fit()

    def _fit(self) -> None:
        """Let the places move together where the window is too low for all of them."""
        places = (self.search, *self.buttons.values())
        high = _HEIGHT_NARROW if self._narrow else _HEIGHT_WIDE
        low = self.height() < len(places) * high + 2 * SPACE_M
        around = 0 if low else SPACE_M
        self._column.setContentsMargins(0, around, 0, around)
        for made in places:
            made.set_low(low)

    def retranslate(self) -> None:
        """Say the titles in the language spoken now."""
        for made in (self.search, *self.buttons.values()):
            made.retranslate()

    def dress(self) -> None:
        """Take the colours of the rail."""
        ground = colours_now().rail
        self.setStyleSheet(f"#rail, #rail_inside {{ background: {ground}; border: none; }}")
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the places into the new height."""
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the places with the arrow keys."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        order = list(self.buttons.values())
        focused = next((n for n, made in enumerate(order) if made.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        order[(focused + step) % len(order)].setFocus(Qt.FocusReason.OtherFocusReason)


def _no_page(_kit: Kit) -> Page:
    """Search is a field over the window and has no page of its own."""
    raise NotImplementedError
