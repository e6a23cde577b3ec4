"""The form of each discipline, and what all of them have."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy

from qc_desk.domain.loop_words import Discipline
from qc_desk.i18n import N_, _
from qc_desk.ui.cards import Card, words
from qc_desk.ui.forms import Form
from qc_desk.ui.problems.action.work import Work

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

LEADS = {
    Discipline.D0: N_(
        "Is somebody in danger, or can more bad goods leave today? Write what was done at once."
    ),
    Discipline.D1: N_("Two people at least: who knows the goods, the machine, and the checking?"),
    Discipline.D2: N_(
        "What is wrong with what, where, since when, how many, and how is it noticed? Only facts."
    ),
    Discipline.D3: N_("What keeps bad goods away from customers until the cause is gone?"),
    Discipline.D4: N_(
        "Two causes are needed: why the defect came about, and why nobody caught it. Ask why until"
        " the answer is something that can be changed."
    ),
    Discipline.D5: N_("What takes the causes away? Who does it, until when?"),
    Discipline.D6: N_("Each corrective action is done, and verified by somebody who did none."),
    Discipline.D7: N_("What keeps it from coming about elsewhere: other goods, sites, lists?"),
    Discipline.D8: N_("What was learnt, and who is thanked?"),
}


class DisciplineForm(Card):
    """What is shown of one discipline; forms in it keep what is typed."""

    def __init__(self, work: Work, discipline: Discipline) -> None:
        """Say what the discipline is about."""
        super().__init__(discipline.label)
        # its questions break into lines that are only known once their width is
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.work, self.discipline = work, discipline
        self.row = work.row(discipline)
        self.forms: list[Form] = []
        self.body.addWidget(words(_(LEADS[discipline]), quiet=True))

    def keep(self) -> None:
        """Keep what is typed and not saved yet."""
        for form in self.forms:
            form.keep_draft()

    def submit(self, form: Form, act: "Callable[[Session, int, datetime], object]") -> None:
        """Change the record with what is typed; what was done leaves no draft behind."""
        if not form.check():
            return
        self.forms.remove(form)  # this discipline is shown anew before the change returns
        form.forget_draft()
        if self.work.change(act):
            form.set_clean()
            return
        self.forms.append(form)
        form.keep_draft()

    def keep_form(self, form: Form, what: str) -> None:
        """Keep what is typed into a form from now on; put back what was kept before."""
        form.keep_in(self.work.kit.drafts, self.work.key(self.discipline, what))
        self.forms.append(form)
