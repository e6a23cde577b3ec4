"""The page on which an inspector checks a batch: one item at a time, saved at every answer."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget

from qc_desk.domain.vocabulary import InspectionStatus, Result, Seat
from qc_desk.i18n import _, format_integer, language, pgettext
from qc_desk.services import check_sheets, inspections
from qc_desk.services.check_sheets import CheckSheet, SheetItem
from qc_desk.ui.buttons import button
from qc_desk.ui.check import entrance
from qc_desk.ui.check.recorder import Recorder
from qc_desk.ui.check.sheet_view import SheetView
from qc_desk.ui.check.start import StartView
from qc_desk.ui.check.work import Work
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page

_LOOK_EVERY_MS = 5_000  # what another workstation did to the same check
_NARROW_BELOW = 900  # px
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)


class CheckPage(Page):
    """Checks a batch in the first or second seat; without a check it offers the ways into one."""

    def __init__(self, kit: Kit) -> None:
        """Show the ways into a check."""
        super().__init__(kit, pgettext("page", "Check"))
        self.sheet: CheckSheet | None = None
        self.recorder: Recorder | None = None
        self.index = 0
        self._at_work: dict[int, int] = {}  # the check each person was at here
        self.start = StartView()
        self.work = Work(self)
        self.view = SheetView()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.view)
        self.body.addWidget(self.stack)
        self.listing = button(_("All items"), self._toggle_list, picture="list-checks")
        self.leave = button(_("Other batch"), self.close_check, picture="arrow-left")
        self.withdraw = button(_("Withdraw…"), self.work.withdraw, picture="undo-2")
        for verb in (self.listing, self.leave, self.withdraw):
            verb.setAccessibleName(verb.text())
            self.verbs.addWidget(verb)
        self._connect()
        self._add_keys()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look_for_others)
        self._show_start()

    # Coming and going

    @override
    def open(self, *facts: object) -> None:
        """Open an inspection by its id, or the batch that a scanner read; without facts stay."""
        if facts and isinstance(facts[0], str):
            self.take_scan(facts[0])
        elif facts and isinstance(facts[0], int):
            self.work_on(facts[0])
        elif self.sheet is None:
            self.start.field.setFocus()

    @override
    def reload(self) -> None:
        """Read the check again, or the lists of what could be checked; never someone else's."""
        person = self.kit.presence.person
        if person is None:
            self._forget()
        elif self.recorder is not None and self.recorder.by == person.person_id:
            self._read(self.recorder.inspection_id)
        elif person.person_id in self._at_work:
            self.work_on(self._at_work[person.person_id])
        else:
            self._show_start()

    @override
    def take_scan(self, code: str) -> bool:
        """Open the batch whose number was scanned or typed, or measure with a scanned gauge.

        While nothing is checked, another thing's number opens that.
        """
        if self.work.scan_gauge(code):
            return True
        batch_id = entrance.find(self.kit, code, elsewhere=self.sheet is None)
        if batch_id is not None:
            self.start.field.clear()
            self.open_batch(batch_id)
        return True

    def open_batch(self, batch_id: int) -> None:
        """Go on with one's own check of a batch, or offer to begin one."""
        person = self.kit.presence.person
        if person is None:
            return
        found = entrance.enter(self, self.kit, batch_id)
        if found is not None:
            self.work_on(found)

    def work_on(self, inspection_id: int) -> None:
        """Open a check at its first open item."""
        person = self.kit.presence.person
        if person is None:
            return
        self.recorder = Recorder(self.kit, inspection_id, person.person_id)
        self.recorder.kept.connect(self._say_saved)
        self._at_work[person.person_id] = inspection_id
        self.view.card.zone = person.zone
        self.view.say_saved("")
        self.view.show_defect(shown=False)
        self._read(inspection_id, anew=True)
        if self.sheet is not None and not self.at_summary:
            self.view.take_focus()  # the keys answer at once

    def close_check(self) -> None:
        """Leave the check as it is; everything in it is saved."""
        self.work.defects.leave()
        if self.recorder is not None:
            self._at_work.pop(self.recorder.by, None)
        self._forget()
        self.reload()

    def look_for_others(self) -> None:
        """Show what another workstation answered in this check meanwhile."""
        sheet = self.sheet
        if sheet is None or not self.isVisible() or not self.kit.records.ready:
            return
        seen = self.kit.records.read(
            lambda session: inspections.last_change(session, sheet.inspection_id)
        )
        if seen != (sheet.changed_at, sheet.status):
            self.reload()

    def _forget(self) -> None:
        """Show nothing of a check any more."""
        self.sheet, self.recorder = None, None
        self._show_start()

    def _read(self, inspection_id: int, *, anew: bool = False) -> None:
        """Read the check and show it; one that is no longer open is left."""
        seen, spoken = self.sheet, language().code
        if anew or seen is None or seen.inspection_id != inspection_id:
            sheet = self.kit.records.read(
                lambda session: check_sheets.check_sheet(session, inspection_id, spoken)
            )
        else:  # a long sheet is not read again for one answer
            sheet = self.kit.records.read(
                lambda session: check_sheets.caught_up(session, seen, spoken)
            )
        mine = self.recorder is not None and sheet.inspector_id == self.recorder.by
        if sheet.status is not InspectionStatus.OPEN or not mine:
            self.close_check()
            return
        self.sheet = sheet
        self.index = min(self.index, len(sheet.items) - 1)
        if anew:
            self.index = sheet.next_open or 0
            self.view.leave_summary()  # of the check that was open here before
        self.show_sheet(summary=anew and sheet.next_open is None)

    # Showing

    def _show_start(self) -> None:
        """Show the ways into a check."""
        self._timer.stop()
        self.heading.setText(pgettext("page", "Check"))
        self.say_lead("")
        for verb in (self.listing, self.leave, self.withdraw):
            verb.hide()
        self.stack.setCurrentWidget(self.start)
        if self.kit.records.ready and self.kit.presence.person is not None:
            entrance.fill(self.start, self.kit, self.kit.presence.person.person_id)

    def show_sheet(self, *, summary: bool = False) -> None:
        """Show the sheet: the item at work, or the summary."""
        sheet = self.sheet
        if sheet is None:
            return
        if self.stack.currentWidget() is not self.view:
            self.stack.setCurrentWidget(self.view)
            self._timer.start()
        said = _("{seat} · round {round} · {checklist}, version {version} · {quantity} pieces")
        self.say_lead(
            said.format(
                seat=_("First check") if sheet.seat is Seat.FIRST else _("Second check"),
                round=sheet.round,
                checklist=sheet.checklist,
                version=sheet.checklist_version,
                quantity=format_integer(sheet.quantity),
            )
        )
        self.leave.show()
        self.withdraw.show()
        self._fit_headline(sheet)
        self.view.show_progress(sheet)
        if summary or self.at_summary:
            self.view.show_summary(sheet)
            self.view.overview.show_sheet(sheet, None)
        else:
            self.view.show_item(sheet, self.item, self.draft())
            self.work.offer_gauges()
            self.view.overview.show_sheet(sheet, self.index)

    def _fit_headline(self, sheet: CheckSheet) -> None:
        """In a narrow window, show the batch's number alone and verbs as icons."""
        self.view.arrange()
        narrow = self.width() < _NARROW_BELOW
        self.heading.setText(sheet.batch if narrow else f"{sheet.batch} · {sheet.product}")
        if narrow:
            self.say_lead(sheet.product)
        self.listing.setVisible(self.view.narrow)
        for verb in (self.leave, self.withdraw):
            verb.setText("" if narrow else verb.accessibleName())
            verb.setToolTip(verb.accessibleName())
            verb.dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the headline into the new room."""
        super().resizeEvent(event)
        if self.sheet is not None:
            self._fit_headline(self.sheet)

    @property
    def at_summary(self) -> bool:
        """Whether the summary is shown now."""
        return self.view.main.currentWidget() is self.view.ending

    @property
    def item(self) -> SheetItem:
        """The item at work."""
        if self.sheet is None:
            raise RuntimeError("there is no item without a check")
        return self.sheet.items[self.index]

    def go_to_item(self, index: int) -> None:
        """Show another item."""
        if self.sheet is None:
            return
        self.work.defects.leave()
        self.index = index
        self.view.main.setCurrentWidget(self.view.work)
        self.view.listing = False
        self.view.show_defect(shown=False)
        self.show_sheet()
        self.view.take_focus()

    def step(self, by: int) -> None:
        """Go to the next item or the one before; after the last comes the summary."""
        if self.sheet is None:
            return
        if self.at_summary:
            self.go_to_item(len(self.sheet.items) - 1 if by < 0 else self.index)
        elif self.index + by >= len(self.sheet.items):
            self.show_summary()
        else:
            self.go_to_item(max(0, self.index + by))

    def show_summary(self) -> None:
        """Show where the check stands."""
        self.work.defects.leave()
        self.view.show_defect(shown=False)
        self.show_sheet(summary=True)
        self.view.summary.finish.setFocus()

    def go_on(self) -> None:
        """Go to the next item that is open, first after this one; to the summary when none is."""
        if self.sheet is None:
            return
        count = len(self.sheet.items)
        order = [*range(self.index + 1, count), *range(self.index + 1)]
        states = self.sheet.states
        following = next((n for n in order if states[n].result is None), None)
        if following is None:
            self.show_summary()
        else:
            self.go_to_item(following)

    def _say_saved(self) -> None:
        """Show when the last entry was saved."""
        person = self.kit.presence.person
        zone = ZoneInfo(person.zone if person is not None else "UTC")
        at = self.kit.records.now().astimezone(zone)
        self.view.say_saved(_("Saved {time}").format(time=f"{at:%H:%M}"))

    def _toggle_list(self) -> None:
        """In a narrow window, put the overview into the card's place and back."""
        self.view.listing = not self.view.listing
        self.view.arrange()

    # Typing

    def draft_key(self) -> str:
        """Return the key under which what is typed at this item is kept."""
        inspection_id = self.sheet.inspection_id if self.sheet is not None else 0
        return f"check/{inspection_id}/{self.item.item_id}/{self.item.unit_number}"

    def draft(self) -> dict[str, str]:
        """Return what was typed at this item and not saved."""
        return dict(self.kit.drafts.get(self.draft_key()) or {})

    def keep_typed(self, name: str, text: str) -> None:
        """Keep what is typed at this item, so that a crash or another person loses nothing."""
        if self.sheet is None:
            return
        draft = self.draft()
        if text:
            draft[name] = text
        else:
            draft.pop(name, None)
        if draft:
            self.kit.drafts.keep(self.draft_key(), draft)
        else:
            self.kit.drafts.forget(self.draft_key())

    def _show_step(self, code: str, number: int) -> None:
        """Show the step of a procedure that the item names."""
        from qc_desk.ui.procedures.step_dialog import show_step  # noqa: PLC0415 (not at start)

        show_step(self.kit, self, code, number)

    # Wiring

    def _connect(self) -> None:
        """Let the parts hear each other."""
        view, start, work = self.view, self.start, self.work
        start.named.connect(self.take_scan)
        start.resumed.connect(self.work_on)
        start.begun.connect(self.open_batch)
        view.stepped.connect(self.step)
        view.summary_wanted.connect(self.show_summary)
        view.overview.chosen.connect(self.go_to_item)
        view.summary.item_chosen.connect(self.go_to_item)
        view.summary.defect_wanted.connect(work.defects.ask)
        view.summary.finishing.connect(work.finish)
        view.card.measure.typed.connect(lambda text: self.keep_typed("value", text))
        view.card.written.typed.connect(lambda text: self.keep_typed("words", text))
        view.card.step_wanted.connect(self._show_step)
        view.card.drafted.connect(lambda text: self.keep_typed("note", text))
        self.kit.presence.changed.connect(self._change_person)
        work.connect_to(view)

    def _add_keys(self) -> None:
        """Let keys answer and step, wherever the focus is on this page."""
        keys = {
            "F1": lambda: self.work.answer(Result.PASS),
            "F2": lambda: self.work.answer(Result.FAIL),
            "F3": lambda: self.work.answer(Result.NOT_APPLICABLE),
            "PgDown": lambda: self.step(1),
            "PgUp": lambda: self.step(-1),
            "Ctrl+V": self.view.card.photos.paste_picture,
        }
        for name, act in keys.items():
            made = QShortcut(QKeySequence(name), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _change_person(self) -> None:
        """Show nothing of one person's check to the next."""
        if self.kit.records.ready:
            self.work.defects.leave()
            self.recorder = None
            self.reload()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows."""
        if event.key() in _FORWARD:
            self.step(1)
        elif event.key() in _BACK:
            self.step(-1)
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and self.sheet is not None:
            self.view.card.choices.choose(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)
