"""Entering a batch, or correcting one; what is typed is kept until it is saved or given up."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qc_desk.i18n import _
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.batches import (
    SeenBatch,
    add_batch,
    batch_with_number,
    change_batch,
)
from qc_desk.ui.batches.entry_form import EntryForm
from qc_desk.ui.batches.shop import batch_choices, kept_order, may_order
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_L, SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


class EntryView(QWidget):
    """The form with its verbs."""

    saved = Signal(int)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        """Lay out the room of the form; the form itself is made when it is needed."""
        super().__init__()
        self._kit = kit
        self.form: EntryForm | None = None
        self.correcting: BatchDetail | None = None
        self.card = Card()
        self.put_back = QWidget()
        self._lay_out_put_back()
        self.save = button(_("Save"), self._save, "primary", "save")
        self.leave = button(_("Go back"), self._leave)
        verbs = QHBoxLayout()
        verbs.setSpacing(SPACE_M)
        verbs.addStretch(1)
        verbs.addWidget(self.leave)
        verbs.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_M)
        whole.addWidget(self._scrolling(), stretch=1)
        whole.addLayout(verbs)

    def _scrolling(self) -> QScrollArea:
        """Put the card into an area that scrolls."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addWidget(self.put_back)
        column.addWidget(self.card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def begin(self, detail: BatchDetail | None) -> None:
        """Show an empty form, or a batch to correct; an older draft is put back."""
        kit, by = self._kit, self._by
        if self.form is not None:
            self.form.keep_draft()
        held = detail.entry if detail is not None else None
        choices, ordering = kit.records.read(lambda s: (batch_choices(s, held), may_order(s, by)))
        form = EntryForm(choices, may_order=ordering)
        self.form, self.correcting = form, detail
        empty(self.card.body)
        self.card.body.addWidget(form)
        if detail is not None:
            form.fill(detail)
        elif kit.presence.person is not None:
            form.site.choose(kit.presence.person.site_id)
            form.set_clean()
        form.number.check = self._number_problem
        form.product.changed.connect(self._look_at_number)
        form.number.line.editingFinished.connect(self._look_at_number)
        key = f"batch/{detail.seen.batch_id}" if detail is not None else "batch/new"
        self.put_back.setVisible(form.keep_in(kit.drafts, key))
        self.save.setText(_("Save") if detail is not None else _("Enter the batch"))
        fixed = detail is not None and bool(detail.inspections)
        (form.order if fixed else form.product).editor.setFocus()

    def reload(self) -> None:
        """Offer what the shop has now; what is typed stays."""
        if self.form is not None:
            held = self.correcting.entry if self.correcting is not None else None
            self.form.offer(self._kit.records.read(lambda s: batch_choices(s, held)))

    @property
    def _by(self) -> int:
        person = self._kit.presence.person
        return person.person_id if person is not None else 0

    def _lay_out_put_back(self) -> None:
        """Prepare what is said when a draft was put back."""
        row = QHBoxLayout(self.put_back)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        row.addWidget(words(_("What you typed earlier is here again.")), stretch=1)
        row.addWidget(button(_("Begin anew"), self._begin_anew, "plain", "trash-2"))
        self.put_back.hide()

    def _begin_anew(self) -> None:
        """Forget what was typed earlier."""
        if self.form is not None:
            self.form.set_clean()
            self.form = None
        self.begin(self.correcting)

    def _leave(self) -> None:
        """Go back; what is typed stays as a draft."""
        if self.form is not None:
            self.form.keep_draft()
        self.left.emit()

    def _number_problem(self, number: str) -> str:
        """Return what is wrong with a number that another batch of the product has."""
        form = self.form
        product = form.product.value() if form is not None else None
        if product is None:
            return ""
        taken = self._kit.records.read(lambda s: batch_with_number(s, product, number))
        own = self.correcting.seen.batch_id if self.correcting is not None else None
        if taken is None or taken == own:
            return ""
        return _("This product already has a batch with this number. Type another, or open it.")

    def _look_at_number(self) -> None:
        """Say at once when the number is taken."""
        if self.form is not None and self.form.number.text().strip():
            self.form.number.show_wrong()

    def _save(self) -> None:
        """Keep what is entered, all of it together, and show the batch."""
        form = self.form
        if form is None or not form.check():
            return
        kept = self._kit.records.change(self._keeping(form))
        if kept is not None:
            form.set_clean()
            self._kit.messages.succeed(_("The batch is saved."))
            self.saved.emit(kept.batch_id)

    def _keeping(self, form: EntryForm) -> "Callable[[Session], SeenBatch]":
        """Return what keeps the batch and, if there is one, its new order."""
        entry, order, by, at = form.entry(), form.new_order(), self._by, self._kit.records.now()
        seen = self.correcting.seen if self.correcting is not None else None

        def keep(session: "Session") -> SeenBatch:
            chosen = kept_order(session, entry, order, by, at)
            if seen is None:
                return add_batch(session, chosen, by, at)
            return change_batch(session, seen, chosen, by, at)

        return keep
