"""A form in a panel: what is typed is kept as a draft until it is saved or taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from qc_desk.domain.wordings import stored
from qc_desk.i18n import _
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.date_field import DateField
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.fields import ChoiceField, Field, NoteField, TextField
from qc_desk.ui.forms import Form
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.roles_field import RolesField
from qc_desk.ui.theme import Tone
from qc_desk.ui.wordings_field import WordingsField


@dataclass(frozen=True)
class Draft:
    """Where what is typed into a panel is kept."""

    drafts: Drafts
    key: str


class EntryPanel(Panel):
    """Fields with Save; ``seen`` is what the fields show of a row, empty for a new one."""

    saved = Signal()

    def __init__(
        self,
        title: str,
        fields: Mapping[str, Field[Any]],
        seen: object | None,
        draft: Draft,
        *,
        retired: bool = False,
    ) -> None:
        """Show fields filled with a row, and what was typed before on top of it."""
        super().__init__(title, retired=retired)
        self._draft = draft
        self.form = Form()
        self._remembered = Notice()
        self.body.addWidget(self._remembered)
        self.body.addWidget(self.form)
        for name, field in fields.items():
            if seen is not None:
                put(field, getattr(seen, name))
            self.form.add(name, field)
        self.save = button(_("Sa&ve"), self._save, "primary", "check")
        self.undo = button(_("Undo changes"), self.take_back, "", "undo-2")
        self.verbs.addWidget(self.save)
        self.verbs.addWidget(self.undo)
        self.verbs.addStretch(1)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self._save)
        self.form.dirtied.connect(self._look)
        if self.form.keep_in(draft.drafts, draft.key):
            self._remembered.say(_("What you typed before is back; it is not saved yet."))
        self._look()

    def add_deed(self, text: str, act: Callable[[], None], picture: str) -> Button:
        """Add something else that can be done with the row, below everything."""
        made = button(text, act, "", picture)
        self.foot.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def values(self) -> dict[str, Any]:
        """Return what is entered; text that is not there is an empty text."""
        return {
            name: "" if value is None and isinstance(self.form.fields[name], _TEXTS) else value
            for name, value in self.form.values().items()
        }

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.form.fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_clean(self) -> None:
        """Take what is entered as saved."""
        self.form.set_clean()
        self._remembered.say("")
        self._look()

    def warn(self, text: str) -> None:
        """Say something above the fields that needs attention."""
        self._remembered.say(text, Tone.WARN)

    def take_back(self) -> None:
        """Put every field back to what is saved."""
        for name, text in self.form.clean_texts().items():
            self.form.fields[name].set_text(text)
            self.form.fields[name].mark("")
        self.set_clean()
        self.begin()

    def _save(self) -> None:
        """Check the fields, then let the page keep them."""
        self.form.keep_draft()
        if self.form.check():
            self.saved.emit()

    def _look(self) -> None:
        """Offer to take back only what was changed."""
        self.undo.setVisible(self.form.dirty)


_TEXTS = (TextField, NoteField)


def put(field: Field[Any], value: Any) -> None:
    """Enter a value of a row into its field."""
    if isinstance(field, ChoiceField):
        field.choose(value)
    elif isinstance(field, DateField):
        field.set_value(value)
    elif isinstance(field, RolesField):
        field.hold(value)
    elif isinstance(field, WordingsField):
        field.set_text(stored(value))
    else:
        field.set_text("" if value is None else str(value))
