"""Photos that are kept, small; one tap shows a photo large."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from qc_desk.i18n import _
from qc_desk.services.photo_views import PhotoKey, small_photo
from qc_desk.ui.flow import Flow
from qc_desk.ui.pages import Kit
from qc_desk.ui.photos.dialog import look_at
from qc_desk.ui.photos.painting import marked

_SMALL = QSize(120, 90)


class PictureStrip(QWidget):
    """Small photos beside each other."""

    def __init__(self, kit: Kit, keys: Sequence[PhotoKey]) -> None:
        """Read and show the small copies with their marks."""
        super().__init__()
        self._kit = kit
        flow = Flow(self)
        for place, key in enumerate(keys, start=1):
            flow.addWidget(self._small(key, place, len(keys)))

    def _small(self, key: PhotoKey, place: int, count: int) -> QPushButton:
        """Return a button that shows one photo."""
        small = self._kit.records.read(lambda s: small_photo(s, key))
        picture = QPixmap()
        picture.loadFromData(small.thumbnail)
        made = QPushButton(QIcon(marked(picture, small.shapes)), "")
        made.setIconSize(_SMALL)
        made.setFixedSize(_SMALL + QSize(12, 12))
        said = _("Photo {place} of {count}: show it large")
        made.setAccessibleName(said.format(place=place, count=count))
        made.setToolTip(small.caption or made.accessibleName())
        made.clicked.connect(lambda: look_at(self._kit, self.window(), key))
        return made
