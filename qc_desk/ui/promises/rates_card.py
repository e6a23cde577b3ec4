"""How many promises were kept, on a card: a line for each, with the numbers behind the share."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from qc_desk.i18n import _, ngettext
from qc_desk.services.promise_rates import Rate, RateRow
from qc_desk.ui.cards import Card, words
from qc_desk.ui.theme import SPACE_L, SPACE_S, Type


class RatesCard(Card):
    """The kept-rates of people, sites, customers or manufacturers."""

    def __init__(self, title: str, rows: list[RateRow]) -> None:
        """Show a line for each."""
        super().__init__(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for line, row in enumerate(rows):
            share = words(share_of(row.rate), Type.STRONG)
            share.setWordWrap(False)
            grid.addWidget(share, line, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(words(f"{row.name}\n{numbers(row.rate)}"), line, 1)
        self.body.addLayout(grid)


def share_of(rate: Rate) -> str:
    """Return the kept share in percent; a dash while nothing was due."""
    if rate.share is None:
        return "—"
    return _("{percent} %").format(percent=round(100 * rate.share))


def numbers(rate: Rate) -> str:
    """Return the numbers behind a share; what did not happen is left out."""
    said = ngettext(
        "{kept} of {due} kept by the first day",
        "{kept} of {due} kept by the first day",
        rate.due,
    )
    facts = [said.format(kept=rate.kept, due=rate.due)]
    for count, text in (
        (rate.moved_and_kept, _("{count} moved and then kept")),
        (rate.moved, _("{count} moved, still open")),
        (rate.broken, _("{count} broken")),
    ):
        if count:
            facts.append(text.format(count=count))
    return " · ".join(facts)
