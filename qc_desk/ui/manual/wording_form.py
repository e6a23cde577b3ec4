"""Texts of an item in another language: the original stands beside each field."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.item_rules import FIELDS, ItemEntry
from qc_desk.domain.wordings import Wordings, sections, told_in, worded
from qc_desk.i18n import LANGUAGES, _
from qc_desk.ui.cards import words
from qc_desk.ui.fields import ChoiceField, Field, NoteField, TextField
from qc_desk.ui.theme import SPACE_M, Tone, colours_now

_HIGH = 96  # px: a note's height
_NOTES = ("instruction", "good", "bad")
Texts = dict[str, tuple[str, str]]  # by field: the original, and what it says in the language


class WordingForm(QWidget):
    """A choice of language, and a field for each text; ``edited`` gives field, language, words."""

    edited = Signal(str, str, str)

    def __init__(self, names: Sequence[str]) -> None:
        """Lay out fields by the names of their texts."""
        super().__init__()
        self._loading = False
        self._own = ""
        self._shown: tuple[object, str] = (None, "")
        self._texts: Any = None
        self.language: ChoiceField[str] = ChoiceField(
            _("Also in"),
            hint=_("Inspectors and manufacturers read texts in their language where it is there."),
        )
        self.count = words("", quiet=True)
        self.wrong = words("")
        self.fields: dict[str, Field[Any]] = {name: _field(name) for name in names}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for part in (self.language, self.count, self.wrong, *self.fields.values()):
            column.addWidget(part)
        self.language.changed.connect(self._choose)
        for name, field in self.fields.items():
            field.changed.connect(lambda name=name: self._changed(name))
        self.mark("")

    def show_item(self, item: ItemEntry, own: str, items: Sequence[ItemEntry]) -> None:
        """Show what the texts of an item say in the language that is chosen."""
        self._texts = item, own, items
        self._offer(own)
        code = self.language.value() or ""
        told = told_in(items, code)
        said = _("{there} of {of} texts of this checklist are there.")
        self.count.setText(said.format(there=told.there, of=told.of))
        headings = sections(items, code)
        texts: Texts = {
            name: (_plain(getattr(item, name)), worded(item.wordings, name, code))
            for name in self.fields
        }
        texts["section"] = item.section, headings.get(item.section, "")
        self._fill(texts, (item.id, code))

    def show_title(self, title: str, own: str, wordings: Wordings) -> None:
        """Show what the title of a checklist is in the language that is chosen."""
        self._texts = title, own, wordings
        self._offer(own)
        code = self.language.value() or ""
        self.count.setText("")
        self._fill({"title": (title, worded(wordings, "title", code))}, ("", code))

    def mark(self, problem: str) -> None:
        """Say what is wrong with a text, or take it away."""
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        self.wrong.setStyleSheet(f"color: {colours_now().ink(Tone.FAIL).text};")

    def _offer(self, own: str) -> None:
        if own == self._own:
            return
        self._loading, self._own = True, own
        chosen = self.language.value()
        others = [(code, each.name) for code, each in LANGUAGES.items() if code != own]
        self.language.offer([("", _("No other language")), *others])
        self.language.choose(chosen if chosen and chosen != own else "")
        self._loading = False

    def _fill(self, texts: Texts, shown: tuple[object, str]) -> None:
        """Fill the fields; those that already say it keep their cursor."""
        self._loading = True
        chosen = bool(shown[1])
        for name, field in self.fields.items():
            original, told = texts[name]
            field.setVisible(chosen and bool(original))
            field.hint.setText(original)
            field.hint.setVisible(True)
            field.editor.setAccessibleDescription(original)
            if shown != self._shown or _trimmed(field.text()) != _trimmed(told):
                field.set_text(told)
        self.count.setVisible(chosen and bool(self.count.text()))
        self._shown = shown
        self._loading = False

    def _choose(self) -> None:
        if self._loading or self._texts is None:
            return
        first, own, rest = self._texts
        if isinstance(first, ItemEntry):
            self.show_item(first, own, rest)
        else:
            self.show_title(first, own, rest)

    def _changed(self, name: str) -> None:
        code = self.language.value()
        if not self._loading and code:
            self.edited.emit(name, code, self.fields[name].text())


def _field(name: str) -> Field[Any]:
    if name not in _NOTES:
        return TextField(_(FIELDS[name]))
    field = NoteField(_(FIELDS[name]))
    field.editor.setFixedHeight(_HIGH)
    return field


def _plain(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _trimmed(text: str) -> str:
    return text.strip()
