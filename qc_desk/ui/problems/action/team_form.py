"""D1: who works on it, and with which task."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from qc_desk.domain.loop_words import Discipline
from qc_desk.i18n import _
from qc_desk.services import corrective_actions
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.forms import Form
from qc_desk.ui.problems.action.forms import DisciplineForm
from qc_desk.ui.problems.action.work import Work
from qc_desk.ui.problems.shop import people_choices
from qc_desk.ui.theme import SPACE_M, Tone, Type


class TeamForm(DisciplineForm):
    """The team, the lead first, and a place for one more."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Show the team; offer everybody who is not in it."""
        super().__init__(work, discipline)
        for member in work.detail.team:
            line = QHBoxLayout()
            line.setSpacing(SPACE_M)
            word = _("leads") if member.leads else _("member")
            look = (Tone.INFO, "user-check") if member.leads else (Tone.CALM, "user")
            line.addWidget(Badge(word, *look), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words(member.name, Type.STRONG))
            line.addWidget(words(member.task, quiet=True), stretch=1)
            self.body.addLayout(line)
        if work.detail.may_write:
            self._add_form()

    def _add_form(self) -> None:
        """Offer one more person."""
        inside = {member.person_id for member in self.work.detail.team}
        people = self.work.kit.records.read(lambda s: people_choices(s, leading=False))
        self.form = Form()
        free = [each for each in people if each[0] not in inside]
        self.person: ChoiceField[int] = self.form.add(
            "person", ChoiceField(_("One more person"), free, required=True)
        )
        self.task = self.form.add("task", TextField(_("What they do in the team")))
        self.body.addWidget(self.form)
        self.keep_form(self.form, "member")
        self.body.addWidget(
            button(_("Take into the team"), self.take, "primary", "user-plus"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )

    def take(self) -> None:
        """Take the person into the team."""
        member, task = self.person.value() or 0, self.task.text()
        self.submit(
            self.form,
            lambda s, by, at: corrective_actions.add_member(s, self.work.id, member, task, by, at),
        )
