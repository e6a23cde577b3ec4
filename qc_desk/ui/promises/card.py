"""The promises about one thing, on a card: how they stand, and what can be done with them."""

from PySide6.QtWidgets import QVBoxLayout

from qc_desk.i18n import _
from qc_desk.services.promise_rows import PromiseRow
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.pages import Kit
from qc_desk.ui.promises.about import About
from qc_desk.ui.promises.acts import PromiseDeed, do
from qc_desk.ui.promises.dialog import promise_dialog
from qc_desk.ui.promises.lines import PromiseLine
from qc_desk.ui.theme import SPACE_XL


class PromisesCard(Card):
    """The promises that a page asks for; the page is read again after every change."""

    def __init__(
        self,
        kit: Kit,
        about: About,
        rows: list[PromiseRow],
        *,
        may_promise: bool = True,
    ) -> None:
        """Show promises about something; ``may_promise`` offers to make another."""
        super().__init__(_("Promises"))
        self._kit, self._about = kit, about
        self.promise = button(_("Promise…"), self._promise, "", "handshake")
        self.verbs.addWidget(self.promise)
        self.promise.setVisible(may_promise)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(SPACE_XL)
        self.body.addLayout(self.lines)
        self.show_rows(rows)

    def show_rows(self, rows: list[PromiseRow]) -> None:
        """Show these promises."""
        empty(self.lines)
        if not rows:
            self.lines.addWidget(words(_("Nothing is promised yet."), quiet=True))
        for row in rows:
            self.lines.addWidget(PromiseLine(row, self._do))

    def _promise(self) -> None:
        """Ask for a new promise; the record says that it changed."""
        promise_dialog(self._kit, self._about, self.window())

    def _do(self, deed: PromiseDeed, row: PromiseRow) -> None:
        do(self._kit, self.window(), deed, row)
