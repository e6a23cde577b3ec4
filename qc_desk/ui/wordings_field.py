"""One short text in other languages: a line for each language but its own."""

from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from qc_desk.domain.wordings import Wordings, kept, stored, with_wording, worded
from qc_desk.i18n import LANGUAGES
from qc_desk.ui.fields import Field
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_S


class WordingsField(Field[Wordings]):
    """Lines by language; the line of the text's own language is not shown."""

    def __init__(self, label: str, field: str, *, hint: str = "") -> None:
        """Lay out a line for each language, for a text that is called ``field``."""
        self.lines: dict[str, QLineEdit] = {}
        self._field, self._own = field, ""
        editor = QWidget()
        self._form = QFormLayout(editor)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SPACE_S)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for code, each in LANGUAGES.items():
            line = self.lines[code] = QLineEdit(maxLength=200)
            line.setAccessibleName(f"{label}: {each.name}")
            self._form.addRow(QLabel(each.name), line)
        super().__init__(label, editor, hint=hint)
        editor.setFocusProxy(next(iter(self.lines.values())))
        for line in self.lines.values():
            line.textChanged.connect(self._edited)

    def set_own(self, code: str) -> None:
        """Take the language of the text itself, which has no line here."""
        self._own = code
        for each, line in self.lines.items():
            self._form.setRowVisible(line, each != code)

    @override
    def text(self) -> str:
        """Return all lines as they are kept."""
        return stored(self.value())

    @override
    def set_text(self, text: str) -> None:
        """Enter what was kept."""
        told = kept(text)
        for code, line in self.lines.items():
            line.setText(worded(told, self._field, code))

    @override
    def value(self) -> Wordings:
        """Return what the text says in other languages than its own."""
        told: Wordings = ()
        for code, line in self.lines.items():
            if code != self._own:
                told = with_wording(told, self._field, code, line.text().strip())
        return told
