"""Pictures of good and bad, and of how a step is done: small, enlarged by a tap, compared."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qc_desk.domain.picture_words import PictureRow, Shows
from qc_desk.i18n import _
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import empty, words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.flow import Flow
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.canvas import Canvas
from qc_desk.ui.photos.sketch import Sketch
from qc_desk.ui.theme import SPACE_M, SPACE_S, SPACE_XS, Tone, Type

_SMALL, _SHARE = QSize(132, 99), 0.94
TONES = {Shows.GOOD: Tone.PASS, Shows.BAD: Tone.FAIL, Shows.STEP: Tone.INFO}
Mine = Callable[[], Sequence[QPixmap]]


def heading_of(shows: Shows) -> str:
    """Return what stands over a picture."""
    return {
        Shows.GOOD: _("This is good"),
        Shows.BAD: _("This is bad"),
        Shows.STEP: _("How it is done"),
    }[shows]


class Gallery(QWidget):
    """Pictures beside each other, each with its word; hidden while there are none."""

    def __init__(self, mine: Mine | None = None) -> None:
        """Begin empty; ``mine`` returns the photos that were taken here, to compare them."""
        super().__init__()
        self._kit: Kit | None = None
        self._mine = mine
        self._drawn: dict[int, QPixmap] = {}
        self.rows: tuple[PictureRow, ...] = ()
        self.buttons: list[QPushButton] = []
        self._flow = Flow(self)
        self.hide()

    def bind(self, kit: Kit) -> None:
        """Read pictures from the record of this window."""
        self._kit = kit

    def show_rows(self, rows: tuple[PictureRow, ...]) -> None:
        """Show pictures."""
        if rows == self.rows or self._kit is None:
            return
        self.rows, self.buttons = rows, []
        empty(self._flow)
        for number, row in enumerate(rows, start=1):
            self._flow.addWidget(self._one(row, number))
        self.setVisible(bool(rows))
        self.updateGeometry()

    def _one(self, row: PictureRow, number: int) -> QWidget:
        """Return a picture with its word above and its caption below."""
        made = QPushButton(QIcon(self._small(row)), "")
        made.setIconSize(_SMALL)
        made.setFixedSize(_SMALL + QSize(12, 12))
        said = _("Picture {number}, {what}: show it large")
        made.setAccessibleName(said.format(number=number, what=heading_of(row.shows)))
        made.setToolTip(row.caption or made.accessibleName())
        made.clicked.connect(lambda: self._enlarge(row))
        self.buttons.append(made)
        box = QWidget()
        box.setFixedWidth(made.width())
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        if row.shows is not Shows.STEP:
            column.addWidget(Badge(row.shows.label, TONES[row.shows]))
        column.addWidget(made)
        if row.caption:
            caption = words(row.caption, Type.SMALL)
            caption.setMaximumHeight(3 * caption.fontMetrics().lineSpacing())
            column.addWidget(caption)
        column.addStretch(1)
        return box

    def _small(self, row: PictureRow) -> QPixmap:
        """Return the small picture, read once."""
        from qc_desk.services.pictures import picture_thumbnail  # noqa: PLC0415 (not at start)

        kit = self._kit
        if row.picture_id not in self._drawn and kit is not None:
            picture = QPixmap()
            picture.loadFromData(kit.records.read(lambda s: picture_thumbnail(s, row.picture_id)))
            self._drawn[row.picture_id] = picture
        return self._drawn[row.picture_id]

    def _enlarge(self, row: PictureRow) -> None:
        if self._kit is not None:
            mine = self._mine() if self._mine is not None else ()
            PictureDialog(self._kit, self.window(), row, mine).exec()


def gallery(kit: Kit, rows: tuple[PictureRow, ...]) -> Gallery:
    """Return a gallery of pictures to look at."""
    made = Gallery()
    made.bind(kit)
    made.show_rows(rows)
    return made


class PictureDialog(Dialog):
    """One picture as large as the window; beside it, when asked for, a photo taken here."""

    def __init__(
        self, kit: Kit, parent: QWidget, row: PictureRow, mine: Sequence[QPixmap] = ()
    ) -> None:
        """Read the picture and show it."""
        from qc_desk.services.pictures import picture_image  # noqa: PLC0415 (not at start)

        super().__init__(parent, heading_of(row.shows), row.caption)
        picture = QPixmap()
        picture.loadFromData(kit.records.read(lambda s: picture_image(s, row.picture_id)))
        self._mine, self._at = tuple(mine), len(mine) - 1
        self.across = QHBoxLayout()
        self.across.setSpacing(SPACE_M)
        self.across.addWidget(_titled(heading_of(row.shows), picture, TONES[row.shows]))
        self.body.addLayout(self.across, stretch=1)
        self.beside: QWidget | None = None
        self.compare = button(_("Compare with my photo"), self.toggle, "", "columns-2")
        self.compare.setVisible(bool(self._mine))
        self.compare.setAutoDefault(False)
        self.verbs.insertWidget(0, self.compare)
        self.other = button(_("Another of my photos"), self.next, "", "chevron-right")
        self.other.setAutoDefault(False)
        self.other.hide()
        self.verbs.insertWidget(1, self.other)
        self.add_verb(_("Close"), "primary", accepts=False).setFocus()
        room = parent.size() * _SHARE
        self.resize(room)

    def toggle(self) -> None:
        """Put a photo that was taken here beside the picture, or take it away again."""
        beside = self.beside is None
        if beside:
            self.beside = _titled(_("My photo"), self._mine[self._at], Tone.CALM)
            self.across.addWidget(self.beside)
        else:
            self._take_away()
        self.other.setVisible(beside and len(self._mine) > 1)
        self.compare.setText(_("Only the picture") if beside else _("Compare with my photo"))

    def next(self) -> None:
        """Compare with another photo that was taken here."""
        self._at = (self._at - 1) % len(self._mine)
        self._take_away()
        self.toggle()

    def _take_away(self) -> None:
        if self.beside is not None:
            self.across.removeWidget(self.beside)
            self.beside.deleteLater()
            self.beside = None


def _titled(title: str, picture: QPixmap, tone: Tone) -> QWidget:
    """Return a picture as large as there is room, with its word above."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_S)
    column.addWidget(Badge(title, tone), 0, Qt.AlignmentFlag.AlignLeft)
    column.addWidget(Canvas(picture, Sketch(), may_draw=False), stretch=1)
    return box
