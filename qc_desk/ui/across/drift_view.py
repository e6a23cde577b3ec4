"""Where sites have drifted apart: each difference in words, with the way to put it right."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from qc_desk.domain.training_words import Document
from qc_desk.i18n import _, headed
from qc_desk.services.drift import DriftKind
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XS, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.drift import DriftRow

Go = Callable[..., None]
LOOKS: dict[DriftKind, tuple[Tone, str]] = {
    DriftKind.OPEN_BEHIND: (Tone.FAIL, "history"),
    DriftKind.SITE_BEHIND: (Tone.WARN, "clock-alert"),
    DriftKind.NEVER_USED: (Tone.WARN, "map-pin"),
    DriftKind.UNTRAINED: (Tone.INFO, "users"),
}


class DriftView(QScrollArea):
    """A card for each site that differs."""

    def __init__(self, go: Go) -> None:
        """Begin empty."""
        super().__init__(widgetResizable=True)
        self._go = go
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE_M, 0)
        self._column.setSpacing(SPACE_L)
        self.setWidget(inside)

    def show_rows(self, rows: "Sequence[DriftRow]") -> None:
        """Show differences, site by site."""
        empty(self._column)
        sites: dict[str, list[DriftRow]] = {}
        for row in rows:
            sites.setdefault(row.site, []).append(row)
        for site, found in sorted(sites.items()):
            card = Card(site)
            for row in found:
                card.body.addLayout(self._row(row))
            self._column.addWidget(card)
        if not rows:
            card = Card(_("No site has drifted"))
            told = _(
                "Every open check goes by the version in force, and every site uses the checklists"
                " and the training that the others use."
            )
            card.body.addWidget(words(told))
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _row(self, row: "DriftRow") -> QHBoxLayout:
        """Return a difference: what it is, in words, and where it is put right."""
        said = QVBoxLayout()
        said.setSpacing(SPACE_XS)
        said.addWidget(Badge(headed(row.kind.label), *LOOKS[row.kind]))
        said.addWidget(words(row.title, Type.STRONG))
        said.addWidget(words(row.sentence))
        across = QHBoxLayout()
        across.setSpacing(SPACE_M)
        across.addLayout(said, stretch=1)
        verb = button(*self._way(row))
        verb.setAccessibleDescription(f"{row.site}: {row.sentence}")
        across.addWidget(verb, 0, Qt.AlignmentFlag.AlignTop)
        return across

    def _way(self, row: "DriftRow") -> tuple[str, Callable[[], None]]:
        """Return the words and the act of the button."""
        if row.kind is DriftKind.UNTRAINED:
            return _("Training"), lambda: self._go("training")
        place = "manual" if row.document is Document.CHECKLIST else "procedures"
        return _("Open"), lambda: self._go(place, row.document_id)
