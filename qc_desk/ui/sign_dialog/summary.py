"""What is signed, at a glance: the batch, and what was found in numbers."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.ui.icons import pixmap
from qc_desk.ui.sampling.plans import decides, not_accepted, outcome
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, WARDROBE, Tone, Type, colours_now, font

if TYPE_CHECKING:
    from qc_desk.services.to_sign import ToSign


class Summary(QFrame):
    """A card with the batch and the numbers of one inspection."""

    def __init__(self, shown: "ToSign", across: int = 3) -> None:
        """Show what is about to be signed, with so many numbers to a row."""
        super().__init__()
        self.setObjectName("card")
        self._across = across
        self.numbers: list[Number] = []
        headline = QLabel(_("Batch {batch}").format(batch=shown.batch))
        headline.setFont(font(Type.SECTION))
        facts = QLabel(_facts(shown))
        facts.setProperty("quiet", "true")
        for label in (headline, facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(headline)
        column.addWidget(facts)
        column.addLayout(self._grid(shown))
        for plan in shown.plans if decides(shown.plans) else ():
            column.addWidget(QLabel(f"{headed(plan.severity.label)}: {outcome(plan)}"))
        if not_accepted(shown.plans):
            said = _("The sample does not accept this batch: it cannot be approved.")
            self.refused = QLabel(said, wordWrap=True)
            self.refused.setFont(font(Type.STRONG))
            column.addWidget(self.refused)

    def _grid(self, shown: "ToSign") -> QGridLayout:
        """Lay out the numbers in rows."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_S)
        counts = shown.counts
        cells = (
            (counts.items, ngettext("item", "items", counts.items), "list-checks", Tone.CALM),
            (counts.passed, _("passed"), "circle-check", Tone.PASS),
            (counts.failed, _("failed"), "circle-x", Tone.FAIL),
            (counts.not_applicable, _("not applicable"), "circle-minus", Tone.CALM),
            (counts.defects, ngettext("defect", "defects", counts.defects), "tag", Tone.WARN),
            (counts.photos, ngettext("photo", "photos", counts.photos), "camera", Tone.CALM),
        )
        for place, (count, words, picture, tone) in enumerate(cells):
            number = Number(count, words, picture, tone)
            self.numbers.append(number)
            grid.addWidget(number, place // self._across, place % self._across)
            grid.setColumnStretch(place % self._across, 1)
        return grid


def _facts(shown: "ToSign") -> str:
    """Return product, quantity, round, and whose findings the numbers are."""
    pieces = ngettext("{count} piece", "{count} pieces", shown.quantity)
    return " · ".join(
        (
            shown.product,
            pieces.format(count=format_integer(shown.quantity)),
            _("round {round}").format(round=shown.round),
            _("{seat}: {name}").format(seat=shown.seat.label, name=shown.inspector),
        )
    )


class Number(QFrame):
    """One count with its icon and its word; its colour says nothing that the word does not."""

    def __init__(self, count: int, words: str, picture: str, tone: Tone) -> None:
        """Show a count; a zero is quiet."""
        super().__init__()
        self._picture_name = picture
        self._tone = tone if count else Tone.CALM
        self.said = f"{format_integer(count)} {words}"
        self._picture = QLabel()
        self._count = QLabel(format_integer(count))
        self._count.setFont(font(Type.SECTION))
        name = QLabel(words)
        name.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._picture)
        row.addWidget(self._count)
        row.addWidget(name, stretch=1)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        ink = colours_now().ink(self._tone).text
        self._picture.setPixmap(pixmap(self._picture_name, ink, 20))
        self._count.setStyleSheet(f"color: {ink};")
