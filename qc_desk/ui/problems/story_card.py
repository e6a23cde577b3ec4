"""The story of a problem, drawn as a time line; arcs lead from a promise to what refuted it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_datetime, ngettext
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.chart import ChartView
from qc_desk.ui.chart_file import save_picture
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.problems.story import Entry, story
from qc_desk.ui.problems.story_chart import place_of, story_chart
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XS, WARDROBE, Tone, Type, colours_now, font

_FIRST = 25  # entries that are shown at once
_NODE = 15  # px, radius
_SPINE = 56  # px from the left, the arcs stand before it


class StoryCard(Card):
    """Everything that happened, the newest first."""

    def __init__(self, kit: Kit, detail: ProblemDetail, zone: str) -> None:
        """Draw the story in a time zone given by its IANA name."""
        super().__init__(_("The story"))
        entries, go_to = story(detail), kit.go_to
        chart = story_chart(detail, zone)
        if chart is not None:
            self.chart = ChartView(chart, _("When it was seen, and what was promised"))
            self.chart.chosen.connect(lambda key: go_to(*place_of(key)))
            self.body.addWidget(self.chart)
            save = partial(save_picture, self, chart, detail.name, kit.messages.refuse)
            picture = button(_("Save the picture…"), save, "plain", "download")
            self.body.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft)
        self.line = TimeLine(entries[:_FIRST], zone, go_to)
        self.body.addWidget(self.line)
        left = len(entries) - _FIRST
        if left > 0:
            said = ngettext("Show {count} older entry", "Show {count} older entries", left)
            self.more = button(said.format(count=left), lambda: self._all(entries, zone, go_to))
            self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _all(self, entries: Sequence[Entry], zone: str, go_to: Callable[..., None]) -> None:
        """Draw the whole story."""
        self.more.hide()
        older = TimeLine(entries, zone, go_to)
        self.body.replaceWidget(self.line, older)
        self.line.deleteLater()
        self.line = older


class TimeLine(QWidget):
    """Entries below each other, with a spine, a node for each, and arcs of refutation."""

    def __init__(self, entries: Sequence[Entry], zone: str, go_to: Callable[..., None]) -> None:
        """Lay out the words; the picture is drawn beside them."""
        super().__init__()
        self.entries = list(entries)
        self._heads: list[QWidget] = []
        self._warnings: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_SPINE + _NODE + SPACE_M, 0, 0, 0)
        column.setSpacing(SPACE_L)
        for entry in self.entries:
            column.addLayout(self._lay_out(entry, zone, go_to))
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def _lay_out(self, entry: Entry, zone: str, go_to: Callable[..., None]) -> QHBoxLayout:
        """Return the words of an entry, with the way to what they are about."""
        lines = QVBoxLayout()
        lines.setSpacing(SPACE_XS)
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addLayout(lines, stretch=1)
        head = words(entry.headline, Type.STRONG)
        head.setMinimumHeight(2 * _NODE)
        lines.addWidget(head)
        if entry.place is not None:
            place = entry.place
            made = button(_("Open"), lambda: go_to(*place), "plain", "arrow-right")
            made.setAccessibleName(_("Open: {what}").format(what=entry.headline))
            first.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._heads.append(head)
        if entry.refuted:
            warning = words(entry.refuted, Type.STRONG)
            self._warnings.append(warning)
            lines.addWidget(warning)
        moment = format_datetime(entry.at, zone)
        lines.addWidget(words(f"{entry.told}\n{moment}", Type.SMALL, quiet=True))
        return first

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(Tone.FAIL)
        for label in self._warnings:
            label.setStyleSheet(f"color: {ink.text};")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the spine, the arcs and the nodes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = [self._place(head) for head in self._heads]
        if places:
            painter.setPen(QPen(QColor(colours_now().line), 2))
            painter.drawLine(places[0], places[-1])
        self._draw_arcs(painter, places)
        for entry, place in zip(self.entries, places, strict=True):
            _draw_node(painter, entry, place)
        painter.end()

    def _place(self, head: QWidget) -> QPointF:
        """Return where the node of an entry is: beside its first line."""
        return QPointF(_SPINE, head.y() + min(head.height() / 2, _NODE + SPACE_XS))

    def _draw_arcs(self, painter: QPainter, places: Sequence[QPointF]) -> None:
        """Lead from each promise or claim that did not hold to what has shown it."""
        seen = {e.sighting: n for n, e in enumerate(self.entries) if e.sighting is not None}
        ink = colours_now().ink(Tone.FAIL)
        number = 0
        for below, entry in enumerate(self.entries):
            above = seen.get(entry.refuted_by) if entry.refuted_by is not None else None
            if above is None:
                continue
            begin, end = places[below], places[above]
            reach = 22 + 9 * (number % 3)  # arcs that lie over each other stay apart
            number += 1
            path = QPainterPath(QPointF(begin.x() - _NODE, begin.y()))
            left = begin.x() - _NODE - reach
            path.cubicTo(
                QPointF(left, begin.y()),
                QPointF(left, end.y()),
                QPointF(end.x() - _NODE - 5, end.y()),
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink.solid), 2, Qt.PenStyle.DashLine))
            painter.drawPath(path)
            _draw_head(painter, QPointF(end.x() - _NODE - 1, end.y()), QColor(ink.solid))


def _draw_head(painter: QPainter, tip: QPointF, colour: QColor) -> None:
    """Draw the head of an arrow that points to the right."""
    path = QPainterPath(tip)
    path.lineTo(tip.x() - 8, tip.y() - 5)
    path.lineTo(tip.x() - 8, tip.y() + 5)
    path.closeSubpath()
    painter.fillPath(path, colour)


def _draw_node(painter: QPainter, entry: Entry, place: QPointF) -> None:
    """Draw the node of an entry: its tone and its icon."""
    ink = colours_now().ink(entry.tone)
    room = QRectF(place.x() - _NODE, place.y() - _NODE, 2 * _NODE, 2 * _NODE)
    painter.setPen(QPen(QColor(ink.line), 1.5))
    painter.setBrush(QColor(ink.ground))
    painter.drawEllipse(room)
    picture = pixmap(entry.picture, ink.text, 18)
    painter.drawPixmap(int(place.x()) - 9, int(place.y()) - 9, picture)
    painter.setFont(font(Type.BODY))
