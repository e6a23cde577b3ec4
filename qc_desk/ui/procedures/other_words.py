"""What texts of a procedure say in one other language, below what they say in their own."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.wordings import Wordings, kept, stored, with_wording, worded
from qc_desk.i18n import LANGUAGES, _
from qc_desk.services.procedure_texts import FIELDS
from qc_desk.ui.fields import Field, NoteField, TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_M

_LOW, _HIGH = 72, 96  # px


class OtherWords(Field[Wordings]):
    """A field for each text; all languages are held, the one that is chosen is shown."""

    def __init__(self, originals: Mapping[str, Field[str]], limits: Mapping[str, int]) -> None:
        """Lay out a field for each text, named after the field of the original."""
        self._originals = originals
        self._told: Wordings = ()
        self._own, self._language, self._loading = "", "", False
        editor = QWidget()
        column = QVBoxLayout(editor)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        self.fields: dict[str, Field[str]] = {}
        for name, limit in limits.items():
            self.fields[name] = field = _field(name, originals[name], limit)
            column.addWidget(field)
        super().__init__("", editor)
        self.label.hide()
        for name, field in self.fields.items():
            field.changed.connect(lambda name=name: self._changed(name))
        self._show()

    def speak(self, own: str, language: str) -> None:
        """Take the language of the texts themselves, and the other one that is shown."""
        self._own, self._language = own, language if language != own else ""
        self._show()

    @override
    def text(self) -> str:
        """Return everything that is held, as it is kept."""
        return stored(self._told)

    @override
    def set_text(self, text: str) -> None:
        """Hold what was kept."""
        self._told = kept(text)
        self._show()

    @override
    def value(self) -> Wordings:
        """Return what the texts that are there say in other languages than their own."""
        there = {name for name, field in self._originals.items() if field.text().strip()}
        return tuple(e for e in self._told if e.language != self._own and e.field in there)

    @override
    def wrong(self) -> str:
        """Return nothing: each text says itself when it is too long."""
        return ""

    @override
    def show_wrong(self) -> bool:
        """Show what is too long at its field; true when something is."""
        wrong = [field.show_wrong() for field in self.fields.values()]
        return any(wrong)

    def _show(self) -> None:
        """Show the texts in the language that is chosen; nothing where none is."""
        self._loading = True
        self.setVisible(bool(self._language))
        for name, field in self.fields.items():
            if self._language:
                field.label.setText(f"{_(FIELDS[name])} · {LANGUAGES[self._language].name}")
                field.editor.setAccessibleName(field.label.text())
            field.set_text(worded(self._told, name, self._language))
        self._loading = False

    def _changed(self, name: str) -> None:
        if not self._loading:
            said = self.fields[name].text().strip()
            self._told = with_wording(self._told, name, self._language, said)
            self._edited()


def _field(name: str, original: Field[str], limit: int) -> Field[str]:
    """Return a field as the original has it, a line or a note."""
    label = _(FIELDS[name])
    if isinstance(original, TextField):
        return TextField(label, longest=limit)
    field = NoteField(label, longest=limit)
    field.note.setMinimumHeight(_LOW)
    field.note.setMaximumHeight(_HIGH)
    return field
