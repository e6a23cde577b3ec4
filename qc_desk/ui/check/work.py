"""What an inspector does at an item: answers, notes, defects, photos, and the end of the check."""

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QPixmap

from qc_desk.domain.vocabulary import ItemKind, Result, Seat
from qc_desk.i18n import _
from qc_desk.services.check_sheets import SheetItem
from qc_desk.services.defect_codes import defect_code_rows
from qc_desk.services.gauge_choices import GaugeChoice
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.photos import PhotoPlace, PreparedPhoto, photo_image
from qc_desk.services.recurrences import recurrence_of
from qc_desk.ui.check import asking, ending
from qc_desk.ui.check.defect_panel import CaughtDefect
from qc_desk.ui.check.measured_with import choose
from qc_desk.ui.check.recorder import Given, Recorder
from qc_desk.ui.check.sheet_view import SheetView
from qc_desk.ui.check.states import defects_at
from qc_desk.ui.photos.dialog import look_at
from qc_desk.ui.photos.painting import marked

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage


class Work(QObject):
    """The acts of the check page."""

    def __init__(self, page: "CheckPage") -> None:
        """Act for a page."""
        super().__init__(page)
        self.page = page
        self._gauges: dict[tuple[int, str], int] = {}  # chosen here, by person and kind

    def connect_to(self, view: SheetView) -> None:
        """Hear what is pressed, entered and dropped."""
        view.card.pictures.bind(self.page.kit)
        view.card.read_mine = self._my_photos
        view.answers.answered.connect(self.answer)
        view.answers.saving.connect(view.card.measure.enter)
        view.card.measure.entered.connect(self._measured)
        view.card.measure.measured_with.choosing.connect(self.choose_gauge)
        view.card.choices.chosen.connect(self._chosen)
        view.card.note_saving.connect(self._save_note)
        view.card.photos.files_chosen.connect(self._add_files)
        view.card.photos.picture_pasted.connect(self._add_pasted)
        view.card.photos.opened.connect(self._enlarge)
        view.defect.saved.connect(self._save_defect)
        view.defect.same_chosen.connect(self._same_defect)
        view.defect.skipped.connect(self._skip_defect)
        view.defect.coded.connect(self._tell_recurrence)
        view.defect.typed.connect(self._keep_defect_draft)
        view.defect.photos.files_chosen.connect(self._add_defect_files)
        view.defect.photos.picture_pasted.connect(self._add_defect_picture)
        view.photos_dropped.connect(self._take_dropped)

    # Answering

    def answer(self, result: Result) -> None:
        """Keep an answer to the item at work and go on; a failure asks for its defect."""
        if self.page.sheet is None or self.page.recorder is None or self.page.at_summary:
            return
        item = self.page.item
        given = Given() if result is Result.NOT_APPLICABLE else self._given()
        if given is None:
            return
        standing = item.answer
        if standing is not None and (standing.result, standing.words) == (result, given.words):
            self._after_answer()
            return
        entry = asking.answer(self.page, item, result, self.page.view.card.note_text())
        if entry is not None:
            self._keep(item, result, entry, given)

    def _given(self) -> Given | None:
        """Return what belongs to a pass or fail; None where the item is answered otherwise."""
        kind, card = self.page.item.kind, self.page.view.card
        if kind.has_value:
            card.measure.enter()
            return None
        if kind is ItemKind.CHOICE:  # what is chosen says by itself what it means
            return None
        if kind is ItemKind.TEXT and not card.written.words():
            card.written.ask()
            return None
        return Given(words=card.written.words() if kind is ItemKind.TEXT else "")

    def _chosen(self, words: str) -> None:
        """Keep what was chosen and go on; the item knows whether it is good."""
        if self.page.sheet is None or self.page.recorder is None or self.page.at_summary:
            return
        item = self.page.item
        if item.answer is not None and item.answer.words == words:
            self._after_answer()
            return
        entry = asking.value(self.page, item, self.page.view.card.note_text())
        if entry is not None:
            self._keep(item, Result.PASS, entry, Given(words=words))

    def _measured(self, value: Decimal) -> None:
        """Keep a measured value and go on."""
        item, gauge = self.page.item, self._gauge()
        if gauge is None and item.gauge and self.choose_gauge():
            gauge = self._gauge()
        standing = item.answer
        if standing is not None and (standing.value, standing.gauge_id) == (value, gauge):
            self._after_answer()
            return
        entry = asking.value(self.page, item, self.page.view.card.note_text())
        if entry is not None:
            self._keep(item, Result.PASS, entry, Given(value=value, gauge_id=gauge))

    # Measuring equipment

    def _gauge(self) -> int | None:
        """Return what is measured with now, where the item asks for it."""
        chosen = self.page.view.card.measure.measured_with.chosen
        return chosen.id if chosen is not None and self.page.item.gauge else None

    def offer_gauges(self) -> None:
        """Offer what can be measured with at the item at work, the last one used first."""
        item, recorder = self.page.item, self.page.recorder
        if not item.gauge or recorder is None:
            return
        hand = recorder.gauges(item.gauge)
        usual = self._gauges.get((recorder.by, item.gauge), hand.first)
        used = item.answer.gauge_id if item.answer is not None else None
        self.page.view.card.measure.measured_with.offer(hand, used or usual)

    def choose_gauge(self) -> bool:
        """Ask what is measured with; true when something was chosen."""
        measured_with = self.page.view.card.measure.measured_with
        chosen = choose(self.page, measured_with.hand, measured_with.chosen)
        if chosen is not None:
            self._take_gauge(chosen)
        return chosen is not None

    def scan_gauge(self, code: str) -> bool:
        """Measure with the gauge whose number was scanned; false when it is none at hand."""
        if self.page.sheet is None or self.page.at_summary or not self.page.item.gauge:
            return False
        found = self.page.view.card.measure.measured_with.hand.named(code)
        if found is None:
            return False
        if found.state.usable:
            self._take_gauge(found)
        else:
            said = _("Gauge {gauge} cannot be measured with: {state}.")
            told = said.format(gauge=found.number, state=found.state.label)
            self.page.kit.messages.warn(told, _("Take another one, or have it calibrated."))
        return True

    def _take_gauge(self, gauge: GaugeChoice) -> None:
        """Measure with a gauge from now on."""
        if self.page.recorder is not None:
            self._gauges[self.page.recorder.by, self.page.item.gauge] = gauge.id
        measured_with = self.page.view.card.measure.measured_with
        measured_with.offer(measured_with.hand, gauge.id)
        self.page.view.take_focus()

    def _save_note(self, note: str) -> None:
        """Put another note to the answer that stands, with a reason."""
        item = self.page.item
        if item.answer is None:
            return
        entry = asking.note(self.page, item, note)
        if entry is not None:
            given = Given(item.answer.value, item.answer.words, item.answer.gauge_id)
            self._keep(item, item.answer.result, entry, given, stay=True)

    def _keep(
        self,
        item: SheetItem,
        result: Result,
        entry: asking.Words,
        given: Given,
        *,
        stay: bool = False,
    ) -> None:
        """Keep an answer; what was typed stays in the fields when it is refused."""
        if self.page.recorder is None:
            return
        draft = self.page.draft()
        self.page.kit.drafts.forget(self.page.draft_key())
        kept = self.page.recorder.answer(
            item, result, given=given, note=entry.note, reason=entry.reason
        )
        if not kept:
            self._put_back(draft, entry.note, given)
            self.page.reload()
        elif not stay:
            self._after_answer()

    def _put_back(self, draft: dict[str, str], note: str, given: Given) -> None:
        """Keep what a refused answer held, so that nothing has to be typed again."""
        if note and "note" not in draft:
            draft["note"] = note
        if given.value is not None and "value" not in draft:
            draft["value"] = self.page.view.card.measure.line.text()
        if given.words and "words" not in draft and self.page.item.kind is ItemKind.TEXT:
            draft["words"] = given.words
        if draft:
            self.page.kit.drafts.keep(self.page.draft_key(), draft)

    def _after_answer(self) -> None:
        """Ask for the defect of a failure that has none; else go on."""
        sheet = self.page.sheet
        if sheet is None:
            return
        failed = self.page.item.answer is not None and self.page.item.answer.result is Result.FAIL
        if failed and not defects_at(self.page.item, sheet.defects):
            self.ask_defect(self.page.index)
        else:
            self.page.go_on()

    # Defects

    def ask_defect(self, index: int) -> None:
        """Open the defect capture at an item."""
        self.page.go_to_item(index)
        if self.page.sheet is None:
            return
        codes = self.page.kit.records.read(defect_code_rows)
        draft = self.page.kit.drafts.get(self._defect_key()) or {}  # asking empties the fields
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

    def leave_defect(self) -> None:
        """Lose nothing when the capture is left: its words are kept, its photos go to the item."""
        item, recorder = self.page.view.defect.item, self.page.recorder
        if item is None or recorder is None or not self.page.view.defect.isVisibleTo(self.page):
            return
        self._keep_defect_draft()
        place = PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
        pending, self.page.view.defect.pending = self.page.view.defect.pending, []
        self.page.view.show_defect(shown=False)
        for prepared in pending:
            recorder.attach(prepared, place)

    def _defect_key(self) -> str:
        """Return the key under which an unfinished defect is kept."""
        return f"{self.page.draft_key()}/defect"

    def _keep_defect_draft(self) -> None:
        """Keep what is typed about the defect."""
        draft = self.page.view.defect.draft()
        if draft:
            self.page.kit.drafts.keep(self._defect_key(), draft)
        else:
            self.page.kit.drafts.forget(self._defect_key())

    def _save_defect(self, caught: CaughtDefect) -> None:
        """Keep the defect and go on."""
        if self.page.recorder is not None and self.page.recorder.defect(caught):
            self.page.kit.drafts.forget(self._defect_key())
            self._close_defect()

    def _same_defect(self, defect_id: int) -> None:
        """Note the same defect at this item and go on."""
        recorder = self.page.recorder
        if recorder is not None and recorder.same_defect(defect_id, self.page.item):
            self.page.kit.drafts.forget(self._defect_key())
            self._keep_pending()
            self._close_defect()

    def _skip_defect(self) -> None:
        """Leave the capture; photos taken for it stay with the item."""
        self._keep_pending()
        self._close_defect()

    def _keep_pending(self) -> None:
        """Attach photos that were taken for a defect which is not recorded here."""
        pending, self.page.view.defect.pending = self.page.view.defect.pending, []
        for prepared in pending:
            self._attach(prepared, self._place())

    def _close_defect(self) -> None:
        """Close the capture and go on."""
        self.page.view.defect.pending = []
        self.page.view.show_defect(shown=False)
        if self.page.item.needs_photo:
            self.page.show_sheet()
        else:
            self.page.go_on()

    # Photos

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

    def _attach(self, prepared: PreparedPhoto, place: PhotoPlace) -> None:
        """Attach a photo."""
        if self.page.recorder is not None:
            self.page.recorder.attach(prepared, place)

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
        return Held(self, self.page.recorder, self._place())

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

    # The end

    def withdraw(self) -> None:
        """Take the check back, with a reason."""
        sheet, recorder = self.page.sheet, self.page.recorder
        if sheet is None or recorder is None:
            return
        reason = asking.withdrawal(self.page, sheet)
        if reason is not None and recorder.withdraw(reason):
            said = _("The check of batch {batch} is withdrawn. What was recorded is kept.")
            self.page.kit.messages.succeed(said.format(batch=sheet.batch))
            self.page.close_check()

    def finish(self) -> None:
        """Sign the first check, or submit the second one."""
        sheet = self.page.sheet
        if sheet is None or not asking.about_missing_defects(self.page, sheet):
            return
        if sheet.seat is Seat.FIRST:
            ending.sign_first(self.page, sheet)
        elif asking.submission(self.page, sheet):
            ending.submit_second(self.page, sheet)


class Held:
    """Takes a photo that was read for a defect to where it belongs by then."""

    def __init__(self, work: Work, recorder: Recorder | None, place: PhotoPlace) -> None:
        """Remember for which item the photo was taken."""
        self._work, self._recorder, self._place = work, recorder, place

    def __call__(self, prepared: PreparedPhoto) -> None:
        """Hold the photo while its defect is being entered; else keep it with the item."""
        page = self._work.page
        open_at = page.view.defect.item if page.view.defect.isVisible() else None
        same = open_at is not None and self._place == PhotoPlace(
            item_id=open_at.item_id, unit_number=open_at.unit_number
        )
        if same and page.recorder is self._recorder:
            page.view.defect.add_photo(prepared)
        elif self._recorder is not None:
            self._recorder.attach(prepared, self._place)
