"""Items from a spreadsheet into a draft: which column is what, then all rows or none."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.refusals import FileProblems, QcError
from qc_desk.i18n import _, ngettext
from qc_desk.services.checklist_sheets import COLUMNS, guess_columns, sheet_items
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.forms import Cell
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.problems_dialog import ProblemsDialog
from qc_desk.ui.theme import SPACE_L, SPACE_M

if TYPE_CHECKING:
    from qc_desk.services.sheets import SheetTable

_ACROSS = 3
_NONE = -1


class ColumnsDialog(Dialog):
    """Asks which column of a table is which of ours; what is known by its name is chosen."""

    def __init__(self, parent: QWidget, table: "SheetTable") -> None:
        """Offer the columns of the table for each of ours."""
        count = ngettext("{count} row", "{count} rows", len(table.rows))
        said = _("{rows} in “{file}”. Only the title is needed; a row becomes an item.")
        words = said.format(rows=count.format(count=len(table.rows)), file=table.file_name)
        super().__init__(parent, _("Which column is what?"), words)
        guessed = guess_columns(table.header)
        choices = [(_NONE, _("not there")), *enumerate(table.header)]
        self.fields: dict[str, ChoiceField[int]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        for number, column in enumerate(COLUMNS):
            field = ChoiceField(_(column.label), choices, required=column.needed)
            field.choose(guessed.get(column.key, _NONE))
            self.fields[column.key] = field
            Cell(grid, number // _ACROSS, number % _ACROSS).addWidget(field)
        self.body.addLayout(grid)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Take the rows"), "primary")
        self.deed.setFocus()

    def places(self) -> dict[str, int]:
        """Return where each column is."""
        chosen = {key: field.value() for key, field in self.fields.items()}
        return {key: place for key, place in chosen.items() if place is not None and place >= 0}

    def ask(self) -> bool:
        """Show the dialog; true when the rows are to be taken."""
        return bool(self.exec() == QDialog.DialogCode.Accepted)


class SheetIntake(QObject):
    """Reads a spreadsheet beside the window and hands its items on, if every row is one."""

    def __init__(
        self, parent: QWidget, kit: Kit, take: Callable[[Sequence[ItemEntry]], None]
    ) -> None:
        """Hand items to ``take``."""
        super().__init__(parent)
        self._parent, self._kit, self._take = parent, kit, take
        self.problems: ProblemsDialog | None = None

    def bring_in(self, file: Path, held: Callable[[], Sequence[ItemEntry]]) -> None:
        """Read a file; ``held`` are the items of the draft by then."""
        from qc_desk.services.outside_sheets import read_outside  # noqa: PLC0415 (on use)

        self._kit.jobs.start(
            _("Reading {file}").format(file=file.name),
            lambda _job: read_outside(file),
            lambda table: self._ask(table, held()),
            refused=self._refuse,
        )

    def _ask(self, table: "SheetTable", held: Sequence[ItemEntry]) -> None:
        dialog = ColumnsDialog(self._parent, table)
        if not dialog.ask():
            return
        try:
            items = sheet_items(table, dialog.places(), held)
        except QcError as refusal:
            self._refuse(refusal)
            return
        self._take(items)
        said = ngettext("{count} item was added.", "{count} items were added.", len(items))
        self._kit.messages.succeed(
            said.format(count=len(items)), _("Look them through, then save the draft.")
        )

    def _refuse(self, refusal: QcError) -> None:
        """List the rows that were refused; everything else goes to the message bar."""
        if isinstance(refusal, FileProblems):
            self.problems = ProblemsDialog(self._parent, refusal)
            self.problems.open()
        else:
            self._kit.messages.refuse(refusal)
