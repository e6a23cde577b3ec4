"""Room for a decision: what, who sees to it, and until when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from qc_desk.i18n import _
from qc_desk.services.weekly_review import DecisionEntry
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import Card
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, NoteField
from qc_desk.ui.theme import SPACE_M

Choices = Sequence[tuple[int, str]]


class DecisionForm(Card):
    """Asks for one decision; it becomes a promise to ourselves."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(_("Decide"))
        self.text = NoteField(_("What is decided"), longest=2000, required=True)
        self.owner: ChoiceField[int] = ChoiceField(_("Who sees to it"), [], required=True)
        self.due = DateField(_("Until"), required=True)
        self.site: ChoiceField[int] = ChoiceField(_("Site"), [], required=True)
        self.deed = Button(_("Decide it"), "primary", "handshake")
        self.body.addWidget(self.text)
        beside = QHBoxLayout()
        beside.setSpacing(SPACE_M)
        for part in (self.owner, self.due, self.site):
            beside.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)
        self.body.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignLeft)
        for each in (self.text, self.owner, self.due, self.site):
            each.changed.connect(self._look)
        self._look()

    def offer(self, people: Choices, sites: Choices, usual: tuple[int, int]) -> None:
        """Offer who works here, and the sites; what was chosen stays chosen."""
        for field, offered, first in (
            (self.owner, people, usual[0]),
            (self.site, sites, usual[1]),
        ):
            before = field.value()
            field.offer(offered)
            field.choose(first if before is None else before)
        self.site.setVisible(len(sites) > 1)

    def entry(self) -> DecisionEntry:
        """Return what was entered."""
        return DecisionEntry(
            text=self.text.value() or "",
            owner_id=self.owner.value(),
            due_on=self.due.value(),
            site_id=self.site.value(),
        )

    def clear(self) -> None:
        """Make room for the next decision."""
        self.text.set_text("")
        self.due.set_value(None)

    def _look(self) -> None:
        fields = (self.text, self.owner, self.due, self.site)
        self.deed.setEnabled(not any(field.wrong() for field in fields))
