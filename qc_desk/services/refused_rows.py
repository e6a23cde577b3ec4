"""Rows that an import refused, written out as they stood in their file, to be mended there."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qc_desk.i18n import _
from qc_desk.services.imports import RefusedRow
from qc_desk.services.mapped_rows import as_text
from qc_desk.services.outside_sheets import sheet_outside
from qc_desk.services.sheet_files import Value, write_table
from qc_desk.services.sheets import OpenSheet, SheetForm, SheetRow


def write_refused(file: Path, form: SheetForm, refused: Sequence[RefusedRow], target: Path) -> int:
    """Write the refused rows of a table to a file, each with its line and why; returns how many.

    Their cells stand first, in the columns that they had, so that the file can be imported with
    the same mapping once it is mended. Raises FileRefused, FileNotWritten.
    """
    reasons = {row.line: row for row in refused}
    with sheet_outside(file, form) as sheet:
        rows = [row for row in sheet.rows if row.line in reasons]
        width = max([len(sheet.head.header), *(len(row.cells) for row in rows)])
        header = [*_headings(sheet, width), _("line"), _("field"), _("why it was refused")]
        return write_table(target, header, _told(rows, reasons, width))


def _headings(sheet: OpenSheet, width: int) -> Iterator[str]:
    for place in range(width):
        known = place < len(sheet.head.header) and sheet.head.header[place]
        yield known or _("column {number}").format(number=place + 1)


def _told(
    rows: Sequence[SheetRow], reasons: Mapping[int, RefusedRow], width: int
) -> Iterator[list[Value]]:
    for row in rows:
        cells: list[Value] = [as_text(cell) for cell in row.cells]
        cells += [""] * (width - len(cells))
        why = reasons[row.line]
        yield [*cells, row.line, why.field, why.reason]
