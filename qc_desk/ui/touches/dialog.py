"""The quick entry of a contact: one click for how long it took, and it is kept."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QWidget

from qc_desk.domain.loop_words import Channel, Direction
from qc_desk.i18n import _, headed
from qc_desk.services.touches import TouchEntry, note
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import TextField
from qc_desk.ui.pages import Kit
from qc_desk.ui.promises.about import About
from qc_desk.ui.theme import SPACE_L, SPACE_M, Type
from qc_desk.ui.touches.words import PICTURES

_TALL = 60  # px: the buttons that are pressed most
Chosen = TypeVar("Chosen", Direction, Channel)
MINUTES = (2, 5, 10, 15, 30, 60)
_USUAL_FIRST = (
    Channel.PHONE,
    Channel.EMAIL,
    Channel.MESSAGE,
    Channel.IN_PERSON,
    Channel.FORM,
    Channel.LETTER,
)


def touch_dialog(kit: Kit, about: About, parent: QWidget | None = None) -> int | None:
    """Ask for a contact and keep it; returns its id, None when it was left or refused."""
    person = kit.presence.person
    if person is None:
        return None
    dialog = TouchDialog(parent, about)
    key = f"touch/{about.order_id}/{about.complaint_id}"
    dialog.note.set_text((kit.drafts.get(key) or {}).get("note", ""))
    made = None
    if dialog.exec() == Dialog.DialogCode.Accepted:
        entry = dialog.entry()
        made = kit.records.change(lambda s: note(s, entry, person.person_id, kit.records.now()))
    if made is not None:
        kit.drafts.forget(key)
        kit.messages.succeed(_("The contact is noted."))
    elif dialog.note.text().strip():
        kit.drafts.keep(key, {"note": dialog.note.text()})
    return made


class TouchDialog(Dialog):
    """Asks who spoke to whom, how and for how long; the usual answers are given already."""

    def __init__(self, parent: QWidget | None, about: About) -> None:
        """Begin with a telephone call from the customer, just now, that nobody had planned."""
        super().__init__(parent, _("Contact: {what}").format(what=about.name))
        self.body.setSpacing(SPACE_M)  # a workstation at 150 % is 533 px high
        self._about = about
        self.minutes = 0
        self.directions = self._chips(
            [
                (each, headed(each.label), picture)
                for each, picture in ((Direction.IN, "log-in"), (Direction.OUT, "log-out"))
            ],
            columns=2,
        )
        self.channels = self._chips(
            [(each, headed(each.label), PICTURES[each]) for each in _USUAL_FIRST], columns=3
        )
        self.planned = QCheckBox(_("It was planned"))
        self.note = TextField(_("Note"), longest=1000)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addWidget(self.note, stretch=1)
        across.addWidget(self.planned, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(across)
        self.body.addWidget(words(_("How long did it take? One click keeps it."), Type.STRONG))
        self.body.addLayout(self._presets())
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Keep without a time"))

    def entry(self) -> TouchEntry:
        """Return what was entered."""
        return TouchEntry(
            order_id=self._about.order_id,
            complaint_id=self._about.complaint_id,
            direction=next(each for each, chip in self.directions.items() if chip.isChecked()),
            channel=next(each for each, chip in self.channels.items() if chip.isChecked()),
            minutes=self.minutes,
            planned=self.planned.isChecked(),
            note=self.note.value() or "",
        )

    def _chips(
        self, choices: Iterable[tuple[Chosen, str, str]], columns: int
    ) -> dict[Chosen, Button]:
        """Offer choices of which one is made; the first to begin with."""
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(SPACE_M)
        made: dict[Chosen, Button] = {}
        for number, (chosen, text, picture) in enumerate(choices):
            chip = Button(text, "chip", picture)
            chip.setAutoDefault(False)
            chip.setCheckable(True)
            chip.setChecked(not made)
            group.addButton(chip)
            grid.addWidget(chip, number // columns, number % columns)
            made[chosen] = chip
        self.body.addLayout(grid)
        return made

    def _presets(self) -> QGridLayout:
        """Offer the usual lengths; each keeps the contact at once."""
        grid = QGridLayout()
        grid.setSpacing(SPACE_M)
        self.presets: dict[int, Button] = {}
        for number, minutes in enumerate(MINUTES):
            preset = Button(_("{count} min").format(count=minutes), "primary")
            preset.setAutoDefault(False)
            preset.setFixedHeight(_TALL)
            preset.clicked.connect(lambda _checked=False, m=minutes: self._keep(m))
            self.presets[minutes] = preset
            grid.addWidget(preset, 0, number)
        return grid

    def _keep(self, minutes: int) -> None:
        """Keep it with this length."""
        if not self.note.show_wrong():
            self.minutes = minutes
            self.accept()
