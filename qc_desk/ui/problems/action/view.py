"""One corrective action: its disciplines as steps, and the form of the chosen one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qc_desk.domain.days import day_of
from qc_desk.domain.loop_words import CorrectiveActionStatus, Discipline
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.services.corrective_action_lists import (
    CorrectiveActionDetail,
    corrective_action_detail,
)
from qc_desk.ui.banner import Banner
from qc_desk.ui.cards import empty
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page
from qc_desk.ui.problems.action.actions_form import ActionsForm
from qc_desk.ui.problems.action.causes_form import CausesForm
from qc_desk.ui.problems.action.forms import DisciplineForm
from qc_desk.ui.problems.action.steps_list import StepsList
from qc_desk.ui.problems.action.team_form import TeamForm
from qc_desk.ui.problems.action.text_form import MADE_OF_TEXT
from qc_desk.ui.problems.action.work import Work
from qc_desk.ui.states import Look
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone

_LIST_FROM = 800  # px: below, the steps stand as chips above the form
_HIGH_FROM = 420  # px: below, the banner gives its room to the form
_FORMS: dict[Discipline, Callable[[Work, Discipline], DisciplineForm]] = {
    Discipline.D1: TeamForm,
    Discipline.D3: ActionsForm,
    Discipline.D4: CausesForm,
    Discipline.D5: ActionsForm,
    Discipline.D6: ActionsForm,
    Discipline.D7: ActionsForm,
    **MADE_OF_TEXT,
}


class ActionView(QWidget):
    """A corrective action as the person signed in may work on it now."""

    shown = Signal(object)

    def __init__(self, page: Page) -> None:
        """Begin without a corrective action."""
        super().__init__()
        self._page, self._kit = page, page.kit
        self.detail: CorrectiveActionDetail | None = None
        self.chosen = Discipline.D1
        self.form: DisciplineForm | None = None
        self.banner: Banner | None = None
        self.steps = StepsList()
        self.steps.chosen.connect(self.choose)
        self._top = QVBoxLayout()
        self._room = QVBoxLayout()
        self._room.setContentsMargins(0, 0, SPACE_M, 0)
        inside = QWidget()
        inside.setLayout(self._room)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._area.setWidget(inside)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.steps)
        across.addWidget(self._area, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addLayout(self._top)
        column.addWidget(self.steps.chips)
        column.addLayout(across, stretch=1)

    def show_action(self, action_id: int) -> None:
        """Show a corrective action at the first discipline that lacks something."""
        self.keep()
        self.form = None
        detail = self._read(action_id)
        if detail is None:
            return
        lacking = [row.discipline for row in detail.disciplines if not row.complete]
        self.chosen = lacking[0] if lacking else Discipline.D8
        self._show(detail)
        self._area.verticalScrollBar().setValue(0)
        self.steps.steps[self.chosen].setFocus()

    def choose(self, discipline: Discipline) -> None:
        """Show another discipline; what is typed stays as a draft."""
        self.keep()
        self.chosen = discipline
        if self.detail is not None:
            self._show(self.detail)
            self._area.verticalScrollBar().setValue(0)

    def reload(self) -> None:
        """Read the corrective action again; what is typed stays."""
        if self.detail is None:
            return
        self.keep()
        detail = self._read(self.detail.seen.corrective_action_id)
        if detail is not None:
            self._show(detail)

    def keep(self) -> None:
        """Keep what is typed and not saved yet."""
        if self.form is not None:
            self.form.keep()

    def _read(self, action_id: int) -> CorrectiveActionDetail | None:
        """Read it as this person may work on it today."""
        person = self._kit.presence.person
        if person is None:
            return None
        by, today = person.person_id, day_of(self._kit.records.now(), person.zone)
        return self._kit.records.read(lambda s: corrective_action_detail(s, action_id, by, today))

    def _show(self, detail: CorrectiveActionDetail) -> None:
        """Show the state, the steps and the form of the chosen one."""
        self.detail = detail
        empty(self._top)
        empty(self._room)
        self.banner = Banner(_look(detail), _headline(detail), _sentence(detail))
        self._top.addWidget(self.banner)
        self.steps.show_state(detail, self.chosen)
        work = Work(self._kit, self._page, detail)
        self.form = _FORMS[self.chosen](work, self.chosen)
        self._room.addWidget(self.form)
        self._room.addStretch(1)
        self._arrange()
        self.shown.emit(detail)

    def _arrange(self) -> None:
        """Use the room there is: steps at the left, or as chips above; banner where it is high."""
        wide = self.width() >= _LIST_FROM
        self.steps.setVisible(wide)
        self.steps.chips.setVisible(not wide)
        if self.banner is not None:
            self.banner.setVisible(self.height() >= _HIGH_FROM)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rearrange for the new room."""
        super().resizeEvent(event)
        self._arrange()


def _look(detail: CorrectiveActionDetail) -> Look:
    """Return how it looks: closed, late, or being worked on."""
    if detail.status is CorrectiveActionStatus.CLOSED:
        return Tone.PASS, "circle-check"
    if any(row.overdue for row in detail.due):
        return Tone.FAIL, "clock-alert"
    return Tone.INFO, "clipboard-list"


def _headline(detail: CorrectiveActionDetail) -> str:
    """Return in words how far it is."""
    if detail.status is CorrectiveActionStatus.CLOSED:
        return detail.status.label
    done = sum(row.complete for row in detail.disciplines)
    said = _("{done} of {count} disciplines complete")
    return said.format(done=done, count=len(detail.disciplines))


def _sentence(detail: CorrectiveActionDetail) -> str:
    """Return who leads it, and what is due."""
    parts = [_("{person} leads it.").format(person=detail.lead)]
    late = sum(row.overdue for row in detail.due)
    if late:
        said = ngettext("{count} action is overdue.", "{count} actions are overdue.", late)
        parts.append(said.format(count=format_integer(late)))
    elif detail.due:
        row = detail.due[0]
        said = _("Next due: “{what}”, {person}, {day}.")
        day = format_date(row.due_on)
        parts.append(said.format(what=row.text, person=row.owner, day=day))
    return " ".join(parts)
