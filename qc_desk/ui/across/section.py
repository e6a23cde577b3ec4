"""What is known across sites: drift first, then versions in use, then what items caught."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qc_desk.domain.item_yield import ENOUGH
from qc_desk.i18n import _, format_integer
from qc_desk.services import drift as drifts
from qc_desk.services import exported_across, item_yields, versions_in_use
from qc_desk.ui.across import columns
from qc_desk.ui.across.columns import Use
from qc_desk.ui.across.drift_view import DriftView
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.files import choose_target, tables_to_write
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Column, Order, Rows
from qc_desk.ui.settings.model import ListSource
from qc_desk.ui.settings.section import Section
from qc_desk.ui.table import Table
from qc_desk.ui.theme import SPACE_M, SPACE_S

if TYPE_CHECKING:
    from qc_desk.services.desk import Desk, Session
    from qc_desk.services.exports import ExportResult
    from qc_desk.services.item_yields import YieldRow

VIEWS = ("drift", "versions", "items")


class AcrossSection(Section):
    """Three views, one at a time; each is read when it is looked at."""

    def __init__(self, kit: Kit) -> None:
        """Begin with drift."""
        lead = _("Whether every site checks by the same rules, and what the rules have caught.")
        super().__init__(kit, _("Across sites"), lead)
        self.chosen = "drift"
        self._asked = 0  # readings of items: only the last one is shown
        self.drift = DriftView(kit.go_to)
        self.versions = self._table(columns.use_columns())
        self.versions.opened.connect(self._open_use)
        self.versions.say_empty(
            _("Nothing was checked lately"),
            _("Versions stand here as soon as somebody checks by them."),
        )
        self.items = self._table(columns.yield_columns())
        self.items.opened.connect(lambda row: kit.go_to("manual", row.checklist_id))
        self.write_out = button(_("Write out…"), self._choose_file, "", "download")
        self.verbs.addWidget(self.write_out)
        self._lay_out()

    def _table(self, shown: Sequence[Column[Any]]) -> Table:
        rows: Rows[Any] = Rows(self.kit.records, self.kit.jobs, shown, Order())
        return Table(rows, tap_opens=True)

    def _lay_out(self) -> None:
        """Put the views under their chips."""
        chips = QHBoxLayout()
        chips.setSpacing(SPACE_S)
        self.chips: dict[str, Button] = {}
        titles = (_("Drift"), _("Versions in use"), _("What items catch"))
        for name, title in zip(VIEWS, titles, strict=True):
            chip = self.chips[name] = Button(title, "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, name=name: self.show_view(name))
            chips.addWidget(chip)
        chips.addStretch(1)
        told = _(
            "An item that never caught anything is named from {count} lots on: one that fails in "
            "a tenth of the lots would have been seen with 95 % certainty. Drop it, or make it "
            "sharper; a critical item may well stay."
        )
        items = QWidget()
        column = QVBoxLayout(items)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(words(told.format(count=format_integer(ENOUGH)), quiet=True))
        column.addWidget(self.items, stretch=1)
        self.views = QStackedWidget()
        for view in (self.drift, self.versions, items):
            self.views.addWidget(view)
        self.body.addLayout(chips)
        self.body.addWidget(self.views, stretch=1)

    def show_view(self, name: str) -> None:
        """Bring a view to the front, read anew."""
        self.chosen = name
        self.reload()

    @override
    def open(self, *facts: object) -> None:
        """Come to the front, at the view that is named."""
        if facts and facts[0] in VIEWS:
            self.show_view(str(facts[0]))

    @override
    def reload(self) -> None:
        """Read what is looked at."""
        for name, chip in self.chips.items():
            chip.setChecked(name == self.chosen)
        self.views.setCurrentIndex(VIEWS.index(self.chosen))
        now = self.kit.records.now()
        if self.chosen == "drift":
            self.drift.show_rows(self.kit.records.read(lambda s: drifts.drift(s, now)))
        elif self.chosen == "versions":
            found = self.kit.records.read(lambda s: _uses(s, now))
            self._show(self.versions, found, {"title": lambda row: row.title, "site": _site})
        else:
            self._read_items()

    def _read_items(self) -> None:
        """Count what items caught beside the window: it looks through all answers."""
        self._asked += 1
        asked = self._asked
        self.items.say_empty(_("Counting…"), _("Every answer of every lot is looked at."))
        self.kit.jobs.read(
            _("Counting what items caught"),
            lambda session, _job: item_yields.item_yields(session),
            lambda found: self._show_items(found) if asked == self._asked else None,
            quiet=True,
        )

    def _show_items(self, found: "Sequence[YieldRow]") -> None:
        self.items.say_empty(
            _("No checklist is in force"), _("Items stand here with what they have caught.")
        )
        sorts = {column.sort: column.text for column in columns.yield_columns() if column.sort}
        self._show(self.items, found, sorts)

    def _show(self, table: Table, found: Sequence[Any], sorts: dict[str, Any]) -> None:
        """Show rows that were read whole."""
        if "version" not in sorts and table is self.versions:
            sorts["version"] = columns.use_columns()[2].text
        table.rows.show(ListSource(lambda _session: found, sorts))

    def _open_use(self, use: Use) -> None:
        """Go to the checklist, the batch or the training that a line is about."""
        self.kit.go_to(use.place, *([use.fact] if use.fact else []))

    def _choose_file(self) -> None:
        """Ask where the view that is shown is written to."""
        name = f"{self.chosen}.xlsx"
        file = choose_target(self, _("Write a table out"), name, tables_to_write())
        if file is not None:
            self.write(file)

    def write(self, file: Path) -> None:
        """Write the view that is shown as a table."""
        desk, kind, now = self.kit.records.desk, self.chosen, self.kit.records.now()
        self.kit.jobs.start(
            _("Writing {file}").format(file=file.name),
            partial(_written, desk, kind, file, now),
            self._tell_written,
        )

    def _tell_written(self, result: "ExportResult") -> None:
        said = _("{file} is written; rows: {count}.")
        count = format_integer(result.rows)
        self.kit.messages.succeed(said.format(file=result.file_name, count=count))


def _site(use: Use) -> str:
    return use.site


def _written(desk: "Desk", kind: str, file: Path, now: datetime, _job: Job) -> "ExportResult":
    return exported_across.export_across(desk, kind, file, now)


def _uses(session: "Session", now: datetime) -> list[Use]:
    """Return every version in use, those behind first, then by title and site."""
    found = [
        *map(columns.check_use, versions_in_use.open_checks_in_use(session)),
        *map(columns.site_use, versions_in_use.versions_in_use(session, now)),
        *map(columns.procedure_use, versions_in_use.procedures_in_use(session)),
    ]
    found.sort(key=lambda use: (not use.behind, use.title.casefold(), use.site, use.number))
    return [replace(use, id=number) for number, use in enumerate(found, start=1)]
