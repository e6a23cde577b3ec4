"""D3, D5, D6, D7: what is to be done, by whom, until when, and what became of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ActionStatus, Discipline
from qc_desk.i18n import _, format_date, format_datetime
from qc_desk.services import corrective_actions
from qc_desk.services.corrective_action_lists import ActionRow
from qc_desk.services.corrective_actions import PlanEntry
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, NoteField
from qc_desk.ui.flow import Flow
from qc_desk.ui.forms import Cell, Form
from qc_desk.ui.problems.action.forms import DisciplineForm
from qc_desk.ui.problems.action.work import Work, deeds, do
from qc_desk.ui.problems.shop import people_choices
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, WARDROBE, Tone, Type, colours_now

_LOW = 96  # px


class ActionsForm(DisciplineForm):
    """The actions of a discipline, and a place for one more."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Show each action; D6 looks at those of D5, and plans none."""
        super().__init__(work, discipline)
        if not self.row.actions:
            self.body.addWidget(words(_("No action is planned yet."), Type.STRONG))
        for each in self.row.actions:
            self.body.addWidget(Line())
            self.body.addWidget(self._action(each))
        if work.detail.may_write and discipline is not Discipline.D6:
            self.body.addWidget(Line())
            self._add_form()

    def _action(self, row: ActionRow) -> QWidget:
        """Show an action with its owner and day, what became of it, and what can be done."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addWidget(_badge(row), 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(words(row.text, Type.STRONG), stretch=1)
        column.addLayout(first)
        due = _("due {day}").format(day=format_date(row.due_on))
        column.addWidget(words(f"{row.owner} · {due}", quiet=True))
        person = self.work.kit.presence.person
        zone = person.zone if person is not None else "UTC"
        for event in row.events:
            said = f"{event.status.label}: {event.words}\n{event.by}"
            column.addWidget(words(f"{said} · {format_datetime(event.at, zone)}", Type.SMALL))
        verbs = QWidget()
        flow = Flow(verbs, SPACE_M)
        for asking in deeds(row):
            made = button(
                _(asking.words),
                partial(do, self.work, asking, row),
                "",
                asking.picture,
            )
            made.setAccessibleName(_("{act}: {what}").format(act=_(asking.words), what=row.text))
            flow.addWidget(made)
        verbs.setVisible(bool(deeds(row)))
        column.addWidget(verbs)
        if row.status is ActionStatus.DONE and not row.may_verify:
            waits = _("It waits for a lead or owner who neither leads nor did any of it.")
            column.addWidget(words(waits, Type.SMALL, quiet=True))
        return whole

    def _add_form(self) -> None:
        """Offer to plan one more action."""
        self.form = Form()
        self.what = self.form.add("what", NoteField(_("What is to be done"), required=True))
        self.what.note.setMaximumHeight(_LOW)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        people = self.work.kit.records.read(lambda s: people_choices(s, leading=False))
        self.owner: ChoiceField[int] = self.form.add(
            "owner", ChoiceField(_("By whom"), people, required=True), Cell(grid, 0, 0)
        )
        self.due = self.form.add("due", DateField(_("Until"), required=True), Cell(grid, 0, 1))
        self.form.column.addLayout(grid)
        self.body.addWidget(self.form)
        self.keep_form(self.form, "plan")
        self.body.addWidget(
            button(_("Plan it"), self.plan, "primary", "plus"), 0, Qt.AlignmentFlag.AlignLeft
        )

    def plan(self) -> None:
        """Plan the action."""
        due = self.due.value()
        if due is None:
            self.form.check()
            return
        entry = PlanEntry(
            discipline=self.discipline,
            what=self.what.text(),
            owner_id=self.owner.value() or 0,
            due_on=due,
        )
        self.submit(
            self.form,
            lambda s, by, at: corrective_actions.plan(s, self.work.id, entry, by, at),
        )


def _badge(row: ActionRow) -> Badge:
    """Return where an action stands; one that is late says so."""
    if row.overdue and row.status is ActionStatus.OPEN:
        return Badge(_("overdue"), Tone.FAIL, "clock-alert")
    return Badge(row.status.label, *look(row.status))


class Line(QFrame):
    """A thin line between actions."""

    def __init__(self) -> None:
        """Be one pixel high."""
        super().__init__()
        self.setFixedHeight(1)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        self.setStyleSheet(f"background: {colours_now().line};")
