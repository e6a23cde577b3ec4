"""Forms: fields below each other, checked together; what is typed is kept until it is saved."""

from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from qc_desk.ui.drafts import Drafts
from qc_desk.ui.fields import Field, TextField
from qc_desk.ui.theme import SPACE_L

F = TypeVar("F", bound=Field[Any])
_DRAFT_AFTER_MS = 400


@dataclass(frozen=True)
class Cell:
    """A place in a grid that takes one field of a form."""

    grid: QGridLayout
    row: int
    column: int
    across: int = 1

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802 (as Qt's layouts call it)
        """Take the widget."""
        top = Qt.AlignmentFlag.AlignTop  # a problem below one field does not move the other
        self.grid.addWidget(widget, self.row, self.column, 1, self.across, top)


class Form(QWidget):
    """Fields by name; knows whether something was changed, and keeps a draft of it."""

    dirtied = Signal(bool)

    def __init__(self) -> None:
        """Begin without fields."""
        super().__init__()
        self.fields: dict[str, Field[Any]] = {}
        self._clean: dict[str, str] = {}
        self._drafts: Drafts | None = None
        self._key = ""
        self._was_dirty = False
        self._timer = QTimer(self, singleShot=True, interval=_DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_L)

    def add(self, name: str, field: F, into: Any = None) -> F:
        """Add a field at the end of the form, or into a layout of the page's own."""
        self.fields[name] = field
        self._clean[name] = field.text()
        field.changed.connect(self._note_change)
        target = self.column if into is None else into
        target.addWidget(field)
        return field

    @property
    def dirty(self) -> bool:
        """Whether something differs from what was saved."""
        return any(field.text() != self._clean[name] for name, field in self.fields.items())

    def clean_texts(self) -> dict[str, str]:
        """Return what every field showed when it was last saved."""
        return dict(self._clean)

    def set_clean(self) -> None:
        """Take what is entered now as saved; the draft is no longer needed."""
        self._clean = {name: field.text() for name, field in self.fields.items()}
        self._timer.stop()
        if self._drafts is not None:
            self._drafts.forget(self._key)
        self._note_change()
        self._timer.stop()

    def keep_in(self, drafts: Drafts, key: str) -> bool:
        """Keep what is typed under a key; true when an older draft was put back into the form."""
        self.keep_draft()
        self._drafts, self._key = drafts, key
        draft = drafts.get(key)
        if draft is None:
            return False
        for name, text in draft.items():
            if name in self.fields:
                self.fields[name].set_text(text)
        return self.dirty

    def keep_draft(self) -> None:
        """Write the draft now; passwords are never part of it."""
        self._timer.stop()
        if self._drafts is None:
            return
        changed = {
            name: field.text()
            for name, field in self.fields.items()
            if field.text() != self._clean[name] and not _is_secret(field)
        }
        if changed:
            self._drafts.keep(self._key, changed)
        else:
            self._drafts.forget(self._key)

    def forget_draft(self) -> None:
        """Forget the draft, because what is typed is being saved."""
        self._timer.stop()
        if self._drafts is not None:
            self._drafts.forget(self._key)

    def check(self) -> bool:
        """Show what is wrong at every field and go to the first one; true when nothing is."""
        wrong = [field for field in self.fields.values() if field.show_wrong()]
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def values(self) -> dict[str, Any]:
        """Return the value of every field by its name; None where nothing is entered."""
        return {name: field.value() for name, field in self.fields.items()}

    def _note_change(self) -> None:
        """Keep a draft soon, and say when the form becomes dirty or clean."""
        if self._drafts is not None:
            self._timer.start()
        if self.dirty != self._was_dirty:
            self._was_dirty = self.dirty
            self.dirtied.emit(self._was_dirty)


def _is_secret(field: Field[Any]) -> bool:
    """Whether a field hides what is typed."""
    return isinstance(field, TextField) and field.line.echoMode() != field.line.EchoMode.Normal
