"""One complaint: where it stands, what comes next, and everything that is known about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ComplaintStatus
from qc_desk.domain.vocabulary import ReportKind
from qc_desk.i18n import _
from qc_desk.services.complaint_details import (
    ComplaintDetail,
    LinkRow,
    NextStep,
    complaint_detail,
)
from qc_desk.services.escapes import EscapeRow, escapes
from qc_desk.services.promise_lists import promises_of_complaint
from qc_desk.services.touches import touches_of_complaint
from qc_desk.ui.banner import Banner, Verb
from qc_desk.ui.cards import empty
from qc_desk.ui.complaints.cards import ClockCard, FactsCard, StepsCard, WordsCard
from qc_desk.ui.complaints.describe import ask_description
from qc_desk.ui.complaints.escape_view import EscapeView, ask_ruling
from qc_desk.ui.complaints.link_dialog import ask_batch, ask_standing
from qc_desk.ui.complaints.links_card import LinksCard
from qc_desk.ui.complaints.photos_card import PhotosCard
from qc_desk.ui.complaints.problems_card import ProblemsCard
from qc_desk.ui.complaints.propose import ask_proposal
from qc_desk.ui.complaints.steps import STEPS, sentence, take_step
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page
from qc_desk.ui.promises.about import About
from qc_desk.ui.promises.card import PromisesCard
from qc_desk.ui.reports.new_report import PapersCard
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L
from qc_desk.ui.touches.card import TouchesCard

_TWO_COLUMNS_FROM = 860  # px
_ANSWERED = (ComplaintStatus.ANSWERED, ComplaintStatus.CLOSED, ComplaintStatus.DISPUTED)


class DetailView(QScrollArea):
    """A complaint as the person signed in may see it now."""

    shown = Signal(object)

    def __init__(self, page: Page) -> None:
        """Begin without a complaint."""
        super().__init__()
        self._page, self._kit = page, page.kit
        self.detail: ComplaintDetail | None = None
        self.banner: Banner | None = None
        self._escapes: tuple[EscapeRow, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        self._top = QVBoxLayout()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE_L)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for side, share in ((self._left, 3), (self._right, 2)):
            side.setSpacing(SPACE_L)
            self._across.addLayout(side, stretch=share)
        column.addLayout(self._top)
        column.addLayout(self._across)
        column.addStretch(1)
        self.setWidget(whole)

    def show_complaint(self, complaint_id: int) -> None:
        """Show a complaint from its top."""
        self._read(complaint_id)
        self.verticalScrollBar().setValue(0)
        self.setFocus()
        if self.banner is not None and self.banner.primary is not None:
            self.banner.show()  # what is hidden takes no focus
            self.banner.primary.setFocus()

    def reload(self) -> None:
        """Read the complaint again; the place that is read stays in sight."""
        if self.detail is not None:
            self._read(self.detail.id)

    def _read(self, complaint_id: int) -> None:
        """Read the complaint as this person may see it."""
        person = self._kit.presence.person
        if person is None:
            return
        by, at = person.person_id, self._kit.records.now()
        detail, self._escapes = self._kit.records.read(
            lambda s: (complaint_detail(s, complaint_id, by, at), escapes(s, complaint_id))
        )
        self.detail = detail
        for layout in (self._top, self._left, self._right):
            empty(layout)
        steps = [self._verb(step) for step in detail.next_steps]
        allowed = [step.refusal is None for step in detail.next_steps]
        first = steps[0] if steps and allowed[0] else None
        self.banner = Banner(
            look(detail.status),
            detail.status.label,
            sentence(detail),
            first,
            [v for v, may in zip(steps, allowed, strict=True) if may and v is not first],
        )
        self._top.addWidget(self.banner)
        self._fill_left(detail)
        self._fill_right(detail)
        self.shown.emit(detail)

    def _fill_left(self, detail: ComplaintDetail) -> None:
        """Show what was said, the batches, and the steps."""
        kit, page = self._kit, self._page
        self._left.addWidget(WordsCard(detail))
        self._left.addWidget(PhotosCard(kit, page, detail))
        self._left.addWidget(
            LinksCard(
                detail,
                lambda link, standing: ask_standing(kit, page, detail, link, standing),
                lambda: ask_batch(kit, page, detail),
                lambda batch_id: kit.go_to("batches", batch_id),
                self._below,
            )
        )
        self._left.addWidget(StepsCard(detail))
        if detail.status in _ANSWERED:
            answer = {ReportKind.COMPLAINT_ANSWER: detail.id}
            self._left.addWidget(PapersCard(page, kit, answer, detail.name))
        self._left.addStretch(1)

    def _fill_right(self, detail: ComplaintDetail) -> None:
        """Show the clock and the facts."""
        self._right.addWidget(ClockCard(detail))
        self._right.addWidget(
            ProblemsCard(detail, lambda found: self._kit.go_to("problems", found))
        )
        self._add_contacts(detail)
        self._right.addWidget(
            FactsCard(detail, lambda: ask_description(self._kit, self._page, detail))
        )
        self._right.addStretch(1)

    def _add_contacts(self, detail: ComplaintDetail) -> None:
        """Show what was promised, and how often somebody had to be spoken to."""
        kit, at = self._kit, self._kit.records.now()
        promises, touches = kit.records.read(
            lambda s: (
                promises_of_complaint(s, detail.id, at),
                touches_of_complaint(s, detail.id),
            )
        )
        about = About(
            name=f"{detail.name} · {detail.customer}",
            site_id=detail.site_id,
            customer_id=detail.customer_id,
            customer=detail.customer,
            order_id=detail.order_id,
            complaint_id=detail.id,
        )
        may = detail.may_change
        self._right.addWidget(PromisesCard(kit, about, promises, may_promise=may))
        self._right.addWidget(
            TouchesCard(kit, about, touches, zone=detail.time_zone, may_note=may)
        )

    def _below(self, link: LinkRow) -> QWidget | None:
        """Return how it escaped from a confirmed batch."""
        detail = self.detail
        row = next((each for each in self._escapes if each.batch_id == link.batch_id), None)
        if detail is None or row is None:
            return None
        kit, page = self._kit, self._page
        return EscapeView(
            detail,
            row,
            lambda row: ask_ruling(kit, page, detail.id, row),
            lambda: ask_proposal(kit, page, detail),
            lambda checklist_id: kit.go_to("manual", checklist_id),
        )

    def _verb(self, step: NextStep) -> Verb:
        """Return the button of a step."""
        told = STEPS[step.status]

        def take() -> None:
            if self.detail is not None:
                take_step(self._kit, self._page, self.detail, step)

        return Verb(_(told.button), told.picture, take, step.status.value)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is little room."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= _TWO_COLUMNS_FROM
        self._across.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
