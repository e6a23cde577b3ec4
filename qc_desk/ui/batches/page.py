"""The Batches page: from the list to one batch and back, and to the form."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import _
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.batches import find_batch
from qc_desk.ui.batches.detail_view import DetailView
from qc_desk.ui.batches.entry_view import EntryView
from qc_desk.ui.batches.list_view import ListView
from qc_desk.ui.buttons import button
from qc_desk.ui.finder.targets import go_straight
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page


class BatchesPage(Page):
    """All batches; one batch; the form to enter or correct one."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the three views and the verbs of the page."""
        super().__init__(kit, _("Batches"))
        self.list = ListView(kit)
        self.detail = DetailView(self)
        self.entry = EntryView(kit)
        self.views = QStackedWidget()
        for view in (self.list, self.detail, self.entry):
            self.views.addWidget(view)
        self.body.addWidget(self.views)
        self.back = button(_("All batches"), self.show_list, "", "arrow-left")
        self.edit = button(_("Correct…"), self._correct, "", "pencil")
        self.new = button(_("Enter a batch"), self.show_new, "primary", "plus")
        for verb in (self.back, self.edit, self.new):
            self.verbs.addWidget(verb)
        self.list.opened.connect(self.show_batch)
        self.list.entering.connect(self.show_new)
        self.detail.shown.connect(self._tell_batch)
        self.entry.saved.connect(self.show_batch)
        self.entry.left.connect(self._leave_entry)
        for keys, act in (("Escape", self._go_back), ("Ctrl+N", self.show_new)):
            made = QShortcut(QKeySequence(keys), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._dress(self.list)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a batch by its id, at the form for "new", at statuses."""
        match facts:
            case (int(batch_id),):
                self.show_batch(batch_id)
            case ("new",):
                self.show_new()
            case (BatchStatus(), *_others):
                self.show_list()
                self.list.filters.show_only(*(f for f in facts if isinstance(f, BatchStatus)))
            case _:
                if self.views.currentWidget() is self.list:
                    self.list.table.setFocus()

    @override
    def reload(self) -> None:
        """Read again what is shown."""
        view = self.views.currentWidget()
        if view is self.list:
            self.list.reload()
        elif view is self.detail:
            self.detail.reload()
        else:
            self.entry.reload()

    def show_list(self) -> None:
        """Show all batches, with the last one seen selected."""
        seen = self.detail.detail
        self._dress(self.list)
        self.list.reload()
        if seen is not None:
            self.list.select(seen.seen.batch_id)
        self.list.table.setFocus()

    def show_batch(self, batch_id: int) -> None:
        """Show one batch."""
        self._dress(self.detail)
        self.detail.show_batch(batch_id)

    def show_new(self) -> None:
        """Show the empty form, or what was typed into it before."""
        self._dress(self.entry)
        self.entry.begin(None)
        self.heading.setText(_("Enter a batch"))

    def _correct(self) -> None:
        """Show the form with the batch that is shown."""
        detail = self.detail.detail
        if detail is not None:
            self._dress(self.entry)
            self.entry.begin(detail)
            self.heading.setText(_("Correct batch {batch}").format(batch=detail.entry.number))

    def _leave_entry(self) -> None:
        """Go from the form to where it was opened."""
        correcting = self.entry.correcting
        if correcting is not None:
            self.show_batch(correcting.seen.batch_id)
        else:
            self.show_list()

    def _go_back(self) -> None:
        """Go one step back."""
        if self.views.currentWidget() is self.entry:
            self._leave_entry()
        elif self.views.currentWidget() is self.detail:
            self.show_list()

    def _tell_batch(self, detail: BatchDetail) -> None:
        """Put the batch into the headline."""
        if self.views.currentWidget() is self.detail:
            self.heading.setText(_("Batch {batch}").format(batch=detail.entry.number))
            self.say_lead(f"{detail.product} · {detail.manufacturer}")
            self.edit.setVisible(detail.may_inspect)

    @override
    def take_scan(self, code: str) -> bool:
        """Open the batch whose label was scanned."""
        try:
            found = self.kit.records.read(lambda s: find_batch(s, code))
        except QcError as refusal:
            if not go_straight(self.kit, code):
                self.kit.messages.refuse(refusal)
            return True
        self.show_batch(found)
        return True

    def _dress(self, view: QStackedWidget | ListView | DetailView | EntryView) -> None:
        """Bring a view to the front with its headline and its verbs."""
        if view is not self.views.currentWidget():
            self.kit.messages.move_on()
        self.views.setCurrentWidget(view)
        self.back.setVisible(view is self.detail)
        self.edit.setVisible(False)
        self.new.setVisible(view is self.list)
        if view is not self.detail:
            self.heading.setText(_("Batches"))
            self.say_lead("")
