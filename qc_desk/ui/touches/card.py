"""The contacts about an order or a complaint, on a card: how many, how many are usual, which."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from qc_desk.i18n import _, ngettext
from qc_desk.services.touch_limits import OrderTouches
from qc_desk.services.touches import TouchRow
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.pages import Kit
from qc_desk.ui.promises.about import About
from qc_desk.ui.theme import SPACE_M, SPACE_S, WARDROBE, Tone, Type, colours_now
from qc_desk.ui.touches import words as said
from qc_desk.ui.touches.dialog import touch_dialog

_SHOWN = 5


class TouchesCard(Card):
    """How often somebody had to be spoken to, and the quick entry of another contact."""

    def __init__(
        self,
        kit: Kit,
        about: About,
        rows: list[TouchRow],
        found: OrderTouches | None = None,
        *,
        zone: str,
        may_note: bool = True,
    ) -> None:
        """Show contacts, newest first; ``found`` compares them with what is usual for orders."""
        super().__init__(_("Contacts"))
        self._kit, self._about = kit, about
        self._icons: list[tuple[QLabel, str]] = []
        self.note = button(_("Note a contact…"), self._note, "", "phone")
        self.verbs.addWidget(self.note)
        self.note.setVisible(may_note)
        if found is not None:
            self._compare(found)
        if rows:
            self._list(rows[:_SHOWN], zone)
        elif found is None:
            self.body.addWidget(words(_("No contact is noted yet."), quiet=True))
        more = len(rows) - _SHOWN
        if more > 0:
            text = ngettext("and {count} earlier one", "and {count} earlier ones", more)
            self.body.addWidget(words(text.format(count=more), Type.SMALL, quiet=True))
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        for label, name in self._icons:
            label.setPixmap(pixmap(name, colours_now().muted, 20))

    def _compare(self, found: OrderTouches) -> None:
        """Say how many there are, and whether that is too many."""
        if found.is_over:
            badge = Badge(_("more contacts than usual"), Tone.WARN)
            self.body.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(words(said.counted(found), Type.STRONG))
        self.body.addWidget(words(said.usual(found.limit), Type.SMALL, quiet=True))

    def _list(self, rows: list[TouchRow], zone: str) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(rows):
            picture = QLabel()
            self._icons.append((picture, said.PICTURES[row.channel]))
            grid.addWidget(picture, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            text = f"{said.headline(row)}\n{row.note}" if row.note else said.headline(row)
            grid.addWidget(words(text), 2 * number, 1)
            told = words(said.told(row, zone), Type.SMALL, quiet=True)
            grid.addWidget(told, 2 * number + 1, 1)
        self.body.addLayout(grid)

    def _note(self) -> None:
        """Ask for another contact; the record says that it changed."""
        touch_dialog(self._kit, self._about, self.window())
