"""One batch: where it stands, what comes next, and everything that happened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import BatchStatus, Verdict
from qc_desk.i18n import _
from qc_desk.services.batch_details import BatchDetail, batch_detail
from qc_desk.services.complaint_links import complaints_of_batch
from qc_desk.services.second_checks import may_release_alone
from qc_desk.ui.banner import Banner, Verb
from qc_desk.ui.batches.complaints_card import ComplaintsCard
from qc_desk.ui.batches.deeds import Deeds
from qc_desk.ui.batches.defect_care import take_care
from qc_desk.ui.batches.defects_card import DefectsCard
from qc_desk.ui.batches.extra_check import stop_banners
from qc_desk.ui.batches.facts_card import FactsCard
from qc_desk.ui.batches.next_step import Deed, next_step
from qc_desk.ui.batches.order_cards import order_cards
from qc_desk.ui.batches.reports_card import ReportsCard, papers_of
from qc_desk.ui.batches.rework_card import rework_cards
from qc_desk.ui.batches.rounds_card import RoundsCard
from qc_desk.ui.batches.sampling_card import SamplingCard
from qc_desk.ui.batches.story_card import StoryCard
from qc_desk.ui.cards import empty
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page
from qc_desk.ui.print_outs import BatchPrints
from qc_desk.ui.reports.new_report import PapersCard
from qc_desk.ui.sampling.plans import decides
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L

_TWO_COLUMNS_FROM = 860  # px


class DetailView(QScrollArea):
    """A batch as the person signed in may see it now."""

    shown = Signal(object)

    def __init__(self, page: Page) -> None:
        """Begin without a batch."""
        super().__init__()
        self._page, self._kit = page, page.kit
        self._deeds = Deeds(page)
        self.detail: BatchDetail | None = None
        self.banner: Banner | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_L)
        self._top = QVBoxLayout()
        self._top.setSpacing(SPACE_L)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setSpacing(SPACE_L)
        self._left, self._right = _column(), _column()
        self._across.addLayout(self._left, stretch=3)
        self._across.addLayout(self._right, stretch=2)
        self._column.addLayout(self._top)
        self._column.addLayout(self._across)
        self._column.addStretch(1)
        self.setWidget(whole)

    def show_batch(self, batch_id: int) -> None:
        """Show a batch from its top."""
        self._read(batch_id)
        self.verticalScrollBar().setValue(0)
        self.setFocus()  # the keys scroll, and Escape goes back, also where there is no next step
        if self.banner is not None and self.banner.primary is not None:
            self.banner.show()  # what is hidden takes no focus
            self.banner.primary.setFocus()

    def reload(self) -> None:
        """Read the batch again; the place that is read stays in sight."""
        if self.detail is not None:
            self._read(self.detail.seen.batch_id)

    def _read(self, batch_id: int) -> None:
        """Read the batch as this person may see it, and what they may do."""
        person = self._kit.presence.person
        if person is None:
            return
        by = person.person_id
        detail, alone, told = self._kit.records.read(
            lambda s: (
                batch_detail(s, batch_id, by),
                may_release_alone(s, batch_id, by),
                complaints_of_batch(s, batch_id),
            )
        )
        self.detail = detail
        for layout in (self._top, self._left, self._right):
            empty(layout)
        coming = next_step(detail, alone)
        self.banner = Banner(
            look(detail.status),
            _headline(detail),
            coming.sentence,
            self._verb(coming.deed, detail) if coming.deed is not None else None,
            [self._verb(deed, detail) for deed in coming.others],
        )
        self._top.addWidget(self.banner)
        for banner in stop_banners(self._page, detail):
            self._top.addWidget(banner)
        self._left.addWidget(RoundsCard(detail))
        if decides(detail.plans):
            self._left.addWidget(SamplingCard(detail))
        self._left.addWidget(
            DefectsCard(self._kit, detail, lambda care, row: take_care(self._kit, self, care, row))
        )
        if told:
            self._left.addWidget(
                ComplaintsCard(told, lambda found: self._kit.go_to("complaints", found))
            )
        self._left.addWidget(
            ReportsCard(detail, lambda report_id: self._kit.go_to("reports", report_id))
        )
        offered = papers_of(detail)
        if offered:
            about = _("Batch {batch}").format(batch=detail.entry.number)
            self._left.addWidget(PapersCard(self, self._kit, offered, about))
        for card in (*rework_cards(self._page, detail), *order_cards(self._kit, detail)):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self._right.addWidget(FactsCard(detail))
        self._right.addWidget(BatchPrints(self, self._kit, detail.seen.batch_id))
        self._right.addWidget(StoryCard(detail.timeline, detail.time_zone))
        self._right.addStretch(1)
        self.shown.emit(detail)

    def _verb(self, deed: Deed, detail: BatchDetail) -> Verb:
        """Return the button of a deed."""
        name = deed.name.lower()
        return Verb(deed.words, deed.picture, lambda: self._deeds.do(deed, detail), name)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is little room."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= _TWO_COLUMNS_FROM
        self._across.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )


def _column() -> QVBoxLayout:
    """Return an empty column of cards."""
    made = QVBoxLayout()
    made.setSpacing(SPACE_L)
    return made


def _headline(detail: BatchDetail) -> str:
    """Return the status in a word, or how exactly a batch was released."""
    special = (Verdict.CONCESSION, Verdict.ALONE)
    if detail.status is BatchStatus.RELEASED and detail.verdict in special:
        return detail.verdict.label
    return detail.status.label
