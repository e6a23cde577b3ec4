"""What became of an import: how many rows, why some were refused, and what can be done now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, format_integer, headed, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.settings.lines import Lines
from qc_desk.ui.theme import SPACE_M, Tone

if TYPE_CHECKING:
    from qc_desk.services.imports import ImportResult


class ResultCard(Card):
    """Every row of the file is accounted for here: new, known already, or refused."""

    skipped = Signal()
    saved = Signal()
    back = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        counts = QWidget()
        flow = Flow(counts)
        self.new, self.known, self.refused = Badge(), Badge(), Badge()
        for badge in (self.new, self.known, self.refused):
            flow.addWidget(badge)
        self.notes = words("")
        self.lines = Lines(_("Line of the file"), _("Why it is refused"))
        verbs = QWidget()
        room = Flow(verbs, SPACE_M)
        self.save = button(_("Save the refused rows…"), self.saved.emit, "primary", "download")
        self.skip = button("", self.skipped.emit, "", "check")
        self.again = button(_("Back to the columns"), self.back.emit, "", "arrow-left")
        for verb in (self.save, self.skip, self.again):
            verb.setAutoDefault(False)
            room.addWidget(verb)
        for part in (counts, self.notes, self.lines, verbs):
            self.body.addWidget(part)

    def show_result(self, result: "ImportResult") -> None:
        """Say what became of the rows."""
        refused = len(result.refused)
        title = _("Brought in from {file}") if result.written else _("Nothing was brought in")
        self.title.setText(title.format(file=result.file_name))
        self.title.show()
        new = ngettext("{count} new", "{count} new", result.new)
        known = ngettext("{count} known already", "{count} known already", result.known)
        bad = ngettext("{count} refused", "{count} refused", refused)
        self.new.show_state(_count(new, result.new), Tone.PASS, "plus")
        self.known.show_state(_count(known, result.known), Tone.CALM, "circle-check")
        tone = Tone.FAIL if refused else Tone.CALM
        self.refused.show_state(_count(bad, refused), tone, "circle-x")
        self.notes.setText(_note(result))
        self.lines.show_lines(
            [(_place(row.line, row.field), headed(row.reason)) for row in result.refused]
        )
        for widget in (self.lines, self.save):
            widget.setVisible(bool(refused))
        self.skip.setVisible(bool(refused and result.new) and not result.written)
        others = ngettext("Bring in the other row", "Bring in the {count} other rows", result.new)
        self.skip.setText(_count(others, result.new))
        self.skip.dress()  # it has words only now, and room between them and its picture
        self.again.setVisible(not result.written)


def _count(sentence: str, count: int) -> str:
    return sentence.format(count=format_integer(count))


def _place(line: int, field: str) -> str:
    return _("Line {line}, {field}").format(line=format_integer(line), field=field)


def _note(result: "ImportResult") -> str:
    if not result.written:
        return _(
            "Nothing is kept while a row is refused. Save the refused rows, mend them, and import"
            " the whole file again; or bring in the others now."
        )
    if result.refused:
        return _("The refused rows are not in the record. Save them, mend them, and import them.")
    if not result.new:
        return _("Every row is here already; there was nothing to bring in.")
    return _("Every row of the file is in the record.")
