"""Beside the matrix: one person with everything in force, and what is still to be done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from qc_desk.i18n import _, headed
from qc_desk.services.training_matrix import Standing
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.theme import SPACE_M, SPACE_S, Type
from qc_desk.ui.training.looks import LOOKS, history, standing_words, subject_words

if TYPE_CHECKING:
    from qc_desk.services.training_matrix import LearnerRow, Matrix, SubjectRow

_UNTRAINED = (Standing.NONE, Standing.OUTDATED, Standing.TO_NOTE)


class PersonPanel(Panel):
    """What a person was trained on, by whom and when."""

    noted = Signal(object)  # the subject that the person is trained on
    read = Signal(object)

    def __init__(
        self, person: "LearnerRow", matrix: "Matrix", zone: str, *, may_note: bool, is_me: bool
    ) -> None:
        """Show every checklist and procedure with how the person stands."""
        super().__init__(person.name)
        self.person = person
        for row in matrix.subjects:
            cell = matrix.cells[person.id, row.subject]
            card, column = _card(row, standing_words(cell), LOOKS[cell.standing])
            said = history(cell, zone)
            if said:
                column.addWidget(words(said, Type.SMALL, quiet=True))
            if may_note and cell.standing in _UNTRAINED:
                self._offer(column, _("Note training"), row, self.noted.emit, "user-check")
            if is_me and cell.understood_at is None:
                self._offer(column, _("Read and confirm"), row, self.read.emit, "book-open")
            self.body.addWidget(card)

    def _offer(
        self,
        column: QVBoxLayout,
        text: str,
        row: "SubjectRow",
        act: "Callable[[SubjectRow], None]",
        picture: str,
    ) -> None:
        verb = button(text, lambda: act(row), "", picture)
        verb.setAccessibleName(f"{text}: {row.title}")
        column.addWidget(verb)


def _card(row: "SubjectRow", said: str, look: tuple[object, str]) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setSpacing(SPACE_S)
    column.addWidget(words(subject_words(row), Type.STRONG))
    asked = _("nobody checks without it") if row.required else ""
    kind = row.subject.document.label
    fact = " · ".join(each for each in (headed(kind), asked) if each)
    column.addWidget(words(fact, Type.SMALL, quiet=True))
    line = QHBoxLayout()
    line.setSpacing(SPACE_M)
    line.addWidget(Badge(said, look[0], look[1]))  # type: ignore[arg-type]
    line.addStretch(1)
    column.addLayout(line)
    return card, column
