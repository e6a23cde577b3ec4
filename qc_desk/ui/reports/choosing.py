"""Several reports of the register at once: chosen by taps, issued again or written as files."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M


class ChoosingBar(QWidget):
    """How many rows are chosen, and what can be done with them."""

    def __init__(self, table: Table) -> None:
        """Stay hidden until choosing begins."""
        super().__init__()
        self._table = table
        self.count = words("")
        self.all = button(_("Choose all"), table.selectAll, "", "list-checks")
        self.again = button(_("Issue again…"), lambda: None, "", "refresh-cw")
        self.export = button(_("Export these…"), lambda: None, "", "folder")
        self.leave = button(_("Done"), self.end, "", "x")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_M)
        across.addWidget(self.count, stretch=1)
        for verb in (self.all, self.again, self.export, self.leave):
            across.addWidget(verb)
        table.chosen.connect(self._look)
        table.rows.loaded.connect(self._look)
        self.hide()

    def begin(self) -> None:
        """Let rows be chosen."""
        self._table.choose_several(on=True)
        self._look()
        self.show()
        self._table.setFocus()

    def end(self) -> None:
        """Let rows be opened again."""
        self._table.choose_several(on=False)
        self.hide()

    def _look(self) -> None:
        """Say how many are chosen, and allow the deeds once there is one."""
        count = len(self._table.chosen_ids()) if self._table.choosing else 0
        said = ngettext("{count} report is chosen", "{count} reports are chosen", count)
        self.count.setText(
            said.format(count=format_integer(count)) if count else _("Tap what you choose.")
        )
        for verb in (self.again, self.export):
            verb.setEnabled(count > 0)
