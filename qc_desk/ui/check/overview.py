"""All items at a glance: number, title, and the state of each as icon and word."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _, format_decimal, headed
from qc_desk.services.check_sheets import CheckSheet, SheetItem
from qc_desk.services.sheet_items import states_of
from qc_desk.ui.buttons import Button
from qc_desk.ui.check.states import Wanted, look_of
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_S, TARGET, Type, colours_now, font

_ITEM = int(Qt.ItemDataRole.UserRole) + 1
_ROW, _HEADER = 62, 34  # px
_LINE = 17  # px, of a title, which has up to two


class OverviewModel(QAbstractListModel):
    """The lines of the overview under one filter.

    A line is the place of an item on the sheet; the headline above an item is ``~place``.
    """

    def __init__(self) -> None:
        """Begin without a sheet."""
        super().__init__()
        self.items: Sequence[SheetItem] = ()
        self.lines: list[int] = []

    def show_items(self, items: Sequence[SheetItem], wanted: Wanted) -> None:
        """List the items that a filter lets through, below their sections."""
        lines: list[int] = []
        section = None
        for place, state in enumerate(states_of(items)):
            if not wanted.lets_through(state):
                continue
            if state.section != section:
                section = state.section
                if section:
                    lines.append(~place)
            lines.append(place)
        same = lines == self.lines
        if not same:
            self.beginResetModel()
        self.items, self.lines = items, lines
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def line_of(self, place: int) -> int | None:
        """Return where an item stands in the list; None when the filter hides it."""
        return self.lines.index(place) if place in self.lines else None

    def is_headline(self, line: int) -> bool:
        """Whether a line is the name of a section."""
        return self.lines[line] < 0

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Return what a line says; screen readers hear number, title and state."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return spoken(self.items[line]) if line >= 0 else self.items[~line].section
        return self.items[line] if role == _ITEM and line >= 0 else None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let items be chosen, headlines not."""
        if index.isValid() and self.is_headline(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def spoken(item: SheetItem) -> str:
    """Return an item in one line: number, title, unit and state."""
    return f"{item.number} {unit_words(item)}: {state_words(item)}"


def unit_words(item: SheetItem) -> str:
    """Return the title, with the sample unit if there is one."""
    if not item.unit_number:
        return item.title
    return _("{title} · unit {number}").format(title=item.title, number=item.unit_number)


def state_words(item: SheetItem) -> str:
    """Return the state in words, with the measured value if there is one: "96.0 mm · Fail"."""
    words = [headed(_(look_of(item).word))]
    if item.answer is not None and item.answer.value is not None:
        words.insert(0, f"{format_decimal(item.answer.value)} {item.unit}".rstrip())
    if item.answer is not None and item.answer.words:
        words.insert(0, item.answer.words)
    return " · ".join(words)


def in_two(text: str, width: int, advance: Callable[[str], int]) -> list[str]:
    """Break a title after the last blank that fits, into no more than two lines."""
    if advance(text) <= width:
        return [text]
    blanks = [place for place, letter in enumerate(text) if letter == " " and text[:place].strip()]
    fitting = [place for place in blanks if advance(text[:place].rstrip()) <= width]
    if not fitting:
        return [text]
    return [text[: fitting[-1]].rstrip(), text[fitting[-1] :].lstrip()]


class _List(QListView):
    """A list of many thousand lines whose heights stay what they are."""

    @override
    def dataChanged(
        self,
        topLeft: QModelIndex | QPersistentModelIndex,
        bottomRight: QModelIndex | QPersistentModelIndex,
        roles: Sequence[int] = (),
    ) -> None:
        """Draw the lines anew without laying all of them out again, as a plain list does."""
        QAbstractItemView.dataChanged(self, topLeft, bottomRight, roles)


class _Lines(QStyledItemDelegate):
    """Draws a line: icon, title, and the state's word below it."""

    def __init__(self, view: QListView, model: OverviewModel) -> None:
        """Draw the lines of a model."""
        super().__init__(view)
        self._model = model
        self._row, self._header = QSize(120, _ROW), QSize(120, _HEADER)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of an item or a headline."""
        return self._header if self._model.is_headline(index.row()) else self._row

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a line."""
        item = index.data(_ITEM)
        painter.save()
        room: QRect = option.rect
        colours = colours_now()
        if not isinstance(item, SheetItem):
            painter.setFont(font(Type.SMALL))
            painter.setPen(QColor(colours.muted))
            words = room.adjusted(12, 0, -8, -4)
            self._write(painter, words, str(index.data()), Qt.AlignmentFlag.AlignBottom)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(room, QColor(colours.selection))
                painter.fillRect(QRect(room.topLeft(), QSize(4, _ROW)), QColor(colours.accent))
            self._paint_item(painter, room, item)
        painter.restore()

    def _paint_item(self, painter: QPainter, room: QRect, item: SheetItem) -> None:
        """Draw icon, title and state."""
        look = look_of(item)
        ink = colours_now().ink(look.tone)
        painter.drawPixmap(room.left() + 12, room.top() + 19, pixmap(look.icon, ink.text, 24))
        painter.setFont(font(Type.BODY))
        painter.setPen(QColor(colours_now().text))
        words = room.adjusted(46, 0, -8, 0)
        measure = painter.fontMetrics()
        lines = in_two(f"{item.number}  {item.title}", words.width(), measure.horizontalAdvance)
        top = room.top() + (_ROW - _LINE * (len(lines) + 1)) // 2
        for line in lines:
            words = QRect(words.left(), top, words.width(), _LINE)
            self._write(painter, words, line, Qt.AlignmentFlag.AlignVCenter)
            top += _LINE
        painter.setFont(font(Type.SMALL))
        painter.setPen(QColor(ink.text))
        below = QRect(words.left(), top, words.width(), _LINE)
        state = state_words(item)
        if item.unit_number:
            said = _("Unit {number} · {state}")
            state = said.format(number=item.unit_number, state=state)
        self._write(painter, below, state, Qt.AlignmentFlag.AlignVCenter)

    @staticmethod
    def _write(painter: QPainter, room: QRect, text: str, how: Qt.AlignmentFlag) -> None:
        """Write one line, shortened where it does not fit."""
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRectF(room), how | Qt.AlignmentFlag.AlignLeft, fitted)


class Overview(QFrame):
    """The list of all items with its filter; an item is reached by a tap or by arrow keys."""

    chosen = Signal(int)

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("card")
        self.wanted = Wanted.ALL
        self.model = OverviewModel()
        self.view = _List()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Lines(self.view, self.model))
        self.view.setAccessibleName(_("All items"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.clicked.connect(self._choose)
        self.buttons = {
            Wanted.ALL: Button("", "chip"),
            Wanted.OPEN: Button("", "chip"),
            Wanted.FAILED: Button("", "chip"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.addWidget(self._filter())
        column.addWidget(self.view, stretch=1)

    def show_sheet(self, sheet: CheckSheet, index: int | None) -> None:
        """List a sheet's items; the one at work is marked."""
        states = sheet.states
        counts = {
            Wanted.ALL: len(states),
            Wanted.OPEN: sum(map(Wanted.OPEN.lets_through, states)),
            Wanted.FAILED: sheet.failed,
        }
        words = {
            Wanted.ALL: _("All {count}"),
            Wanted.OPEN: _("Open {count}"),
            Wanted.FAILED: _("Failed {count}"),
        }
        for wanted, chip in self.buttons.items():
            chip.setText(words[wanted].format(count=counts[wanted]))
        blocked = self.view.selectionModel().blockSignals(True)  # noqa: FBT003 (Qt's own)
        self.model.show_items(sheet.items, self.wanted)
        line = self.model.line_of(index) if index is not None else None
        self.view.setCurrentIndex(self.model.index(line) if line is not None else QModelIndex())
        self.view.selectionModel().blockSignals(blocked)
        self.view.viewport().update()
        if line is not None:
            self.view.scrollTo(self.model.index(line))

    def filter_by(self, wanted: Wanted) -> None:
        """List other items."""
        self.wanted = wanted
        self.buttons[wanted].setChecked(True)
        self.model.show_items(self.model.items, wanted)

    def _filter(self) -> QWidget:
        """Three chips, one of them chosen."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_S // 2)
        group = QButtonGroup(row)
        for wanted, chip in self.buttons.items():
            chip.setCheckable(True)
            chip.setMinimumWidth(TARGET)
            chip.setStyleSheet("padding: 0 8px;")
            chip.clicked.connect(lambda _checked=False, wanted=wanted: self.filter_by(wanted))
            group.addButton(chip)
            across.addWidget(chip, stretch=1)
        self.buttons[self.wanted].setChecked(True)
        return row

    def _choose(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        """Say which item was chosen."""
        if index.isValid() and not self.model.is_headline(index.row()):
            self.chosen.emit(self.model.lines[index.row()])
