"""What an import would do, row by row, before anything is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.settings.lines import Lines
from qc_desk.ui.theme import SPACE_M, Tone

if TYPE_CHECKING:
    from qc_desk.services.imports import ImportResult


class ImportCard(Card):
    """Counts of new, known and refused rows, why rows are refused, and what can be done."""

    taken = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(_("What would happen"))
        self.counts = QWidget()
        flow = Flow(self.counts)
        self.new, self.known, self.refused = Badge(), Badge(), Badge()
        for badge in (self.new, self.known, self.refused):
            flow.addWidget(badge)
        self.notes = words("", quiet=True)
        self.lines = Lines(_("Line of the file"), _("Why it is refused"))
        self.verbs_line = QWidget()
        room = Flow(self.verbs_line, SPACE_M)
        self.take: Button = button("", self._take, "primary", "check")
        self.copy = button(_("Copy the refused rows"), self.lines.copy, "", "copy")
        self.leave = button(_("Bring in nothing"), self.left.emit, "", "x")
        for verb in (self.take, self.copy, self.leave):
            room.addWidget(verb)
        for part in (self.counts, self.notes, self.lines, self.verbs_line):
            self.body.addWidget(part)
        self._skip = False

    @property
    def first_verb(self) -> Button:
        """The button that the keyboard begins at."""
        return self.leave if self.take.isHidden() else self.take

    def show_result(self, result: "ImportResult") -> None:
        """Show what a rehearsal has found."""
        refused = len(result.refused)
        self.title.setText(_("What would happen with {file}").format(file=result.file_name))
        new = ngettext("{count} new", "{count} new", result.new)
        known = ngettext("{count} known already", "{count} known already", result.known)
        bad = ngettext("{count} refused", "{count} refused", refused)
        self.new.show_state(_count(new, result.new), Tone.PASS, "plus")
        self.known.show_state(_count(known, result.known), Tone.CALM, "circle-check")
        self.refused.show_state(
            _count(bad, refused), Tone.FAIL if refused else Tone.CALM, "circle-x"
        )
        self.lines.show_lines(
            [(_place(row.line, row.field), row.reason) for row in result.refused]
        )
        self.lines.setVisible(bool(refused))
        self.copy.setVisible(bool(refused))
        self.notes.setText(_notes(result))
        self._skip = bool(refused)
        self.take.setVisible(bool(result.new))
        bring = ngettext("Bring in {count} row", "Bring in {count} rows", result.new)
        skip = ngettext(
            "Bring in {count} row, leave the refused ones out",
            "Bring in {count} rows, leave the refused ones out",
            result.new,
        )
        self.take.setText(_count(skip if refused else bring, result.new))
        self.counts.updateGeometry()

    def _take(self) -> None:
        """Say that the rows are wanted."""
        self.taken.emit(self._skip)


def _count(sentence: str, count: int) -> str:
    return sentence.format(count=format_integer(count))


def _place(line: int, field: str) -> str:
    return _("Line {line}, {field}").format(line=format_integer(line), field=field)


def _notes(result: "ImportResult") -> str:
    """Return how the file was understood."""
    notes = []
    if not result.new and not result.refused:
        notes.append(_("Every row is here already; there is nothing to bring in."))
    if result.refused:
        notes.append(_("Best mend the refused rows in the file and choose it again."))
    if result.encoding:
        notes.append(_("Read as {encoding}.").format(encoding=result.encoding))
    if result.ignored_columns:
        names = ", ".join(result.ignored_columns)
        notes.append(_("Columns that are not used: {names}.").format(names=names))
    return " ".join(notes)
