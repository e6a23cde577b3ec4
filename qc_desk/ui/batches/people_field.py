"""Several people, chosen by tapping their names."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from qc_desk.ui.buttons import Button
from qc_desk.ui.fields import Field
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override


class PeopleField(Field[tuple[int, ...]]):
    """Any number of people; those chosen carry a tick."""

    def __init__(self, label: str, *, hint: str = "") -> None:
        """Begin without people."""
        self.chips: dict[int, Button] = {}
        self._room = QWidget()
        policy = self._room.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self._room.setSizePolicy(policy)
        self._flow = Flow(self._room)
        super().__init__(label, self._room, hint=hint)

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer these people; who is chosen stays chosen."""
        chosen = self.text()
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for person_id, name in people:
            chip = Button(name, "chip", "user")
            chip.setCheckable(True)
            chip.toggled.connect(self._edited)
            self.chips[person_id] = chip
            self._flow.addWidget(chip)
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.set_text(chosen)
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    @override
    def text(self) -> str:
        """Return who is chosen, as a draft keeps it."""
        return ",".join(str(each) for each, chip in self.chips.items() if chip.isChecked())

    @override
    def set_text(self, text: str) -> None:
        """Choose the people that a draft kept."""
        wanted = {int(part) for part in text.split(",") if part.isdecimal()}
        for person_id, chip in self.chips.items():
            chip.setChecked(person_id in wanted)

    @override
    def value(self) -> tuple[int, ...] | None:
        """Return who is chosen; None for nobody."""
        return tuple(each for each, chip in self.chips.items() if chip.isChecked()) or None
