"""Why the record cannot be opened, over the whole window: what happened, and the ways on."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.cover import Cover
from qc_desk.ui.files import choose_folder
from qc_desk.ui.flow import Flow
from qc_desk.ui.icons import pixmap
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, WARDROBE, Tone, Type, colours_now

_WIDEST = 760  # px: longer lines are hard to read


class Obstacle(Cover):
    """One refusal, whole, with buttons for what can be done about it."""

    again = Signal()
    elsewhere = Signal(object)
    restore = Signal()
    leave = Signal()

    def __init__(
        self, window: MainWindow, refusal: QcError, folder: Path | None, *, replaceable: bool
    ) -> None:
        """Show a refusal; a record in a folder may be looked for in another one.

        Where it is ``replaceable`` a backup can be put in its place.
        """
        super().__init__(window)
        self._folder, self._replaceable = folder, replaceable
        headline, _dot, details = str(refusal).partition(". ")
        self.setAccessibleName(str(refusal))
        self._picture = QLabel()
        self.headline = words(headline.rstrip(".") + ".", Type.SECTION)
        self.details = words(details)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        middle.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card(), stretch=20)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(2)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def _card(self) -> Card:
        """Lay out the words and, below them, what can be done."""
        said = QVBoxLayout()
        said.setSpacing(SPACE_M)
        for label in (
            words(_("The record was not opened"), Type.TITLE),
            self.headline,
            self.details,
        ):
            said.addWidget(label)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(said, stretch=1)
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.setContentsMargins(SPACE_M, SPACE_L, SPACE_M, SPACE_M)
        card.body.setSpacing(SPACE_XL)
        card.body.addLayout(across)
        card.body.addLayout(self._verbs())
        return card

    def _verbs(self) -> Flow:
        """Offer to try again, to look elsewhere, and to leave."""
        verbs = Flow(gap=SPACE_M)
        self.retry = button(_("&Try again"), self.again.emit, "primary", "refresh-cw")
        verbs.addWidget(self.retry)
        if self._replaceable:
            self.put_back = button(_("&Restore a backup…"), self.restore.emit, picture="history")
            verbs.addWidget(self.put_back)
        if self._folder is not None:
            self.choose = button(_("Choose another &folder…"), self._choose, picture="folder-open")
            verbs.addWidget(self.choose)
        self.quit = button(_("&Quit"), self.leave.emit, picture="log-out")
        verbs.addWidget(self.quit)
        return verbs

    def _choose(self) -> None:
        """Ask for the folder that the record is in, or in which a new one begins."""
        folder = choose_folder(self, _("The folder of the record"), self._folder)
        if folder is not None:
            self.elsewhere.emit(folder)

    def dress(self) -> None:
        """Take the colours in force."""
        self._picture.setPixmap(pixmap("octagon-alert", colours_now().ink(Tone.FAIL).text, 48))
