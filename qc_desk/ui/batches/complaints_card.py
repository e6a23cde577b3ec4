"""What customers said about a batch."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from qc_desk.i18n import _, format_date
from qc_desk.services.complaint_links import ComplaintOfBatch
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, Type

_SHOWN = 160  # characters of the customer's words


class ComplaintsCard(Card):
    """Complaints with what is stated about this batch now; nothing where there are none."""

    def __init__(self, rows: list[ComplaintOfBatch], open_: Callable[[int], None]) -> None:
        """Show each complaint with a way to it."""
        super().__init__(_("What customers said"))
        for row in rows:
            first = QHBoxLayout()
            first.setSpacing(SPACE_M)
            first.addWidget(Badge(row.standing.label, *look(row.standing)))
            told = " · ".join((row.name, row.customer, format_date(row.heard_at.date())))
            first.addWidget(words(told, Type.STRONG), stretch=1)
            first.addWidget(
                button(
                    _("Open {complaint}").format(complaint=row.name),
                    partial(open_, row.complaint_id),
                    "plain",
                    "arrow-right",
                )
            )
            self.body.addLayout(first)
            short = row.words if len(row.words) <= _SHOWN else f"{row.words[:_SHOWN]}…"
            self.body.addWidget(words(f"{short}\n{row.status.label}: {row.reason}", Type.SMALL))
