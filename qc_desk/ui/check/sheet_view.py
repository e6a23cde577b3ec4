"""The check at work: overview, card, answers and capture, arranged for the room there is."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QScroller,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.vocabulary import ItemKind
from qc_desk.i18n import _
from qc_desk.services.check_sheets import CheckSheet, SheetItem
from qc_desk.ui.buttons import Button
from qc_desk.ui.check.answer_bar import AnswerBar
from qc_desk.ui.check.card import ItemCard
from qc_desk.ui.check.defect_panel import DefectPanel
from qc_desk.ui.check.overview import Overview
from qc_desk.ui.check.summary import Summary
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_M, SPACE_S

_SIDE, _SIDE_WIDE = 300, 420  # px: overview, defect capture
_NARROW_BELOW = 860  # px: no room for two columns
_LOW_BELOW = 560  # px: a 1280 x 800 screen at 150 % has 380 here


class SheetView(QWidget):
    """One inspection: an item at a time, with everything around it."""

    stepped = Signal(int)
    summary_wanted = Signal()
    photos_dropped = Signal(object)

    def __init__(self) -> None:
        """Lay out the parts."""
        super().__init__()
        self.setAcceptDrops(True)
        self.overview = Overview()
        self.card = ItemCard()
        self.answers = AnswerBar()
        self.summary = Summary()
        self.defect = DefectPanel()
        self.listing = False  # in a narrow window the overview takes the card's place
        self.narrow = False
        self._spot = False
        self._add_steps()
        self._lay_out()
        self.defect.hide()

    def _add_steps(self) -> None:
        """Add the progress and the buttons that step."""
        self.progress = QProgressBar(textVisible=False)
        self.why = QLabel(wordWrap=True)  # what a spot check looks at, and why only that
        self.why.setProperty("quiet", "true")
        self.why.hide()
        self.count = QLabel()
        self.saved = QLabel()
        self.saved.setProperty("quiet", "true")
        self.back = StepButton(_("Back"), "chevron-left")
        self.on = StepButton(_("Next"), "chevron-right")
        self.to_summary = StepButton(_("Summary"), "list-checks")
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.to_summary.clicked.connect(self.summary_wanted)

    def show_item(self, sheet: CheckSheet, item: SheetItem, draft: dict[str, str]) -> None:
        """Show one item of the sheet."""
        self.answers.show_item(item)
        self.card.show_item(sheet, item, draft)  # a typed value has the last word on the button
        self.answers.show()
        self.main.setCurrentWidget(self.work)
        self._show_steps(at_end=False)

    def show_summary(self, sheet: CheckSheet) -> None:
        """Show where the check stands, with the way to its end."""
        self.summary.show_sheet(sheet)
        self.main.setCurrentWidget(self.ending)
        self._show_steps(at_end=True)

    def _show_steps(self, *, at_end: bool) -> None:
        """Offer the steps that lead somewhere: after the summary comes nothing."""
        self.on.setVisible(not at_end)
        self.to_summary.setVisible(not at_end)
        self._fit_steps()

    def leave_summary(self) -> None:
        """Go back to where items are shown."""
        self.main.setCurrentWidget(self.work)

    def show_progress(self, sheet: CheckSheet) -> None:
        """Show how far the check is, in words and as a bar."""
        self._spot = sheet.spot is not None
        self.why.setText(sheet.spot.looked_at if sheet.spot is not None else "")
        self.why.setVisible(self._spot and not self.card.compact)
        self.progress.setMaximum(max(1, len(sheet.items)))
        self.progress.setValue(sheet.answered)
        said = _("{answered} of {total} answered · {failed} failed")
        words = said.format(answered=sheet.answered, total=len(sheet.items), failed=sheet.failed)
        self.count.setText(words)
        self.progress.setAccessibleName(words)
        self._fit_steps()

    def say_saved(self, words: str) -> None:
        """Say when the last entry was saved; nothing at a check that has just been opened."""
        self.saved.setText(words)
        self._fit_steps()

    def show_defect(self, *, shown: bool) -> None:
        """Open or close the defect capture beside the card."""
        self.defect.setVisible(shown)
        self.arrange()
        if shown:
            self.defect.code.search.setFocus()

    def take_focus(self) -> None:
        """Put the focus where the next key belongs."""
        item = self.card.item
        if item is not None and item.kind.has_value:
            self.card.measure.line.setFocus()
            self.card.measure.line.selectAll()
        elif item is not None and item.kind is ItemKind.TEXT:
            self.card.written.line.setFocus()
        else:
            self.setFocus()

    def arrange(self) -> None:
        """Give the parts their places in the room there is."""
        self.narrow = self.width() < _NARROW_BELOW
        low = self.height() < _LOW_BELOW
        self.card.compact = low
        self.why.setVisible(self._spot and not low)
        self.answers.set_low(low=low)
        self.defect.code.show_lines(2 if low else 4)
        catching = self.defect.isVisibleTo(self)
        self.overview.setVisible(not catching and (self.listing or not self.narrow))
        self.right.setVisible(not self.narrow or not (catching or self.listing))
        wide = self.narrow
        self.overview.setMaximumWidth(16_777_215 if wide else _SIDE)
        self.overview.setMinimumWidth(_SIDE if not wide else 0)
        self.defect.setMaximumWidth(16_777_215 if wide else _SIDE_WIDE)
        self.defect.setMinimumWidth(_SIDE_WIDE if not wide else 0)
        self._fit_steps()

    def _fit_steps(self) -> None:
        """Give the words about progress their room: buttons show icons alone where it is tight."""
        room = self.width() - (0 if self.narrow else self._beside() + SPACE_M)
        needed = self.count.sizeHint().width() + SPACE_M + self.saved.sizeHint().width()
        icons_alone = False
        for each in (self.to_summary, self.back, self.on):
            each.say_words()
        for each in (self.to_summary, self.back, self.on):
            if room - needed < self._steps_width():
                each.say_icon()
                icons_alone = True
        self.saved.setVisible(not icons_alone or room - needed >= self._steps_width())

    def _beside(self) -> int:
        """Return the width of what stands beside the work."""
        return _SIDE_WIDE if self.defect.isVisibleTo(self) else _SIDE

    def _steps_width(self) -> int:
        """Return the room that the step buttons need with the gaps between them."""
        shown = [each for each in (self.back, self.to_summary, self.on) if each.isVisibleTo(self)]
        return sum(each.sizeHint().width() + SPACE_M for each in shown)

    def _lay_out(self) -> None:
        """Overview left, work right, capture beside it, steps below."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll = _scrolling(self.card)
        self.work = _stacked(scroll, self.answers)
        self.ending = _stacked(_scrolling(self.summary), self.summary.footer)
        measure = self.card.measure
        self._reveal = QTimer(self, singleShot=True, interval=0)  # once it has its place
        self._reveal.timeout.connect(lambda: scroll.ensureWidgetVisible(measure.shown_last()))
        measure.judged.connect(self._reveal.start)
        measure.verdict_changed.connect(self.answers.say_verdict)
        self.main = QStackedWidget()
        self.main.addWidget(self.work)
        self.main.addWidget(self.ending)
        self.right = QWidget()
        inner = QVBoxLayout(self.right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_M)
        inner.addWidget(self.why)
        inner.addWidget(self.main, stretch=1)
        inner.addLayout(self._steps())
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self.overview)
        across.addWidget(self.right, stretch=1)
        across.addWidget(self.defect)

    def _steps(self) -> QHBoxLayout:
        """The buttons that step, with the progress between them."""
        steps = QHBoxLayout()
        steps.setSpacing(SPACE_M)
        steps.addWidget(self.back)
        steps.addLayout(self._how_far(), stretch=1)
        steps.addWidget(self.to_summary)
        steps.addWidget(self.on)
        return steps

    def _how_far(self) -> QVBoxLayout:
        """The progress bar with its words and the sign that all is saved."""
        words = QHBoxLayout()
        words.addWidget(self.count, stretch=1)
        words.addWidget(self.saved)
        column = QVBoxLayout()
        column.setSpacing(SPACE_S // 2)
        column.addLayout(words)
        column.addWidget(self.progress)
        return column

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange for the new room."""
        super().resizeEvent(event)
        self.arrange()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped, whatever part of the check it fell on."""
        self.photos_dropped.emit(event.mimeData())
        event.acceptProposedAction()


class StepButton(Button):
    """A step; where there is little room its icon stands alone."""

    def __init__(self, words: str, picture: str) -> None:
        """Show words and icon."""
        super().__init__(words, "", picture)
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)

    def say_words(self) -> None:
        """Show the words beside the icon."""
        self._say(self._words)

    def say_icon(self) -> None:
        """Show the icon alone; the words stay for those who listen or hover."""
        self._say("")

    def _say(self, words: str) -> None:
        """Change what is shown, if it changes."""
        if self.text() != words:
            self.setText(words)
            self.dress()


class _Scroll(QScrollArea):
    """Scrolls by wheel and finger; arrow and page keys belong to the items."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the page."""
        event.ignore()


def _stacked(above: QWidget, below: QWidget) -> QWidget:
    """Return a widget with what scrolls above and what stays below."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_M)
    column.addWidget(above, stretch=1)
    column.addWidget(below)
    return made


def _scrolling(inner: QWidget) -> QScrollArea:
    made = _Scroll()
    QScroller.grabGesture(made.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(inner)
    return made
