"""Questions of this page: fields in a dialog, kept as a draft until what was asked for is done."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from qc_desk.i18n import _
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import NoteField
from qc_desk.ui.forms import Form
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Act = Callable[["Session", int, Any], object]
_LOW = 128  # px: a note in a question


class Question(Dialog):
    """A dialog with a form; ``key`` names the draft of what is typed."""

    def __init__(self, parent: QWidget | None, key: str, title: str, text: str) -> None:
        """Begin without fields."""
        super().__init__(parent, title, text)
        self.key = key
        self.form = Form()
        self.body.addWidget(_scrolling(self.form))

    def finish(self, verb: str, picture: str) -> None:
        """Add the verbs below, and begin at the first field."""
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(verb.removesuffix("…"), "primary", picture)
        for field in self.form.fields.values():
            if isinstance(field, NoteField):
                field.note.setMaximumHeight(_LOW)
        next(iter(self.form.fields.values())).editor.setFocus()

    @override
    def showEvent(self, event: Any) -> None:
        """Give the fields the room they need, as far as the window has it."""
        super().showEvent(event)
        area = self.findChild(QScrollArea)
        parent = self.parentWidget()
        if area is None or parent is None:
            return
        most = parent.window().height() - (self.height() - area.height()) - 48
        area.setMinimumHeight(max(160, min(self.form.sizeHint().height() + 8, most)))
        self.adjustSize()

    @override
    def accept(self) -> None:
        """End only when everything that is needed is there."""
        if self.form.check():
            super().accept()

    def text_of(self, name: str) -> str:
        """Return what is entered in a field."""
        return self.form.fields[name].text().strip()


def ask(kit: Kit, question: Question, act: Act) -> bool:
    """Ask, and do what was asked for; what is typed stays until it was done."""
    question.form.keep_in(kit.drafts, question.key)
    if question.exec() != Dialog.DialogCode.Accepted:
        question.form.keep_draft()
        return False
    person, at = kit.presence.person, kit.records.now()
    by = person.person_id if person is not None else 0

    def carry_out(session: "Session") -> bool:
        act(session, by, at)
        return True

    done = bool(kit.records.change(carry_out))
    if done:
        question.form.set_clean()
    else:
        question.form.keep_draft()
    return done


def _scrolling(form: Form) -> QScrollArea:
    """Let a long form scroll inside of a low window."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(form)
    return area
