"""Import and export: tables from other programs with a look before anything is kept, and back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from qc_desk.domain.refusals import FileProblems, QcError
from qc_desk.i18n import _, format_integer
from qc_desk.services import exports
from qc_desk.services.batch_imports import import_batches
from qc_desk.services.gauge_imports import import_gauges
from qc_desk.services.outside_sheets import read_outside
from qc_desk.services.product_imports import import_products
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.imports import import_complaints
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.files import (
    choose_file,
    choose_target,
    tables_to_read,
    tables_to_write,
)
from qc_desk.ui.settings.import_card import ImportCard
from qc_desk.ui.settings.problems_dialog import ProblemsDialog
from qc_desk.ui.settings.section import Section
from qc_desk.ui.theme import SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.exports import ExportResult
    from qc_desk.services.imports import ImportResult
    from qc_desk.services.sheets import SheetTable
    from qc_desk.ui.imports.assistant import Assistant

_SERVICES = {"products": import_products, "batches": import_batches, "gauges": import_gauges}


class TablesSection(Section):
    """Brings products, batches, complaints and gauges in from tables; writes everything out."""

    def __init__(self, kit: Kit) -> None:
        """Lay out both directions."""
        super().__init__(
            kit,
            _("Import and export"),
            _("Tables from and for other programs: Excel, CSV and TSV."),
            scrolls=True,
        )
        self.problems: ProblemsDialog | None = None
        self.assistant: Assistant | None = None
        self._table: SheetTable | None = None
        self._kind = "products"
        self.preview = ImportCard()
        self.preview.hide()
        self.preview.taken.connect(self._take)
        self.preview.left.connect(self._forget)
        for number, card in enumerate((self._import_card(), self.preview, self._export_card())):
            self.body.insertWidget(number, card)

    def _import_card(self) -> Card:
        """Ask what is brought in, and from where."""
        card = Card(_("Bring a table in"))
        card.body.addWidget(
            words(
                _(
                    "First you see what would happen with every row. Nothing is kept until you"
                    " say so, and what is here already stays as it is."
                ),
                quiet=True,
            )
        )
        line = QWidget()
        flow = Flow(line)
        self.kinds: dict[str, Button] = {}
        group = QButtonGroup(self)
        for name, label, picture in (
            ("products", _("Products"), "package"),
            ("batches", _("Batches"), "layers"),
            ("complaints", _("Complaints"), "message-square-warning"),
            ("gauges", _("Gauges"), "ruler"),
        ):
            chip = Button(label, "chip", picture)
            chip.setCheckable(True)
            group.addButton(chip)
            self.kinds[name] = chip
            flow.addWidget(chip)
        self.kinds["products"].setChecked(True)
        self.choose = button(_("Choose a file…"), self._choose, "primary", "upload")
        self.only = words("", quiet=True)
        card.body.addWidget(line)
        card.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.only)
        return card

    def _export_card(self) -> Card:
        """Offer what can be written out."""
        card = Card(_("Write a table out"))
        card.body.addWidget(
            words(
                _(
                    "All rows, with their dates and people. What a second inspector must not know"
                    " yet is left out and counted."
                ),
                quiet=True,
            )
        )
        line = QWidget()
        flow = Flow(line, SPACE_M)
        labels = {
            "batches": _("Batches…"),
            "answers": _("Answers…"),
            "defects": _("Defects…"),
            "complaints": _("Complaints…"),
            "promises": _("Promises…"),
            "touches": _("Touches…"),
            "procedures": _("Procedures…"),
            "training": _("Training…"),
            "gauges": _("Gauges…"),
            "calibrations": _("Calibrations…"),
        }
        for name, label in labels.items():
            flow.addWidget(button(label, partial(self._export, name), "", "download"))
        card.body.addWidget(line)
        return card

    @override
    def reload(self) -> None:
        """Offer what the person at the workstation may bring in."""
        rights = self.rights()
        self.kinds["products"].setVisible(rights.may_lead)
        self.kinds["gauges"].setVisible(rights.may_lead)
        self.kinds["batches"].setVisible(rights.may_inspect)
        self.kinds["complaints"].setVisible(rights.may_inspect)
        if not rights.may_lead and rights.may_inspect:
            self.kinds["batches"].setChecked(True)
        self.choose.setVisible(rights.may_inspect)
        sentence = ""
        if not rights.may_inspect:
            sentence = _("Only people who check can bring tables in. You can write them out.")
        elif not rights.may_lead:
            sentence = _("A lead or an owner can bring in products and gauges, too.")
        self.only.setText(sentence)
        self.only.setVisible(bool(sentence))

    def look_at(self, kind: str, file: Path) -> None:
        """Read a file and rehearse its import, in a job."""
        self._kind = kind
        self._table = None
        self.preview.hide()
        service, by, now = _SERVICES[kind], self.by, self.kit.records.now()
        desk = self.kit.records.desk

        def work(job: Job) -> "tuple[SheetTable, ImportResult]":
            table = read_outside(file)
            job.step(1, 2)
            with desk.writing() as session:
                result = service(session, table, by, now, dry_run=True)
            job.step(2, 2)
            return table, result

        self.kit.jobs.start(
            _("Reading {file}").format(file=file.name), work, self._show, refused=self._refuse
        )

    def _choose(self) -> None:
        """Ask for a file."""
        kind = next(name for name, chip in self.kinds.items() if chip.isChecked())
        if kind == "complaints":
            self.assistant = import_complaints(self.kit, self)
            return
        file = choose_file(self, _("Bring a table in"), tables_to_read())
        if file is not None:
            self.look_at(kind, file)

    def _show(self, found: "tuple[SheetTable, ImportResult]") -> None:
        """Show what would happen with every row."""
        self._table, result = found
        self.preview.show_result(result)
        self.preview.show()
        self.preview.first_verb.setFocus()

    def _take(self, skip_refused: bool) -> None:  # noqa: FBT001 (Qt's own signal)
        """Bring the rows in that were looked at."""
        table, service = self._table, _SERVICES[self._kind]
        by, now = self.by, self.kit.records.now()
        if table is None:
            return

        def work(session: "Session", job: Job) -> "ImportResult":
            result = service(session, table, by, now, skip_refused=skip_refused)
            job.step(1, 1)  # cancelled until here: the transaction is rolled back
            return result

        self.preview.setEnabled(False)
        job = self.kit.jobs.change(
            _("Bringing in {file}").format(file=table.file_name),
            work,
            self._tell,
            refused=self._refuse,
        )
        job.ended.connect(lambda: self.preview.setEnabled(True))

    def _tell(self, result: "ImportResult") -> None:
        """Say what became of the rows."""
        if not result.written:
            self.preview.show_result(result)
            return
        self._forget()
        said = _("{file}: {new} new, {known} known already, {refused} refused.")
        self.kit.messages.succeed(
            said.format(
                file=result.file_name,
                new=format_integer(result.new),
                known=format_integer(result.known),
                refused=format_integer(len(result.refused)),
            )
        )

    def _forget(self) -> None:
        """Put the table away that was looked at."""
        self._table = None
        self.preview.hide()

    def _refuse(self, refusal: QcError) -> None:
        """List the mistakes of a file; everything else goes to the message bar."""
        if isinstance(refusal, FileProblems):
            self.problems = ProblemsDialog(self, refusal)
            self.problems.open()
        else:
            self.kit.messages.refuse(refusal)

    def _export(self, kind: str) -> None:
        """Ask where to, then write."""
        file = choose_target(self, _("Write a table out"), f"{kind}.xlsx", tables_to_write())
        if file is not None:
            self.write(kind, file)

    def write(self, kind: str, file: Path) -> None:
        """Write one kind of rows, in a job that can be cancelled."""
        desk = self.kit.records.desk
        self.kit.jobs.start(
            _("Writing {file}").format(file=file.name),
            lambda job: exports.export_table(desk, kind, file, job.step),
            lambda result: self._tell_written(result, file),
        )

    def _tell_written(self, result: "ExportResult", file: Path) -> None:
        """Say how many rows were written, and where."""
        said = _("{file} is written; rows: {count}.")
        self.kit.messages.succeed(
            said.format(file=result.file_name, count=format_integer(result.rows)),
            " ".join(part for part in (str(file.parent), result.why_left_out) if part),
        )


def build(kit: Kit) -> Section:
    """Build the section."""
    return TablesSection(kit)
