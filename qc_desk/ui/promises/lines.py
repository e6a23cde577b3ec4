"""One promise as a line: where it stands, its words, who and when, and what can be done."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.services.promise_rows import PromiseRow
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.promises import words as said
from qc_desk.ui.promises.acts import PromiseDeed, deeds
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_XS, Type

Do = Callable[[PromiseDeed, PromiseRow], None]


class PromiseLine(QWidget):
    """A promise with its badge, its words and its buttons."""

    def __init__(self, row: PromiseRow, do: Do, *, with_about: bool = False) -> None:
        """Show a promise; ``with_about`` says too what it is about."""
        super().__init__()
        self.row = row
        badge = Badge(said.state(row), *look(row.standing))
        facts = [said.who(row), said.due(row), row.owner]
        if with_about and said.about(row):
            facts.append(said.about(row))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(words(row.name, quiet=True), stretch=1)
        column.addLayout(first)
        column.addWidget(words(row.text, Type.STRONG))
        column.addWidget(words(" · ".join(facts), Type.SMALL, quiet=True))
        for event in row.events:
            column.addWidget(words(said.happened(event, row.zone), Type.SMALL, quiet=True))
        possible = deeds(row)
        if possible:
            column.addWidget(self._buttons(possible, do))

    def _buttons(self, possible: list[PromiseDeed], do: Do) -> QWidget:
        """Return what can be done with it now."""
        line = QWidget()
        flow = Flow(line)
        for deed in possible:
            made = button(deed.words, partial(do, deed, self.row), "", deed.value.picture)
            made.setAccessibleDescription(f"{self.row.name}: {self.row.text}")
            flow.addWidget(made)
        return line
