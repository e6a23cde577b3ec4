"""Dialogs for gloves: named verbs on the buttons, never yes and no."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qc_desk.ui.buttons import Button
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Type, font


class Dialog(QDialog):
    """A dialog with a headline, a sentence, a body, and its verbs at the bottom right."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        """Lay out an empty dialog; ``body`` takes widgets, ``verbs`` takes buttons."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
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
