"""Photos at an item: from files, dropped and pasted, for the item or for its defect."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QPixmap

from qc_desk.services.check_sheets import SheetItem
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.photos import PhotoPlace, PreparedPhoto, photo_image
from qc_desk.ui.check.recorder import Recorder
from qc_desk.ui.check.sheet_view import SheetView
from qc_desk.ui.photos.dialog import look_at
from qc_desk.ui.photos.painting import marked

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage


class PhotoWork(QObject):
    """The acts on photos."""

    def __init__(self, page: "CheckPage") -> None:
        """Act for a page."""
        super().__init__(page)
        self.page = page

    def connect_to(self, view: SheetView) -> None:
        """Hear what is chosen, pasted and dropped."""
        view.card.pictures.bind(self.page.kit)
        view.card.read_mine = self._my_photos
        view.card.photos.files_chosen.connect(self._add_files)
        view.card.photos.picture_pasted.connect(self._add_pasted)
        view.card.photos.opened.connect(self._enlarge)
        view.defect.photos.files_chosen.connect(self._add_defect_files)
        view.defect.photos.picture_pasted.connect(self._add_defect_picture)
        view.photos_dropped.connect(self._take_dropped)

    def _place(self) -> PhotoPlace:
        """Where a photo belongs that is added now."""
        return PhotoPlace(item_id=self.page.item.item_id, unit_number=self.page.item.unit_number)

    def _add_files(self, files: list[Path]) -> None:
        """Read photos and attach them to the item that is at work now, wherever one is by then."""
        recorder, place = self.page.recorder, self._place()
        if recorder is not None:
            recorder.read_files(files, lambda made: recorder.attach(made, place))

    def _add_pasted(self, raw: bytes) -> None:
        """Read a pasted picture and attach it to the item that is at work now."""
        recorder, place = self.page.recorder, self._place()
        if recorder is not None:
            recorder.read_pasted(raw, lambda made: recorder.attach(made, place))

    def attach(self, prepared: PreparedPhoto) -> None:
        """Attach a photo to the item at work."""
        if self.page.recorder is not None:
            self.page.recorder.attach(prepared, self._place())

    def _add_defect_files(self, files: list[Path]) -> None:
        """Read photos for the defect that is being entered."""
        if self.page.recorder is not None:
            self.page.recorder.read_files(files, self._hold_for_defect())

    def _add_defect_picture(self, raw: bytes) -> None:
        """Read a pasted picture for the defect that is being entered."""
        if self.page.recorder is not None:
            self.page.recorder.read_pasted(raw, self._hold_for_defect())

    def _hold_for_defect(self) -> "Held":
        """Return what keeps a photo for this defect; when its capture is closed, with the item."""
        return Held(self.page, self.page.recorder, self._place())

    def _take_dropped(self, mime: QMimeData) -> None:
        """Take dropped photos for the defect that is being entered, else for the item."""
        if self.page.sheet is None or self.page.at_summary:
            return
        catching = self.page.view.defect.isVisible()
        strip = self.page.view.defect.photos if catching else self.page.view.card.photos
        strip.take(mime)

    def _my_photos(self, item: SheetItem) -> list[QPixmap]:
        """Return the photos taken at an item, large, to hold them against a picture of good."""
        found = []
        for photo in item.photos:
            made = QPixmap()
            made.loadFromData(self.page.kit.records.read(partial(photo_image, photo_id=photo.id)))
            found.append(marked(made, photo.shapes))
        return found

    def _enlarge(self, photo_id: int) -> None:
        """Show a photo large, with the tools to mark it."""
        look_at(self.page.kit, self.page, PhotoKey(photo_id))


class Held:
    """Takes a photo that was read for a defect to where it belongs by then."""

    def __init__(self, page: "CheckPage", recorder: Recorder | None, place: PhotoPlace) -> None:
        """Remember for which item the photo was taken."""
        self._page, self._recorder, self._place = page, recorder, place

    def __call__(self, prepared: PreparedPhoto) -> None:
        """Hold the photo while its defect is being entered; else keep it with the item."""
        page = self._page
        open_at = page.view.defect.item if page.view.defect.isVisible() else None
        same = open_at is not None and self._place == PhotoPlace(
            item_id=open_at.item_id, unit_number=open_at.unit_number
        )
        if same and page.recorder is self._recorder:
            page.view.defect.add_photo(prepared)
        elif self._recorder is not None:
            self._recorder.attach(prepared, self._place)
