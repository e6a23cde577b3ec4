"""Pictures that the customer sent."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.services.complaint_photos import attach_photo
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.photos import PreparedPhoto, read_photo
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.files import choose_files, photos_to_read
from qc_desk.ui.jobs import Job
from qc_desk.ui.pages import Kit
from qc_desk.ui.picture_strip import PictureStrip


def _read(file: Path, _job: Job) -> PreparedPhoto:
    """Read a photo; a job of its own."""
    return read_photo(file)


class PhotosCard(Card):
    """The pictures of a complaint, and the way to add more."""

    def __init__(self, kit: Kit, parent: QWidget, detail: ComplaintDetail) -> None:
        """Show the small copies."""
        super().__init__(_("Photos"))
        self._kit, self._parent, self._detail = kit, parent, detail
        if detail.may_change:
            self.verbs.addWidget(button(_("Add photos…"), self._choose, "", "camera"))
        if detail.photos:
            keys = [PhotoKey(photo.id, of_complaint=True) for photo in detail.photos]
            self.body.addWidget(PictureStrip(kit, keys))
        else:
            said = _("Ask the customer for a picture: it saves a journey.")
            self.body.addWidget(words(said, quiet=True))

    def _choose(self) -> None:
        """Ask for files and keep them."""
        self.add(choose_files(self._parent, _("Photos"), photos_to_read()))

    def add(self, files: list[Path]) -> None:
        """Read photos beside the window and keep each when it is ready."""
        for file in files:
            self._kit.jobs.start(
                _("Reading photo {name}").format(name=file.name),
                partial(_read, file),
                self._keep,
            )

    def _keep(self, prepared: PreparedPhoto) -> None:
        """Keep a photo with the complaint."""
        person, at = self._kit.presence.person, self._kit.records.now()
        if person is not None:
            by, found = person.person_id, self._detail.id
            self._kit.records.change(lambda s: attach_photo(s, found, prepared, "", by, at))
