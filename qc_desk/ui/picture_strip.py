"""Photos that are kept, small; one tap shows a photo large."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from qc_desk.i18n import _
from qc_desk.services.photos import photo_image, photo_thumbnail
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.flow import Flow
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Read = Callable[["Session", int], bytes]
_SMALL = QSize(120, 90)


class PictureStrip(QWidget):
    """Small photos beside each other."""

    def __init__(
        self,
        kit: Kit,
        photo_ids: tuple[int, ...],
        small: Read = photo_thumbnail,
        large: Read = photo_image,
    ) -> None:
        """Read and show the small copies; ``small`` and ``large`` read the bytes of a photo."""
        super().__init__()
        self._kit, self._read_small, self._read_large = kit, small, large
        flow = Flow(self)
        for place, photo_id in enumerate(photo_ids, start=1):
            flow.addWidget(self._small(photo_id, place, len(photo_ids)))

    def _small(self, photo_id: int, place: int, count: int) -> QPushButton:
        """Return a button that shows one photo."""
        picture = QPixmap()
        picture.loadFromData(self._kit.records.read(lambda s: self._read_small(s, photo_id)))
        made = QPushButton(QIcon(picture), "")
        made.setIconSize(_SMALL)
        made.setFixedSize(_SMALL + QSize(12, 12))
        said = _("Photo {place} of {count}: show it large")
        made.setAccessibleName(said.format(place=place, count=count))
        made.setToolTip(made.accessibleName())
        made.clicked.connect(lambda: self._show(photo_id))
        return made

    def _show(self, photo_id: int) -> None:
        """Show a photo as large as the screen takes."""
        picture = QPixmap()
        picture.loadFromData(self._kit.records.read(lambda s: self._read_large(s, photo_id)))
        room = QGuiApplication.primaryScreen().availableSize() * 0.75
        fitted = picture.scaled(
            room,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        dialog = Dialog(self.window(), _("Photo"))
        label = QLabel()
        label.setPixmap(fitted if picture.width() > room.width() else picture)
        dialog.body.addWidget(label)
        dialog.add_verb(_("Close"), "primary", accepts=False).setDefault(True)
        dialog.exec()
