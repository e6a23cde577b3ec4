"""One problem: where it stands, what comes next, its story, and what has proven it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.i18n import _
from qc_desk.services.problem_details import ProblemDetail, problem_detail
from qc_desk.services.promise_lists import promises_of_problem
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.services.stopped_batches import StoppedBatch, stopped_batches
from qc_desk.ui.banner import Banner, Verb
from qc_desk.ui.cards import empty
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page
from qc_desk.ui.problems.cards import ActionsCard, CounterCard, PartsCard
from qc_desk.ui.problems.papers import papers_of
from qc_desk.ui.problems.proof_card import ProofCard
from qc_desk.ui.problems.questions import take_step
from qc_desk.ui.problems.steps import STEPS, next_step
from qc_desk.ui.problems.stop_card import StopCard
from qc_desk.ui.problems.story_card import StoryCard
from qc_desk.ui.promises import About, PromisesCard
from qc_desk.ui.reports.new_report import PapersCard
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L

_TWO_COLUMNS_FROM = 860  # px


class DetailView(QScrollArea):
    """A problem as the person signed in may see it now."""

    shown = Signal(object)

    def __init__(self, page: Page) -> None:
        """Begin without a problem."""
        super().__init__()
        self._page, self._kit = page, page.kit
        self.detail: ProblemDetail | None = None
        self.banner: Banner | None = None
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

    def show_problem(self, problem_id: int) -> None:
        """Show a problem from its top."""
        self._read(problem_id)
        self.verticalScrollBar().setValue(0)
        self.setFocus()
        if self.banner is not None and self.banner.primary is not None:
            self.banner.show()  # what is hidden takes no focus
            self.banner.primary.setFocus()

    def reload(self) -> None:
        """Read the problem again; the place that is read stays in sight."""
        if self.detail is not None:
            self._read(self.detail.seen.problem_id)

    def _read(self, problem_id: int) -> None:
        """Read the problem as this person may see it."""
        person = self._kit.presence.person
        if person is None:
            return
        by, at = person.person_id, self._kit.records.now()
        detail, stopped, promises = self._kit.records.read(
            lambda s: (
                problem_detail(s, problem_id, by, at),
                stopped_batches(s, problem_id, by),
                promises_of_problem(s, problem_id, at),
            )
        )
        self.detail = detail
        for layout in (self._top, self._left, self._right):
            empty(layout)
        self.banner = self._make_banner(detail)
        self._top.addWidget(self.banner)
        self._fill(detail, stopped, promises)
        self.shown.emit(detail)

    def _fill(
        self,
        detail: ProblemDetail,
        stopped: list[StoppedBatch],
        promises: list[PromiseRow],
    ) -> None:
        """Show the story, the counter, and what is done about it."""
        kit, go_to, person = self._kit, self._kit.go_to, self._kit.presence.person
        zone = person.zone if person is not None else "UTC"
        # at its top, it is as high as its lines need at this width; otherwise they are squeezed
        self._left.addWidget(StoryCard(kit, detail, zone), 0, Qt.AlignmentFlag.AlignTop)
        self._left.addStretch(1)
        self._right.addWidget(CounterCard(detail))
        about = About(
            name=f"{detail.name} · {detail.code_name}", problem_id=detail.seen.problem_id
        )
        may = detail.status is not ProblemStatus.MERGED
        self._right.addWidget(PromisesCard(kit, about, promises, may_promise=may))
        if detail.claims:
            self._right.addWidget(ProofCard(detail))
        if detail.stop_check or detail.step("stop_ship").allowed:
            self._right.addWidget(StopCard(detail, stopped, self._take, go_to))
        if detail.corrective_actions:
            self._right.addWidget(ActionsCard(detail, go_to))
        offered = papers_of(detail)
        if offered:
            self._right.addWidget(PapersCard(self._page, kit, offered, detail.name))
        if detail.parts:
            self._right.addWidget(PartsCard(detail, go_to))
        self._right.addStretch(1)

    def _make_banner(self, detail: ProblemDetail) -> Banner:
        """Say where it stands and offer what comes next."""
        coming = next_step(detail)
        first = self._verb(coming.first.step) if coming.first is not None else None
        go_to = self._kit.go_to
        if first is None and coming.action is not None:
            action = coming.action
            words = _("Go on with {action}").format(action=action.name)
            first = Verb(words, "clipboard-list", lambda: go_to("problems", "action", action.id))
        if first is None and detail.merged_into_id is not None:
            words = _("Go to {problem}").format(problem=detail.merged_into)
            other = detail.merged_into_id
            first = Verb(words, "arrow-right", lambda: go_to("problems", other))
        others = [self._verb(each.step) for each in coming.others]
        return Banner(look(detail.status), detail.status.label, coming.sentence, first, others)

    def _verb(self, step: str) -> Verb:
        """Return the button of a step."""
        told = STEPS[step]
        text = _(told.button)
        detail = self.detail
        if step == "own" and detail is not None and detail.owner_id is not None:
            again = detail.status is ProblemStatus.RECURRED
            text = _("Take it on again…") if again else _("Somebody else in charge…")
        return Verb(text, told.picture, lambda: self._take(step), step)

    def _take(self, step: str) -> None:
        """Take a step on the problem as it is shown."""
        if self.detail is not None:
            take_step(self._kit, self._page, self.detail, step)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where there is little room."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= _TWO_COLUMNS_FROM
        above = QBoxLayout.Direction.BottomToTop  # the counter comes before the story
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if wide else above)
