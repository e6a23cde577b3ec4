"""What an inspector does at an item: answers and notes; and the end of the check."""

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qc_desk.domain.vocabulary import ItemKind, Result, Seat
from qc_desk.i18n import _
from qc_desk.services.check_sheets import SheetItem
from qc_desk.services.gauge_choices import GaugeChoice
from qc_desk.ui.check import asking, ending
from qc_desk.ui.check.defect_work import DefectWork
from qc_desk.ui.check.measured_with import choose
from qc_desk.ui.check.photo_work import PhotoWork
from qc_desk.ui.check.recorder import Given
from qc_desk.ui.check.sheet_view import SheetView
from qc_desk.ui.check.states import defects_at

if TYPE_CHECKING:
    from qc_desk.ui.check.page import CheckPage


class Work(QObject):
    """The acts of the check page."""

    def __init__(self, page: "CheckPage") -> None:
        """Act for a page."""
        super().__init__(page)
        self.page = page
        self.photos = PhotoWork(page)
        self.defects = DefectWork(page, self.photos)
        self._gauges: dict[tuple[int, str], int] = {}  # chosen here, by person and kind

    def connect_to(self, view: SheetView) -> None:
        """Hear what is pressed and entered."""
        self.photos.connect_to(view)
        self.defects.connect_to(view)
        view.answers.answered.connect(self.answer)
        view.answers.saving.connect(view.card.measure.enter)
        view.card.measure.entered.connect(self._measured)
        view.card.measure.measured_with.choosing.connect(self.choose_gauge)
        view.card.choices.chosen.connect(self._chosen)
        view.card.note_saving.connect(self._save_note)

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
            self.defects.ask(self.page.index)
        else:
            self.page.go_on()

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
