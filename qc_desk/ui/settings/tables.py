"""Import and export: tables from other programs by the mapping assistant, and back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from qc_desk.i18n import _, format_integer
from qc_desk.services import exports
from qc_desk.services.exported_people import export_people
from qc_desk.services.views.copies import copy_views
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.files import (
    choose_target,
    tables_to_write,
)
from qc_desk.ui.flow import Flow
from qc_desk.ui.imports import bring_in
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Section
from qc_desk.ui.theme import SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.exports import ExportResult
    from qc_desk.services.views.copies import CopyResult
    from qc_desk.ui.imports.assistant import Assistant
    from qc_desk.ui.jobs import Job


class TablesSection(Section):
    """Brings customers, orders, batches and more in from tables; writes everything out."""

    def __init__(self, kit: Kit) -> None:
        """Lay out both directions."""
        super().__init__(
            kit,
            _("Import and export"),
            _("Tables from and for other programs: Excel, CSV and TSV."),
            scrolls=True,
        )
        self.assistant: Assistant | None = None
        for number, card in enumerate((self._import_card(), self._export_card())):
            self.body.insertWidget(number, card)

    def _import_card(self) -> Card:
        """Ask what is brought in, and from where."""
        card = Card(_("Bring a table in"))
        card.body.addWidget(
            words(
                _(
                    "First you say which column is what, and see how the rows are understood."
                    " Then all of them come in, or none. What is here already stays as it is."
                ),
                quiet=True,
            )
        )
        line = QWidget()
        flow = Flow(line)
        self.kinds: dict[str, Button] = {}
        group = QButtonGroup(self)
        for name, label, picture in (
            ("customers", _("Customers"), "store"),
            ("orders", _("Orders"), "truck"),
            ("products", _("Products"), "package"),
            ("batches", _("Batches"), "layers"),
            ("complaints", _("Complaints"), "message-square-warning"),
            ("gauges", _("Gauges"), "ruler"),
            ("people", _("People"), "users"),
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
            "orders": _("Orders…"),
            "customers": _("Customers…"),
            "products": _("Products…"),
            "batches": _("Batches…"),
            "answers": _("Answers…"),
            "defects": _("Defects…"),
            "reworks": _("Reworks…"),
            "complaints": _("Complaints…"),
            "promises": _("Promises…"),
            "touches": _("Touches…"),
            "procedures": _("Procedures…"),
            "training": _("Training…"),
            "gauges": _("Gauges…"),
            "calibrations": _("Calibrations…"),
            "problems": _("Problems…"),
            "actions": _("Corrective actions…"),
            "reports": _("Reports…"),
            "manufacturers": _("Manufacturers…"),
            "defect_codes": _("Defect codes…"),
            "sites": _("Sites…"),
        }
        for name, label in labels.items():
            flow.addWidget(button(label, partial(self._export, name), "", "download"))
        self.people = button(_("People…"), partial(self._export, "people"), "", "download")
        flow.addWidget(self.people)
        copy = button(_("A copy for Excel and DuckDB…"), self._copy, "", "download")
        card.body.addWidget(line)
        card.body.addWidget(
            words(
                _(
                    "Or all tables in one file, with names that stay the same, for Power Query,"
                    " DuckDB and other programs. No passwords, keys, photos or signatures are in"
                    " it, and people's logins and roles only when an owner writes it."
                ),
                quiet=True,
            )
        )
        card.body.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    @override
    def reload(self) -> None:
        """Offer what the person at the workstation may bring in."""
        rights = self.rights()
        allowed = dict.fromkeys(self.kinds, rights.may_lead)
        allowed |= dict.fromkeys(("batches", "complaints"), rights.may_inspect)
        allowed["people"] = rights.may_own
        for name, chip in self.kinds.items():
            chip.setVisible(allowed[name])
        if not rights.may_lead:
            self.kinds["batches"].setChecked(True)
        self.choose.setVisible(rights.may_inspect)
        self.people.setVisible(rights.may_own)
        sentence = ""
        if not rights.may_inspect:
            sentence = _("Only people who check can bring tables in. You can write them out.")
        elif not rights.may_lead:
            sentence = _("A lead or an owner can bring in the other tables, too.")
        self.only.setText(sentence)
        self.only.setVisible(bool(sentence))

    def _choose(self) -> None:
        """Ask for a file of what is chosen, and open the assistant over it."""
        kind = next(name for name, chip in self.kinds.items() if chip.isChecked())
        self.assistant = bring_in(self.kit, kind, self)

    def _export(self, kind: str) -> None:
        """Ask where to, then write."""
        file = choose_target(self, _("Write a table out"), f"{kind}.xlsx", tables_to_write())
        if file is not None:
            self.write(kind, file)

    def write(self, kind: str, file: Path) -> None:
        """Write one kind of rows, in a job that can be cancelled."""
        desk, person = self.kit.records.desk, self.kit.presence.person

        def act(job: "Job") -> "ExportResult":
            if kind == "people" and person is not None:
                return export_people(desk, file, person.person_id, job.step)
            return exports.export_table(desk, kind, file, job.step)

        self.kit.jobs.start(
            _("Writing {file}").format(file=file.name),
            act,
            lambda result: self._tell_written(result, file),
        )

    def _copy(self) -> None:
        """Ask where to, then write all tables into one file, in a job that can be cancelled."""
        kinds = _("SQLite database (*.db)")
        file = choose_target(self, _("A copy for Excel and DuckDB"), "qc_desk_tables.db", kinds)
        if file is None:
            return
        desk, at = self.kit.records.desk, self.kit.records.now()
        person = self.kit.presence.person
        by = person.person_id if person is not None and self.rights().may_own else None
        self.kit.jobs.start(
            _("Writing {file}").format(file=file.name),
            lambda job: copy_views(desk, file, at, job.step, by),
            lambda result: self._tell_copied(result, file),
        )

    def _tell_copied(self, result: "CopyResult", file: Path) -> None:
        """Say how many rows of how many tables were written, and where."""
        said = _("{file} is written; rows: {count}.")
        self.kit.messages.succeed(
            said.format(file=result.file_name, count=format_integer(result.rows)),
            str(file.parent),
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
