"""A list for touch and keyboard: rows of 44 px, states as badges, and a word when it is empty."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qc_desk.ui.buttons import Button, paint_badge
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.rows import STATE_ROLE, Rows
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET, WARDROBE, Type, colours_now, font

_PICTURE = 40  # px
_TICK = 20  # px
_LEAST = 120  # px: words that are cut shorter cannot be read; then the list scrolls sideways
_AROUND = 62  # px beside a badge's word: its icon, its ends and the cell's
_MEASURED = 60  # rows: enough to meet every state that a list begins with
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Table(QTableView):
    """The view of a list; Enter, a double click or (for work queues) one tap opens a row."""

    opened = Signal(object)
    chosen = Signal()  # while several are chosen: another row is among them, or one no longer

    def __init__(self, rows: Rows[Any], *, tap_opens: bool = False) -> None:
        """Show rows."""
        super().__init__()
        self.rows = rows
        self._wanted: int | None = None
        self._left_out: set[int] = set()
        self._badges: dict[int, int] = {}  # px: of a column's widest badge seen so far
        self.choosing = False
        self._chosen: list[int] = []  # before the list was read anew
        self._empty = _Empty(self.viewport())
        self.setModel(rows)
        self._set_up_for_touch()
        self._set_up_columns()
        self.setItemDelegate(_States(self))
        rows.modelAboutToBeReset.connect(self._remember_current)
        rows.modelReset.connect(self._look_for_current)
        rows.loaded.connect(self._look_for_current)
        rows.loaded.connect(self._measure_badges)
        rows.loaded.connect(self._show_emptiness)
        self.doubleClicked.connect(self._open)
        if tap_opens:
            self.clicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_rows: self._note_chosen())

    def say_empty(
        self,
        headline: str,
        text: str = "",
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say something in place of rows when there are none, with a way on."""
        self._empty.say(headline, text, action, act)
        self._show_emptiness()

    def current_row(self) -> Any:
        """Return the row that is selected, or None."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def go_to_id(self, row_id: int) -> None:
        """Select the row with a number, now or as soon as its place is known."""
        self._wanted = row_id
        self._look_for_current()

    def choose_several(self, *, on: bool) -> None:
        """Let taps and the space bar choose rows in place of opening them, or open them again."""
        modes = QAbstractItemView.SelectionMode
        self.choosing = on
        self._chosen = []
        self.setSelectionMode(modes.MultiSelection if on else modes.SingleSelection)
        self.clearSelection()
        self._fit()
        self.viewport().update()

    def chosen_ids(self) -> list[int]:
        """Return the numbers of the rows that are chosen, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        ids = (self.rows.id_at(place) for place in places)
        return [each for each in ids if each is not None]

    def _note_chosen(self) -> None:
        """Say that something else is chosen."""
        if self.choosing:
            self.chosen.emit()

    def _set_up_for_touch(self) -> None:
        """Make rows as high as a finger, scrolling by finger and by pixel."""
        self.verticalHeader().setDefaultSectionSize(TARGET + 2)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(True)  # a row has room for two lines
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.viewport().installEventFilter(self)

    def _set_up_columns(self) -> None:
        """Give columns their widths, the last the rest; sort where the source can."""
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumHeight(TARGET)
        header.setMinimumSectionSize(64)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(False)
        order = self.rows.order
        section = -1
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, column.width)
            if column.sort and column.sort == order.by:
                section = number
        directions = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
        header.setSortIndicator(section, directions[order.descending])
        header.sortIndicatorChanged.connect(self.rows.sort)

    def leave_out(self, column: int, *, out: bool) -> None:
        """Never show a column, or show it again where there is room."""
        (self._left_out.add if out else self._left_out.discard)(column)
        self.setColumnHidden(column, out)
        self._fit()

    def _fit(self) -> None:
        """Show as many columns as there is room for; the important ones take what is left."""
        columns = self.rows.columns
        shown = [n for n in range(len(columns)) if n not in self._left_out]
        free = self.viewport().width() - sum(self._width(n) for n in shown)
        for number in sorted(shown, key=lambda n: -columns[n].spare):
            if free < 0 and columns[number].spare:
                shown.remove(number)
                free += self._width(number)
        # words can be cut short and still be read; a badge cannot
        widest = max(shown, key=lambda n: (columns[n].state is None, columns[n].width))
        shares = sum(columns[n].grow for n in shown) or 1
        for number, column in enumerate(columns):
            self.setColumnHidden(number, number not in shown)
            if number in shown:
                more = free * column.grow // shares if free > 0 else free * (number == widest)
                least = min(self._width(number), _LEAST)
                self.setColumnWidth(number, max(self._width(number) + more, least))

    def _width(self, column: int) -> int:
        """Return how wide a column is at least: its title and its badges are never cut.

        The first has a tick while rows are chosen.
        """
        tick = _TICK + SPACE_M if self.choosing and column == 0 else 0
        wanted = self._badges.get(column, self.rows.columns[column].width)
        return max(wanted, self.horizontalHeader().sectionSizeHint(column)) + tick

    def _measure_badges(self) -> None:
        """Give columns of states the width of their words, in whichever language."""
        states = [n for n, column in enumerate(self.rows.columns) if column.state is not None]
        rows = range(min(self.rows.rowCount(), _MEASURED))
        measure = QFontMetrics(font(Type.STRONG))
        before = dict(self._badges)
        for column in states if rows else ():
            words = {str(self.rows.index(row, column).data()) for row in rows}
            widest = max(measure.horizontalAdvance(each) for each in words) + _AROUND
            self._badges[column] = max(widest, before.get(column, 0))
        if self._badges != before:
            self._fit()

    def _open(self, index: QModelIndex) -> None:
        """Open the row at a place, unless rows are being chosen."""
        row = self.rows.row(index.row())
        if row is not None and not self.choosing:
            self.opened.emit(row)

    def _remember_current(self) -> None:
        """Keep in mind which row is selected, and which are chosen."""
        if self.choosing:
            self._chosen = self.chosen_ids()
            return
        index = self.currentIndex()
        if index.isValid() and self._wanted is None:
            self._wanted = self.rows.id_at(index.row())

    def _look_for_current(self) -> None:
        """Select what was selected before, where it stands now."""
        for each in self._chosen if self.choosing else ():
            place = self.rows.place_of(each)
            if place is not None and not self.selectionModel().isRowSelected(place, QModelIndex()):
                self.selectRow(place)
        if self._wanted is None:
            return
        place = self.rows.place_of(self._wanted)
        if place is not None:
            self._wanted = None
            self.setCurrentIndex(self.rows.index(place, 0))

    def _show_emptiness(self) -> None:
        """Say that there is nothing, when there is nothing."""
        self._empty.setVisible(self._empty.has_words and self.rows.rowCount() == 0)
        self._empty.setGeometry(self.viewport().rect())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the selected row with Enter."""
        if event.key() in _ENDS and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the empty sign as large as the list."""
        if event.type() == QEvent.Type.Resize and watched is self.viewport():
            self._empty.setGeometry(self.viewport().rect())
            self._fit()
        return super().eventFilter(watched, event)


class _States(QStyledItemDelegate):
    """Draws a state as a badge: icon, word and colour; and a tick while rows are chosen."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tick the first cell of a row that is chosen."""
        super().initStyleOption(option, index)
        view = self.parent()
        if isinstance(view, Table) and view.choosing and index.column() == 0:
            chosen = view.selectionModel().isRowSelected(index.row(), QModelIndex())
            colours = colours_now()
            picture = ("circle-check", colours.accent) if chosen else ("circle", colours.muted)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            tick = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # else Qt dims what is selected
                tick.addPixmap(pixmap(*picture, _TICK), mode)
            option.icon = tick
            option.decorationSize = QSize(_TICK, _TICK)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a cell; one with a state gets its badge instead of plain words."""
        state = index.data(STATE_ROLE)
        if state is None:
            super().paint(painter, option, index)
            return
        words, tone_and_icon = str(index.data()), state
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        view = self.parent()
        if isinstance(view, QTableView):
            view.style().drawControl(
                view.style().ControlElement.CE_ItemViewItem, bare, painter, view
            )
        painter.save()
        room = QRectF(option.rect).adjusted(8, 0, -8, 0)
        paint_badge(painter, room, words, tone_and_icon[0], tone_and_icon[1])
        painter.restore()


class _Empty(QWidget):
    """What is said where rows would be."""

    def __init__(self, parent: QWidget) -> None:
        """Lie over the list."""
        super().__init__(parent)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.headline = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.headline.setFont(font(Type.SECTION))
        self.text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.text.setProperty("quiet", "true")
        self.button = Button("", "primary")
        self._act: Callable[[], None] | None = None
        self.button.clicked.connect(self._do)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_S)
        column.addStretch(1)
        for part in (self._picture, self.headline, self.text):
            column.addWidget(part)
        column.addSpacing(SPACE_M)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self.hide()

    @property
    def has_words(self) -> bool:
        """Whether there is something to say."""
        return bool(self.headline.text())

    def say(self, headline: str, text: str, action: str, act: Callable[[], None] | None) -> None:
        """Take words and a way on."""
        self.headline.setText(headline)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action) and act is not None)
        self._act = act

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the list is low, let the words have the room: first the picture goes, then more.

        The way on is among the page's buttons too.
        """
        super().resizeEvent(event)
        room = self.height() - 4 * SPACE_M
        for part in (self.headline, self.text):
            if part.text():
                room -= part.heightForWidth(self.width() - 2 * SPACE_M) + SPACE_S
        wanted = bool(self.button.text()) and self._act is not None
        self.button.setVisible(wanted and room >= TARGET)
        room -= TARGET + SPACE_M if self.button.isVisibleTo(self) else 0
        self._picture.setVisible(room >= _PICTURE + SPACE_S)

    def _do(self) -> None:
        """Do what the button says."""
        if self._act is not None:
            self._act()

    def dress(self) -> None:
        """Take the colours in force."""
        self._picture.setPixmap(pixmap("inbox", colours_now().muted, _PICTURE))
