"""Photos of an item or a defect: from a file, dropped or pasted; small, enlarged by a tap."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.overlay import Shapes
from qc_desk.i18n import _
from qc_desk.services.check_sheets import PhotoRow, SheetItem
from qc_desk.ui.buttons import Button
from qc_desk.ui.files import choose_files, photos_to_read
from qc_desk.ui.icons import pixmap
from qc_desk.ui.overrides import override
from qc_desk.ui.photos.painting import marked
from qc_desk.ui.theme import RADIUS, SPACE_S, WARDROBE, Tone, colours_now

_SIDE, _LARGEST = 72, 260  # px: a photo is as high as the room allows
_MOST_SHOWN = 5


class PhotoStrip(QWidget):
    """A row of thumbnails with a button to add, and the demand where a photo is required."""

    files_chosen = Signal(list)
    picture_pasted = Signal(bytes)
    opened = Signal(int)

    def __init__(self) -> None:
        """Begin without photos."""
        super().__init__()
        self.add = Button(_("Add photo…"), "", "camera")
        self.add.setToolTip(_("Or drop a file here, or paste a picture with Ctrl+V."))
        self.add.clicked.connect(self.choose_files)
        self.paste = Button(_("Paste"), "", "copy")
        self.paste.clicked.connect(self.paste_picture)
        QGuiApplication.clipboard().dataChanged.connect(self._look_at_clipboard)
        self.demand = QLabel(wordWrap=True)
        self._picture = QLabel()
        self.thumbnails: list[Thumbnail] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE_S)
        bottom = Qt.AlignmentFlag.AlignBottom
        self._row.addWidget(self.add, 0, bottom)
        self._row.addWidget(self.paste, 0, bottom)
        self._row.addStretch(1)
        warning = QHBoxLayout()
        warning.addWidget(self._picture)
        warning.addWidget(self.demand, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(warning)
        column.addLayout(self._row)
        WARDROBE.changed.connect(self._dress)
        self._dress()
        self._look_at_clipboard()

    def show_item(self, item: SheetItem) -> None:
        """Show an item's photos, and the demand if it needs one and has none."""
        self.demand_photo(wanted=item.needs_photo)
        self.show_photos(item.photos)

    def demand_photo(self, *, wanted: bool) -> None:
        """Say that a photo is required, or nothing."""
        self.demand.setText(
            _("This item needs a photo. Without it the check cannot be signed.") if wanted else ""
        )
        self.demand.setVisible(wanted)
        self._picture.setVisible(wanted)

    def show_photos(self, photos: Sequence[PhotoRow]) -> None:
        """Show the newest thumbnails."""
        self.clear()
        hidden = max(0, len(photos) - _MOST_SHOWN)
        for photo in photos[hidden:]:
            made = self.add_thumbnail(photo.thumbnail, photo.caption, photo.shapes)
            made.clicked.connect(lambda _on=False, photo_id=photo.id: self.opened.emit(photo_id))

    def add_thumbnail(
        self, thumbnail: bytes, caption: str = "", shapes: Shapes = ()
    ) -> "Thumbnail":
        """Show one more thumbnail with its marks; returns its button."""
        made = Thumbnail(thumbnail, shapes)
        said = _("Photo {number}, enlarge").format(number=len(self.thumbnails) + 1)
        made.setAccessibleName(f"{said} {caption}".strip())
        made.setToolTip(caption or said)
        self.thumbnails.append(made)
        self._row.insertWidget(len(self.thumbnails) - 1, made)
        self._share_room()
        return made

    def clear(self) -> None:
        """Show no thumbnails."""
        for each in self.thumbnails:
            self._row.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.thumbnails = []
        self._share_room()

    def _share_room(self) -> None:
        """Let photos grow into free room, as long as all of them have a place in the row."""
        count = len(self.thumbnails)
        grows = QSizePolicy.Policy.Expanding if count else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)
        if not count:
            return
        buttons = [each for each in (self.add, self.paste) if each.isVisibleTo(self)]
        taken = sum(each.sizeHint().width() + SPACE_S for each in buttons)
        share = (self.width() - taken) // count - SPACE_S
        for each in self.thumbnails:
            each.setMaximumHeight(min(_LARGEST, max(_SIDE, int(share / each.shape))))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._share_room()

    def choose_files(self) -> None:
        """Let photos be chosen from files."""
        found = choose_files(self, _("Add photo"), photos_to_read())
        if found:
            self.files_chosen.emit(found)

    def paste_picture(self) -> None:
        """Take the picture or the files that were copied."""
        copied = _copied()
        if copied is not None:
            self.take(copied)

    def _look_at_clipboard(self) -> None:
        """Allow pasting while there is something to paste."""
        copied = _copied()
        self.paste.setVisible(copied is not None and (copied.hasImage() or copied.hasUrls()))

    def take(self, mime: QMimeData) -> bool:
        """Take photos out of what was dropped or pasted; false when there are none."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.files_chosen.emit(files)
            return True
        if mime.hasImage():
            self.picture_pasted.emit(_as_png(QImage(mime.imageData())))
            return True
        return False

    def _dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(Tone.WARN).text
        self._picture.setPixmap(pixmap("camera", ink, 22))
        self.demand.setStyleSheet(f"color: {ink}; font-weight: bold;")


def _copied() -> QMimeData | None:
    """Return what is on the clipboard; its stubs do not know that it can be nothing."""
    copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return copied


def _as_png(image: QImage) -> bytes:
    """Return a picture from the clipboard as a file would hold it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs want bytes
    return bytes(buffer.data().data())


class Thumbnail(QAbstractButton):
    """A small photo that is enlarged by a tap; it keeps its shape at any height."""

    def __init__(self, picture: bytes, shapes: Shapes = ()) -> None:
        """Show a picture with its marks."""
        super().__init__()
        plain = QPixmap()
        plain.loadFromData(picture)
        self._drawn = marked(plain, shapes)
        self.setMinimumHeight(_SIDE)
        self.setMaximumHeight(_LARGEST)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keep_shape()

    @property
    def shape(self) -> float:
        """How much wider than high the photo is, within reason."""
        high = self._drawn.height() or 1
        return min(2.0, max(0.5, self._drawn.width() / high))

    @override
    def sizeHint(self) -> QSize:
        """Ask for the least height; the layout gives more where there is more."""
        return QSize(int(_SIDE * self.shape), _SIDE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height."""
        super().resizeEvent(event)
        self._keep_shape()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo within its frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = colours_now()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.setClipPath(outline)
        if not self._drawn.isNull():
            size = self._drawn.size().scaled(
                self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawPixmap(QRect(QPoint(left, top), size), self._drawn)
        painter.setClipping(False)
        wide = 3 if self.hasFocus() else 1
        painter.setPen(
            QPen(QColor(colours.focus if self.hasFocus() else colours.field_line), wide)
        )
        painter.drawPath(outline)
        painter.end()

    def _keep_shape(self) -> None:
        """Be as wide as the height and the photo's shape ask for."""
        self.setFixedWidth(int(max(self.height(), _SIDE) * self.shape))
