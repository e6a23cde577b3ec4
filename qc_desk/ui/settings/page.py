"""The Settings page: contents at the left, the chosen section at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from qc_desk.i18n import _
from qc_desk.ui.cards import words
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.settings.contents import Contents
from qc_desk.ui.settings.section import Entry, Section
from qc_desk.ui.settings.sections import groups
from qc_desk.ui.theme import SPACE_M, SPACE_XL, TARGET, Type


class SettingsPage(Page):
    """All sections; each is built when it is first opened."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the contents and room for a section."""
        super().__init__(kit, _("Settings"))
        found = groups()
        self._entries = {each.name: each for _caption, entries in found for each in entries}
        self.sections: dict[str, Section] = {}
        self.contents = Contents(found)
        self.contents.chosen.connect(self.show_section)
        self.stack = QStackedWidget()
        left = QVBoxLayout()
        left.setSpacing(SPACE_M)
        self.headline.hide()  # each section has a headline of its own
        caption = words(self.title, Type.TITLE)
        caption.setMinimumHeight(TARGET)
        left.addWidget(caption)
        left.addWidget(self.contents, stretch=1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_XL)
        across.addLayout(left)
        across.addWidget(self.stack, stretch=1)
        self.body.addLayout(across)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._step(step))
        self._current = next(iter(self._entries))

    @property
    def section(self) -> Section | None:
        """The section that is shown now."""
        return self.sections.get(self._current)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front, at the section that the first fact names."""
        match facts:
            case ((str(name), *rest),) if name in self._entries:
                self.open(name, *rest)
            case (str(name), *rest) if name in self._entries:
                self.show_section(name)
                self.sections[name].open(*rest)
            case _:
                self.show_section(self._current)

    @override
    def reload(self) -> None:
        """Read again what the shown section shows."""
        if self.section is not None:
            self.section.reload()

    def show_section(self, name: str) -> None:
        """Show a section, built now if it was never shown."""
        if name != self._current:
            self.kit.messages.move_on()
        self._current = name
        self.contents.select(name)
        section = self._built(self._entries[name])
        self.stack.setCurrentWidget(section)
        if self.kit.records.ready:
            section.reload()

    def _built(self, entry: Entry) -> Section:
        """Return a section, built when it is asked for the first time."""
        if entry.name not in self.sections:
            self.sections[entry.name] = entry.build(self.kit)
            self.stack.addWidget(self.sections[entry.name])
        return self.sections[entry.name]

    def _step(self, step: int) -> None:
        """Show the next section, or the one before."""
        names = list(self._entries)
        self.show_section(names[(names.index(self._current) + step) % len(names)])
        self.contents.buttons[self._current].setFocus(Qt.FocusReason.ShortcutFocusReason)
