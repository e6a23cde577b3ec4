"""A choice that fits into a table, and that the wheel does not change while one scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from qc_desk.ui.overrides import override
from qc_desk.ui.theme import TARGET


class Chooser(QComboBox):
    """One of several words, each with the value it stands for; says when a person chooses."""

    chosen = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        """Offer values with their words; ``name`` is read out."""
        super().__init__()
        self._values = [value for value, _words in choices]
        self.addItems([words for _value, words in choices])
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentIndexChanged.connect(lambda _number: self.chosen.emit())

    def value(self) -> str:
        """Return the chosen value."""
        return self._values[self.currentIndex()]

    def show_value(self, value: str) -> None:
        """Choose a value without saying so."""
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
        self.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()
