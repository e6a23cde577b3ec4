"""The defect at an item: what is typed about it is kept, and its photos go with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qc_desk.services.defect_codes import defect_code_rows
from qc_desk.services.photos import PhotoPlace
from qc_desk.services.recurrences import recurrence_of
from qc_desk.ui.check.defect_panel import CaughtDefect
from qc_desk.ui.check.photo_work import PhotoWork
from qc_desk.ui.check.sheet_view import SheetView

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage


class DefectWork(QObject):
    """The acts of the defect capture."""

    def __init__(self, page: "CheckPage", photos: PhotoWork) -> None:
        """Act for a page; photos of a defect that is not recorded go to ``photos``."""
        super().__init__(page)
        self.page = page
        self._photos = photos

    def connect_to(self, view: SheetView) -> None:
        """Hear what is chosen and typed."""
        view.defect.saved.connect(self._save)
        view.defect.same_chosen.connect(self._same)
        view.defect.skipped.connect(self._skip)
        view.defect.coded.connect(self._tell_recurrence)
        view.defect.typed.connect(self._keep_draft)

    def ask(self, index: int) -> None:
        """Open the defect capture at an item."""
        self.page.go_to_item(index)
        if self.page.sheet is None:
            return
        codes = self.page.kit.records.read(defect_code_rows)
        draft = self.page.kit.drafts.get(self._key()) or {}  # asking empties the fields
        self.page.view.defect.ask(self.page.sheet, self.page.item, codes)
        self.page.view.defect.put_back(draft)
        self.page.view.show_defect(shown=True)

    def _tell_recurrence(self, code_id: int) -> None:
        """Say what is known of the defect that is being recorded: from decided rounds only."""
        sheet, item = self.page.sheet, self.page.view.defect.item
        if sheet is None or item is None:
            return
        at = self.page.kit.records.now()
        row = self.page.kit.records.read(
            lambda s: recurrence_of(s, sheet.product_id, code_id, item.item_id, at)
        )
        self.page.view.defect.tell_recurrence(row)

    def leave(self) -> None:
        """Lose nothing when the capture is left: its words are kept, its photos go to the item."""
        item, recorder = self.page.view.defect.item, self.page.recorder
        if item is None or recorder is None or not self.page.view.defect.isVisibleTo(self.page):
            return
        self._keep_draft()
        place = PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
        pending, self.page.view.defect.pending = self.page.view.defect.pending, []
        self.page.view.show_defect(shown=False)
        for prepared in pending:
            recorder.attach(prepared, place)

    def _key(self) -> str:
        """Return the key under which an unfinished defect is kept."""
        return f"{self.page.draft_key()}/defect"

    def _keep_draft(self) -> None:
        """Keep what is typed about the defect."""
        draft = self.page.view.defect.draft()
        if draft:
            self.page.kit.drafts.keep(self._key(), draft)
        else:
            self.page.kit.drafts.forget(self._key())

    def _save(self, caught: CaughtDefect) -> None:
        """Keep the defect and go on."""
        if self.page.recorder is not None and self.page.recorder.defect(caught):
            self.page.kit.drafts.forget(self._key())
            self._close()

    def _same(self, defect_id: int) -> None:
        """Note the same defect at this item and go on."""
        recorder = self.page.recorder
        if recorder is not None and recorder.same_defect(defect_id, self.page.item):
            self.page.kit.drafts.forget(self._key())
            self._keep_pending()
            self._close()

    def _skip(self) -> None:
        """Leave the capture; photos taken for it stay with the item."""
        self._keep_pending()
        self._close()

    def _keep_pending(self) -> None:
        """Attach photos that were taken for a defect which is not recorded here."""
        pending, self.page.view.defect.pending = self.page.view.defect.pending, []
        for prepared in pending:
            self._photos.attach(prepared)

    def _close(self) -> None:
        """Close the capture and go on."""
        self.page.view.defect.pending = []
        self.page.view.show_defect(shown=False)
        if self.page.item.needs_photo:
            self.page.show_sheet()
        else:
            self.page.go_on()
