"""The list of complaints with its filters."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.loop_words import ComplaintStatus
from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.services.complaint_lists import ComplaintRow
from qc_desk.ui.cards import words
from qc_desk.ui.complaints.filter_bar import FilterBar
from qc_desk.ui.complaints.model import NEWEST_FIRST, SITE, ComplaintSource, columns
from qc_desk.ui.complaints.shop import complaint_words
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Rows
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M, Type, font


class ListView(QWidget):
    """All complaints, or those the filters let through."""

    opened = Signal(int)
    entering = Signal()

    def __init__(self, kit: Kit) -> None:
        """Lay out filters, the list and the count."""
        super().__init__()
        self._kit = kit
        self.filters = FilterBar()
        self.filters.changed.connect(self._ask)
        self.rows: Rows[ComplaintRow] = Rows(
            kit.records, kit.jobs, columns(_widest_status()), NEWEST_FIRST
        )
        self.rows.loaded.connect(self._say_count)
        self.table = Table(self.rows, tap_opens=True)
        self.table.setAccessibleName(_("Complaints"))
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
        shop = self._kit.records.read(lambda s: complaint_words(s, retired=True))
        self.filters.offer(shop)
        self.table.leave_out(SITE, out=len(shop.sites) < 2)
        self._ask()

    def _ask(self) -> None:
        """Ask the record with the filters as they are now."""
        self._say_empty()
        self.rows.show(ComplaintSource(self.filters.wanted(), self._kit.records.now))

    def _say_count(self) -> None:
        """Say how many complaints there are."""
        count = self.rows.rowCount()
        said = ngettext("{count} complaint", "{count} complaints", count)
        self.count.setText(said.format(count=format_integer(count)))

    def _say_empty(self) -> None:
        """Say what to do when nothing is shown."""
        if self.filters.narrows():
            self.table.say_empty(
                _("No complaint fits these filters"),
                _("Take a filter away, or look for fewer words."),
                _("Show all complaints"),
                self.filters.show_all,
            )
        else:
            self.table.say_empty(
                _("No complaints yet"),
                _("When a customer calls or writes, take it down in their own words."),
                _("Take a complaint down"),
                self.entering.emit,
            )


def _widest_status() -> int:
    """Return the width that the longest word for a status needs as a badge, in px."""
    letters = QFontMetrics(font(Type.STRONG))
    return max(letters.horizontalAdvance(headed(each.label)) for each in ComplaintStatus) + 68
