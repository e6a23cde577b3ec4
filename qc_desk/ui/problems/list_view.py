"""The list of problems with its filters."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.services.problem_lists import ProblemRow
from qc_desk.ui.cards import words
from qc_desk.ui.pages import Kit
from qc_desk.ui.problems.filter_bar import FilterBar
from qc_desk.ui.problems.model import SITES, columns
from qc_desk.ui.problems.shop import problem_words
from qc_desk.ui.rows import Rows
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M, Type, font


class ListView(QWidget):
    """All problems that need a look, or those the filters let through."""

    opened = Signal(int)

    def __init__(self, kit: Kit) -> None:
        """Lay out filters, the list and the count."""
        super().__init__()
        self._kit = kit
        self.filters = FilterBar()
        self.filters.changed.connect(self._ask)
        self.rows: Rows[ProblemRow] = Rows(kit.records, kit.jobs, columns(_widest_status()))
        self.rows.loaded.connect(self._say_count)
        self.table = Table(self.rows, tap_opens=True)
        self.table.setAccessibleName(_("Problems"))
        self.table.opened.connect(lambda row: self.opened.emit(row.id))
        self.count = words("", quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.filters)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.count)

    def reload(self) -> None:
        """Read again what is shown, and what the filters offer."""
        shop = self._kit.records.read(problem_words)
        self.filters.offer(shop)
        self.table.leave_out(SITES, out=len(shop.sites) < 2)
        self._ask()

    def _ask(self) -> None:
        """Ask the record with the filters as they are now."""
        self._say_empty()
        self.rows.show(self.filters.source())

    def _say_count(self) -> None:
        """Say how many problems there are."""
        count = self.rows.rowCount()
        said = ngettext("{count} problem", "{count} problems", count)
        self.count.setText(said.format(count=format_integer(count)))

    def _say_empty(self) -> None:
        """Say why nothing is shown."""
        if self.filters.narrows():
            self.table.say_empty(
                _("No problem fits these filters"),
                _("Take a filter away, or look for fewer words."),
                _("Show all problems"),
                self.filters.show_all,
            )
        else:
            self.table.say_empty(
                _("No problem has come back"),
                _(
                    "Nobody has to enter problems here. As soon as the same defect is seen again"
                    " on goods of the same kind, or after a promise, it appears by itself."
                ),
            )


def _widest_status() -> int:
    """Return the width that the longest word for a status needs as a badge, in px."""
    letters = QFontMetrics(font(Type.STRONG))
    return max(letters.horizontalAdvance(headed(each.label)) for each in ProblemStatus) + 68
