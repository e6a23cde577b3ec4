"""One password: hidden or shown, pasted or typed, with a word when caps lock is on."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.fields import TextField
from qc_desk.ui.overrides import override

LONGEST = 1024


class PasswordField(TextField):
    """A password under its person's name; passwords are taken as they are typed, spaces too."""

    entered = Signal()

    def __init__(self, label: str) -> None:
        """Ask for the password of a person."""
        super().__init__(label, longest=LONGEST, secret=True)
        self.show_it = Button("", "", "eye")
        self.show_it.setCheckable(True)
        self.show_it.setFixedWidth(56)
        self.show_it.setAutoDefault(False)
        self.show_it.toggled.connect(self._show)
        self.row.addWidget(self.show_it)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)
        self._show(shown=False)

    @override
    def value(self) -> str | None:
        """Return the password as it is; it is never trimmed."""
        return self.text() or None

    def _show(self, shown: bool) -> None:  # noqa: FBT001 (Qt's signal gives it)
        """Show the letters, or hide them again."""
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        words = _("Hide the password") if shown else _("Show the password")
        self.show_it.setAccessibleName(words)
        self.show_it.setToolTip(words)

    def forget(self) -> None:
        """Empty the field and hide the letters again."""
        self.show_it.setChecked(False)
        self.line.clear()

    def warn_of_caps(self, *, on: bool) -> None:
        """Say that caps lock is on, or take it back."""
        self.hint.setText(_("Caps lock is on.") if on else "")
        self.hint.setVisible(on)
        self.line.setAccessibleDescription(self.hint.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice from the letters that arrive whether caps lock is on; Qt does not say."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._look_at(event)
        return super().eventFilter(watched, event)

    def _look_at(self, key: QKeyEvent) -> None:
        """Compare a letter with the shift key."""
        letter = key.text()
        shift = bool(key.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key.key() == Qt.Key.Key_CapsLock:
            self.warn_of_caps(on=False)
        elif len(letter) == 1 and letter.upper() != letter.lower():
            self.warn_of_caps(on=letter.isupper() is not shift)
