"""The pages of a PDF below each other, drawn in threads when they come in sight."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScroller

from qc_desk.i18n import _
from qc_desk.reports.preview import Found, PageImage, Preview, PreviewClosed
from qc_desk.ui.jobs import Cancelled, Job, Jobs
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, colours_now

SCREEN = 96 / 72  # px to the point at 100 %
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_GAP = SPACE_L
_LINE = 48  # px that an arrow key scrolls
_MOST_KEPT = 120_000_000  # bytes of drawn pages kept in memory
_HIT, _CURRENT_HIT = QColor(255, 196, 0, 90), QColor(255, 120, 0, 120)

T = TypeVar("T")
Fit = str  # "width", "page" or "" for a zoom of one's own
Hit = tuple[int, tuple[tuple[float, float, float, float], ...]]


class Sheets(QAbstractScrollArea):
    """A scrolling view of pages with zoom and marked words."""

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, jobs: Jobs) -> None:
        """Begin without pages."""
        super().__init__()
        self._jobs = jobs
        self.preview: Preview | None = None
        self.zoom, self.fit = 1.0, "width"
        self.hits: list[Hit] = []
        self.hit = -1
        self._waiting = QLabel(_("Opening the report…"), self.viewport())
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setProperty("quiet", "true")
        self._waiting.hide()
        self._tops: list[float] = []
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._drawing: dict[tuple[int, float], Job] = {}
        self._page = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the report"))
        self.viewport().setMinimumHeight(220)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().valueChanged.connect(self._note_page)

    # What is shown

    def show_pages(self, preview: Preview | None) -> None:
        """Show the pages of a report; the one before is closed, and what draws from it ends."""
        before, self.preview = self.preview, preview
        for job in self._drawing.values():
            job.cancel()
        self._drawing.clear()
        self._images.clear()
        self.show_hits([])
        if before is not None:
            before.close()
        self._page = 0
        self._waiting.hide()
        self._lay_out()
        self._apply_fit()
        self.verticalScrollBar().setValue(0)

    def say_opening(self) -> None:
        """Say that pages are on their way."""
        self._waiting.setVisible(self.preview is None)

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._page

    @property
    def drawn(self) -> set[int]:
        """The pages that are drawn at the zoom in force."""
        return {page for page, scale in self._images if scale == self._scale()}

    def show_hits(self, found: Sequence[Found]) -> None:
        """Mark where a searched text stands; none of them is the current one yet."""
        self.hits = [(each.page, each.rectangles) for each in found if each.rectangles]
        self.hit = -1
        self.viewport().update()

    def go_to_hit(self, number: int) -> None:
        """Bring one of the marked places into the middle."""
        if not self.hits:
            return
        self.hit = number % len(self.hits)
        page, rectangles = self.hits[self.hit]
        room = self._on_page(page, rectangles[0])
        middle = room.center()
        view = self.viewport().size()
        self.verticalScrollBar().setValue(int(middle.y() - view.height() / 2))
        self.horizontalScrollBar().setValue(int(middle.x() - view.width() / 2))
        self.viewport().update()

    # Zoom

    def set_zoom(self, zoom: float, fit: Fit = "") -> None:
        """Show pages larger or smaller; what is in the middle stays there."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        at_top = bar.value() == 0
        middle = (bar.value() + height / 2) / max(self._height(), 1.0)
        self.zoom, self.fit = min(max(zoom, STEPS[0]), STEPS[-1]), fit
        for job in self._drawing.values():
            job.cancel()
        self._drawing.clear()
        self._lay_out()
        bar.setValue(0 if at_top else int(middle * self._height() - height / 2))
        self.zoomed.emit(self.zoom)

    def zoom_in(self) -> None:
        """Show pages one step larger."""
        self.set_zoom(next((each for each in STEPS if each > self.zoom + 0.001), STEPS[-1]))

    def zoom_out(self) -> None:
        """Show pages one step smaller."""
        below = [each for each in STEPS if each < self.zoom - 0.001]
        self.set_zoom(below[-1] if below else STEPS[0])

    def fit_to(self, fit: Fit) -> None:
        """Show pages as wide as the view, or whole."""
        self.fit = fit
        self._apply_fit()

    def _apply_fit(self) -> None:
        """Find the zoom that fits, for as long as fitting is asked."""
        if self.preview is None or not self.fit:
            return
        width, height = self.preview.page_size(0)
        room = self.viewport().size()
        wide = (room.width() - 2 * _GAP) / (width * SCREEN)
        high = (room.height() - 2 * _GAP) / (height * SCREEN)
        self.set_zoom(wide if self.fit == "width" else min(wide, high), self.fit)

    # Where pages are

    def _scale(self) -> float:
        """Return how many drawn pixels there are to the point."""
        return round(self.zoom * SCREEN * self.devicePixelRatioF(), 4)

    def _size(self, page: int) -> tuple[float, float]:
        """Return a page's size on screen."""
        width, height = self.preview.page_size(page) if self.preview else (0.0, 0.0)
        return width * self.zoom * SCREEN, height * self.zoom * SCREEN

    def _height(self) -> float:
        """Return how high all pages are together."""
        return self._tops[-1] if self._tops else 0.0

    def _lay_out(self) -> None:
        """Find where each page begins, and how far one can scroll."""
        count = self.preview.page_count if self.preview else 0
        self._tops, widest = [float(_GAP)], 0.0
        for page in range(count):
            width, height = self._size(page)
            widest = max(widest, width)
            self._tops.append(self._tops[-1] + height + _GAP)
        view = self.viewport().size()
        for bar, whole, shown in (
            (self.verticalScrollBar(), self._height(), view.height()),
            (self.horizontalScrollBar(), widest + 2 * _GAP, view.width()),
        ):
            bar.setRange(0, max(0, int(whole) - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(_LINE)
        self._note_page()
        self.viewport().update()

    def _room(self, page: int) -> QRectF:
        """Return where a page is in the whole of all pages."""
        width, height = self._size(page)
        left = max((self.viewport().width() - width) / 2, float(_GAP))
        return QRectF(left, self._tops[page], width, height)

    def _on_page(self, page: int, box: tuple[float, float, float, float]) -> QRectF:
        """Return where a rectangle in points is in the whole of all pages."""
        corner = self._room(page).topLeft()
        points = self.zoom * SCREEN
        left, top, right, bottom = (each * points for each in box)
        return QRectF(QPointF(left, top), QPointF(right, bottom)).translated(corner)

    def _in_sight(self) -> list[int]:
        """Return the pages that are visible now."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            page
            for page in range(len(self._tops) - 1)
            if self._tops[page] < bottom and self._tops[page + 1] > top
        ]

    def _note_page(self) -> None:
        """Say which page is in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        pages = [page for page, top in enumerate(self._tops[:-1]) if top <= middle]
        page = pages[-1] if pages else 0
        if page != self._page:
            self._page = page
        self.turned.emit(page)

    # Drawing

    def _ask(self, page: int) -> None:
        """Let a page be drawn in a thread, once."""
        preview, scale = self.preview, self._scale()
        place = (page, scale)
        if preview is None or place in self._images or place in self._drawing:
            return
        self._drawing[place] = self.ask_pages(
            _("Drawing a page"),
            preview,
            lambda: preview.render(page, scale),
            lambda image: self._take(place, image),
        )

    def ask_pages(
        self, title: str, preview: Preview, ask: Callable[[], T], then: Callable[[T], None]
    ) -> Job:
        """Ask something of the pages in a thread; nothing comes once they are closed."""

        def work(job: Job) -> T:
            if job.cancelled:
                raise Cancelled
            try:
                return ask()
            except PreviewClosed:
                raise Cancelled from None

        def take(answer: T) -> None:
            if preview is self.preview:
                then(answer)

        return self._jobs.start(title, work, take, quiet=True)

    def _take(self, place: tuple[int, float], drawn: PageImage) -> None:
        """Keep a drawn page, and let go of those drawn longest ago."""
        self._drawing.pop(place, None)
        stride = drawn.width * 3
        image = QImage(drawn.rgb, drawn.width, drawn.height, stride, QImage.Format.Format_RGB888)
        self._images[place] = image.copy()
        while sum(each.sizeInBytes() for each in self._images.values()) > _MOST_KEPT:
            if len(self._images) == 1:
                break
            self._images.popitem(last=False)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, with what was searched marked on them."""
        painter = QPainter(self.viewport())
        colours = colours_now()
        painter.fillRect(self.viewport().rect(), QColor(colours.raised))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for page in self._in_sight():
            self._paint_page(painter, page, QColor(colours.line))
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, edge: QColor) -> None:
        """Draw one page, white until its picture arrives."""
        room = self._room(page)
        painter.fillRect(room, QColor("#ffffff"))
        place = (page, self._scale())
        image = self._images.get(place)
        if image is None:
            self._ask(page)
            image = next((kept for key, kept in self._images.items() if key[0] == page), None)
        else:
            self._images.move_to_end(place)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, image)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        for number, (on, rectangles) in enumerate(self.hits):
            if on == page:
                for box in rectangles:
                    self._paint_hit(painter, self._on_page(page, box), number == self.hit)

    def _paint_hit(self, painter: QPainter, room: QRectF, current: bool) -> None:  # noqa: FBT001
        """Mark a place; the current one has a frame as well."""
        painter.fillRect(room, _CURRENT_HIT if current else _HIT)
        if current:
            painter.setPen(QPen(QColor("#9b1c1c"), 2))
            painter.drawRect(room.adjusted(-2, -2, 2, 2))

    # Hands

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or only lay out again."""
        super().resizeEvent(event)
        self._waiting.setGeometry(self.viewport().rect())
        if self.fit:
            self._apply_fit()
        else:
            self._lay_out()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with the wheel and Ctrl."""
        control = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and event.modifiers() & control:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            return True
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and zoom by keys."""
        keys, bar = Qt.Key, self.verticalScrollBar()
        page = bar.pageStep() - _LINE
        moves = {
            keys.Key_Home: -bar.maximum(),
            keys.Key_End: bar.maximum(),
            keys.Key_PageDown: page,
            keys.Key_Space: page,
            keys.Key_PageUp: -page,
        }
        zooms = {
            keys.Key_Plus: self.zoom_in,
            keys.Key_Equal: self.zoom_in,
            keys.Key_Minus: self.zoom_out,
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(bar.value() + moves[key])
        elif key in zooms:
            zooms[key]()
        else:
            super().keyPressEvent(event)
