"""What was entered about a batch."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from qc_desk.i18n import _, format_date, format_integer, format_list
from qc_desk.services.batch_details import BatchDetail
from qc_desk.ui.cards import Card, words
from qc_desk.ui.theme import SPACE_L, SPACE_S, Type


class FactsCard(Card):
    """Product, maker, place, quantity, days, people, order and note."""

    def __init__(self, detail: BatchDetail) -> None:
        """Show what is known; what was not entered is left out."""
        super().__init__(_("About this batch"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for name, fact in facts(detail):
            if fact:
                line = grid.rowCount()
                label = words(name, quiet=True)
                label.setWordWrap(False)
                grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words(fact, Type.BODY), line, 1)
        self.body.addLayout(grid)


def facts(detail: BatchDetail) -> list[tuple[str, str]]:
    """Return the facts with their names, in the order they are read."""
    entry = detail.entry
    made_on, promised = entry.produced_on, detail.promised_ship_date
    return [
        (_("Product"), f"{detail.product} ({detail.product_code})"),
        (_("Manufacturer"), detail.manufacturer),
        (_("Site"), detail.site),
        (_("Pieces"), format_integer(entry.quantity or 0)),
        (_("Produced on"), format_date(made_on) if made_on else ""),
        (_("Produced by"), format_list(detail.producers)),
        (_("Checklist"), detail.checklist),
        (_("Order"), " · ".join(part for part in (detail.order_number, detail.customer) if part)),
        (_("Ships by"), format_date(promised) if promised else ""),
        (_("Note"), entry.note),
    ]
