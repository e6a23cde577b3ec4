"""The list of batches with its filters."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import BatchStatus
from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.services.batch_lists import BatchRow
from qc_desk.ui.batches.filter_bar import FilterBar
from qc_desk.ui.batches.model import NEWEST_FIRST, SITE, BatchSource, columns
from qc_desk.ui.batches.shop import shop_words
from qc_desk.ui.cards import words
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Rows
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M, Type, font

_LOW_BELOW = 520  # px: a workstation at 150 % has about 440 here


class ListView(QWidget):
    """All batches, or those the filters let through."""

    opened = Signal(int)
    entering = Signal()

    def __init__(self, kit: Kit) -> None:
        """Lay out filters, the count and the list."""
        super().__init__()
        self._kit = kit
        self.filters = FilterBar()
        self.filters.changed.connect(self._ask)
        self.rows: Rows[BatchRow] = Rows(
            kit.records, kit.jobs, columns(_widest_status()), NEWEST_FIRST
        )
        self.rows.loaded.connect(self._say_count)
        self.table = Table(self.rows, tap_opens=True)
        self.table.setAccessibleName(_("Batches"))
        self.table.opened.connect(self._open)
        self.count = words("", quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.filters)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self.count)

    def reload(self) -> None:
        """Read again what is shown, and what the filters offer."""
        shop = self._kit.records.read(shop_words)
        self.filters.offer(shop)
        self.table.leave_out(SITE, out=len(shop.sites) < 2)
        self._ask()

    def select(self, batch_id: int) -> None:
        """Put the selection on a batch."""
        self.table.go_to_id(batch_id)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the list where the window is low."""
        super().resizeEvent(event)
        self.filters.set_low(low=event.size().height() < _LOW_BELOW)

    def _ask(self) -> None:
        """Ask the record with the filters as they are now."""
        self._say_empty()
        self.rows.show(BatchSource(self.filters.wanted()))

    def _open(self, row: BatchRow) -> None:
        """Open a batch."""
        self.opened.emit(row.id)

    def _say_count(self) -> None:
        """Say how many batches there are."""
        count = self.rows.rowCount()
        said = ngettext("{count} batch", "{count} batches", count)
        self.count.setText(said.format(count=format_integer(count)))

    def _say_empty(self) -> None:
        """Say what to do when nothing is shown."""
        if self.filters.narrows():
            self.table.say_empty(
                _("No batch fits these filters"),
                _("Take a filter away, or look for fewer words."),
                _("Show all batches"),
                self.filters.show_all,
            )
        else:
            self.table.say_empty(
                _("No batches yet"),
                _("Enter the first batch; then its first check can begin."),
                _("Enter a batch"),
                self.entering.emit,
            )


def _widest_status() -> int:
    """Return the width that the longest word for a status needs as a badge, in px."""
    letters = QFontMetrics(font(Type.STRONG))
    words_ = (headed(status.label) for status in BatchStatus)
    return max(letters.horizontalAdvance(word) for word in words_) + 68
