"""What a calibration found, entered from its certificate."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from qc_desk.domain.gauge_words import CalibrationResult
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, headed
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.date_field import DateField
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.fields import ChoiceField, NoteField, TextField
from qc_desk.ui.files import choose_file
from qc_desk.ui.forms import Cell, Form
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone, colours_now

if TYPE_CHECKING:
    from qc_desk.services.calibrations import CalibrationEntry
    from qc_desk.services.gauges import GaugeRow

_NOTE = 72  # px


class CalibrationDialog(Dialog):
    """Fields for one calibration; what is typed is kept until it is recorded."""

    def __init__(self, parent: QWidget, gauge: "GaugeRow", drafts: Drafts) -> None:
        """Ask what the certificate of a gauge says."""
        named = f"{gauge.number} · {gauge.name}"
        super().__init__(parent, _("Record a calibration"), named)
        self.form = _form()
        self.body.addWidget(self.form)
        self.file: Path | None = None
        self._add_file()
        self.add_verb(_("Go back"), accepts=False)
        self.keep = self.add_verb(_("Record"), "primary", "check")
        self.form.keep_in(drafts, f"settings/calibration/{gauge.id}")
        self._content = b""

    def _add_file(self) -> None:
        """Add the button for the certificate, with the file's name beside it."""
        self.file_words = words("", quiet=True)
        self.attach = button(_("Certificate file…"), self._attach, "", "upload")
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(self.attach)
        row.addWidget(self.file_words, stretch=1)
        self.body.addLayout(row)

    def _attach(self) -> None:
        """Choose the certificate: a PDF, or a photo of it."""
        kinds = _("Certificates (*.pdf *.jpg *.jpeg *.png)")
        chosen = choose_file(self, _("Certificate file"), kinds)
        if chosen is not None:
            self.take_file(chosen)

    def take_file(self, file: Path) -> None:
        """Take a file along; one that cannot be read says so."""
        from qc_desk.services.files import read_file  # noqa: PLC0415 (on use)

        try:
            self._content = read_file(file)
        except QcError as refusal:
            self.file, self._content = None, b""
            self.file_words.setText(str(refusal))
            self.file_words.setStyleSheet(f"color: {colours_now().ink(Tone.FAIL).text};")
            return
        self.file = file
        self.file_words.setText(file.name)
        self.file_words.setStyleSheet("")

    @override
    def accept(self) -> None:
        """Go on only with every field understood."""
        self.form.keep_draft()
        if self.form.check():
            super().accept()

    def entry(self) -> "CalibrationEntry":
        """Return what was entered."""
        from qc_desk.services.calibrations import CalibrationEntry  # noqa: PLC0415 (on use)

        values = self.form.values()
        texts = {name: values[name] or "" for name in ("laboratory", "certificate", "note")}
        return CalibrationEntry(
            calibrated_on=values["calibrated_on"],
            due_on=values["due_on"],
            result=values["result"],
            file=self._content or None,
            file_name=self.file.name if self.file is not None else "",
            **texts,
        )


def _form() -> Form:
    """Return the fields, short ones beside each other."""
    form, grid = Form(), QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_M)
    form.column.addLayout(grid)
    results = [(word, headed(word.label)) for word in CalibrationResult]
    note = NoteField(_("Note"))
    note.editor.setFixedHeight(_NOTE)
    hint = _("Or who calibrated it here.")
    due = _("Empty: worked out from the interval.")
    form.add("calibrated_on", DateField(_("Calibrated on"), required=True), Cell(grid, 0, 0))
    form.add("due_on", DateField(_("Next due"), hint=due), Cell(grid, 0, 1))
    form.add(
        "result", ChoiceField(_("As it was found"), results, required=True), Cell(grid, 1, 0, 2)
    )
    form.add("laboratory", TextField(_("Laboratory"), required=True, hint=hint), Cell(grid, 2, 0))
    form.add("certificate", TextField(_("Certificate number"), longest=100), Cell(grid, 2, 1))
    form.add("note", note, Cell(grid, 3, 0, 2))
    return form


def ask_calibration(
    parent: QWidget, gauge: "GaugeRow", drafts: Drafts
) -> CalibrationDialog | None:
    """Ask what a calibration found; None when it was left. What was typed stays as a draft."""
    dialog = CalibrationDialog(parent, gauge, drafts)
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.form.keep_draft()
    return dialog if done else None
