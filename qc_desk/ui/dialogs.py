"""Dialogs for gloves: named verbs on the buttons, never yes and no."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.fields import NoteField
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Type, font

_NARROWEST = 440  # px


class Dialog(QDialog):
    """A dialog with a headline, a sentence, a body, and its verbs at the bottom right."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        """Lay out an empty dialog; ``body`` takes widgets, ``verbs`` takes buttons."""
        super().__init__(parent)
        self.setWindowTitle(title)
        headline = QLabel(title)
        headline.setFont(font(Type.SECTION))
        headline.setWordWrap(True)
        headline.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QLabel(text)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setVisible(bool(text))
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_L)
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(SPACE_M)
        self.verbs.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStrut(_NARROWEST)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_L)
        outer.addWidget(headline)
        outer.addWidget(self.text)
        outer.addLayout(self.body, stretch=1)
        outer.addLayout(self.verbs)

    def add_verb(
        self, text: str, kind: str = "", picture: str = "", *, accepts: bool = True
    ) -> Button:
        """Add a button that ends the dialog: accepting or leaving it."""
        made = Button(text, kind, picture)
        made.setAutoDefault(False)
        made.clicked.connect(self.accept if accepts else self.reject)
        self.verbs.addWidget(made)
        return made


def confirm(
    parent: QWidget | None, title: str, text: str, *, do: str, leave: str, danger: bool = True
) -> bool:
    """Ask whether to do something; the safe answer has the focus when there is danger."""
    dialog = Dialog(parent, title, text)
    safe = dialog.add_verb(leave, accepts=False)
    deed = dialog.add_verb(do, "danger" if danger else "primary")
    (safe if danger else deed).setDefault(True)
    (safe if danger else deed).setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted


class ReasonDialog(Dialog):
    """Asks why: the usual reasons as chips, and words of one's own."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        reasons: Sequence[str],
        *,
        do: str,
    ) -> None:
        """Offer usual reasons; the deed is possible once there is a reason."""
        super().__init__(parent, title, text)
        self.chips: list[Button] = []
        across = QGridLayout()
        across.setSpacing(SPACE_M)
        across.setColumnStretch(0, 1)
        across.setColumnStretch(1, 1)
        for number, reason in enumerate(reasons):
            chip = Button(reason, "chip")
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _checked=False, reason=reason: self._take(reason))
            self.chips.append(chip)
            across.addWidget(chip, number // 2, number % 2)
        self.body.addLayout(across)
        self.reason = NoteField(_("Reason"), required=True, longest=1000)
        self.reason.changed.connect(self._look)
        self.body.addWidget(self.reason)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(do, "primary")
        self._look()
        self.reason.editor.setFocus()

    def words(self) -> str:
        """Return the reason."""
        return self.reason.value() or ""

    def _take(self, reason: str) -> None:
        """Put a usual reason behind what is already typed."""
        typed = self.reason.text().strip()
        if reason not in typed:
            self.reason.set_text(f"{typed} {reason}".strip())
        self.reason.note.moveCursor(QTextCursor.MoveOperation.End)
        self.reason.editor.setFocus()

    def _look(self) -> None:
        """Allow the deed once there is a reason."""
        self.deed.setEnabled(not self.reason.wrong())


_left_behind: dict[str, str] = {}


def ask_reason(
    parent: QWidget | None, title: str, text: str, reasons: Sequence[str], *, do: str
) -> str | None:
    """Ask for a reason before doing something; None when it was left.

    What was typed when the question was left, or closed by the idle lock, stands there the next
    time the same question is asked.
    """
    dialog = ReasonDialog(parent, title, text, reasons, do=do)
    dialog.reason.set_text(_left_behind.pop(title, ""))
    if dialog.exec() == QDialog.DialogCode.Accepted:
        return dialog.words()
    if dialog.reason.text().strip():
        _left_behind[title] = dialog.reason.text()
    return None
