"""Taking a complaint down: the form, and beside it what other customers have said."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from qc_desk.i18n import _, format_date
from qc_desk.services.batches import find_batch
from qc_desk.services.complaints import receive
from qc_desk.services.customers import CustomerEntry, add_customer
from qc_desk.services.similar_complaints import SimilarComplaint, similar_complaints
from qc_desk.ui.batches.shop import may_order
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.complaints.intake_form import NEW, IntakeForm
from qc_desk.ui.complaints.shop import complaint_words
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

_LOOK_AFTER_MS = 250
_TWO_COLUMNS_FROM = 860  # px
_SHOWN = 180  # characters of an earlier complaint


class IntakeView(QWidget):
    """The form with its verbs, and similar complaints beside it."""

    saved = Signal(int)
    left = Signal()
    looked_up = Signal(int)

    def __init__(self, kit: Kit) -> None:
        """Lay out the room of the form; the form itself is made when it is needed."""
        super().__init__()
        self._kit = kit
        self.form: IntakeForm | None = None
        self.card = Card()
        self.similar = Card(_("Heard before?"))
        self.keep = button(_("Take it down"), self._keep, "primary", "save")
        self.leave = button(_("Go back"), self._leave)
        self._question = 0
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_AFTER_MS)
        self._timer.timeout.connect(self._look)
        verbs = QHBoxLayout()
        verbs.setSpacing(SPACE_M)
        verbs.addStretch(1)
        verbs.addWidget(self.leave)
        verbs.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_M)
        whole.addWidget(self._scrolling(), stretch=1)
        whole.addLayout(verbs)

    def _scrolling(self) -> QScrollArea:
        """Put form and similar complaints into an area that scrolls."""
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE_L)
        for card, share in ((self.card, 3), (self.similar, 2)):
            column = QVBoxLayout()
            column.addWidget(card)
            column.addStretch(1)
            self._across.addLayout(column, stretch=share)
        whole.addLayout(self._across)
        whole.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        return area

    def begin(self) -> None:
        """Show the form; what was typed and not kept is there again."""
        if self.form is None:
            kit, by = self._kit, self._by
            shop, may_add = kit.records.read(lambda s: (complaint_words(s), may_order(s, by)))
            self.form = IntakeForm(shop, may_add_customer=may_add)
            empty(self.card.body)
            self.card.body.addWidget(self.form)
            self.form.words.changed.connect(self._timer.start)
            self.form.product.changed.connect(self._timer.start)
            self.form.keep_in(kit.drafts, "complaint/new")
            self._show_similar([])
        self.form.customer.editor.setFocus()

    def reload(self) -> None:
        """Offer what the shop has now; what is typed stays."""
        if self.form is not None:
            self.form.offer(self._kit.records.read(complaint_words))

    @property
    def _by(self) -> int:
        person = self._kit.presence.person
        return person.person_id if person is not None else 0

    def _leave(self) -> None:
        """Go back; what is typed stays as a draft."""
        if self.form is not None:
            self.form.keep_draft()
        self.left.emit()

    def _look(self) -> None:
        """Look for earlier complaints with the same words, beside the window's thread."""
        form = self.form
        if form is None:
            return
        self._question += 1
        question, typed, product = self._question, form.words.text(), form.product.value() or None
        self._kit.jobs.read(
            _("Looking for similar complaints"),
            lambda session, _job: similar_complaints(session, typed, product),
            lambda found: self._heard(found, question),
            quiet=True,
        )

    def _heard(self, found: list[SimilarComplaint], question: int) -> None:
        """Show what was found, unless more was typed since or the window was closed."""
        if question == self._question and isValid(self):
            self._show_similar(found)

    def _show_similar(self, found: list[SimilarComplaint]) -> None:
        """Show what other customers said."""
        empty(self.similar.body)
        if not found:
            said = _("While you type, earlier complaints with the same words appear here.")
            self.similar.body.addWidget(words(said, quiet=True))
        for each in found:
            told = " · ".join((each.name, each.customer, format_date(each.heard_at.date())))
            self.similar.body.addWidget(words(told, Type.STRONG))
            short = each.words if len(each.words) <= _SHOWN else f"{each.words[:_SHOWN]}…"
            state = (each.outcome or each.status).label
            self.similar.body.addWidget(words(f"{short}\n{state}", Type.SMALL))
            open_ = _("Open {complaint}").format(complaint=each.name)
            look_up = partial(self.looked_up.emit, each.id)
            self.similar.body.addWidget(button(open_, look_up, "plain", "arrow-right"))

    def take_scan(self, code: str) -> bool:
        """Put a scanned batch into the form."""
        if self.form is not None:
            self.form.batch.set_text(code)
        return self.form is not None

    def _keep(self) -> None:
        """Keep the complaint, and show it."""
        form = self.form
        if form is None or not form.check():
            return
        kept = self._kit.records.change(self._keeping(form))
        if kept is not None:
            form.set_clean()
            self.form = None
            self._kit.messages.succeed(_("The complaint is taken down; its clock runs."))
            self.saved.emit(kept)

    def _keeping(self, form: IntakeForm) -> "Callable[[Session], int]":
        """Return what keeps the complaint and, if there is one, its new customer."""
        person = self._kit.presence.person
        zone = person.zone if person is not None else "UTC"
        by, at = self._by, self._kit.records.now()

        def keep(session: "Session") -> int:
            customer_id = form.customer.value()
            if customer_id == NEW:
                fresh = CustomerEntry(name=form.new_customer.text())
                customer_id = add_customer(session, fresh, by, at).id
            typed = form.batch.text().strip()
            batch_id = find_batch(session, typed) if typed else None
            return receive(session, form.entry(zone, customer_id, batch_id), by, at)

        return keep

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other where there is little room."""
        super().resizeEvent(event)
        wide = self.width() >= _TWO_COLUMNS_FROM
        self._across.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
