"""Workbooks that break the reader: refused with a reason, and an interruption stays one."""

import signal
import sys
import zipfile
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FileRefused
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import read_sheet

# a duration of about 300 million years, for ever, and a row with the highest number there is
LONG = '<row r="1"><c r="A1" s="1"><v>1e300</v></c></row>'
FOR_EVER = '<row r="1"><c r="A1" s="1"><v>-inf</v></c></row>'
LAST = '<row r="4294967295"><c><v>1</v></c></row><row><c><v>1</v></c></row>'
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="46"/></cellXfs></styleSheet>'
)


def workbook(file: Path, rows: str) -> Path:
    """Write a workbook, then put other rows into it."""
    write_table(file, ["a"], [])
    with zipfile.ZipFile(file) as written:
        parts = {entry.filename: written.read(entry) for entry in written.infolist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    begin, end = sheet.index(b"<sheetData>") + len(b"<sheetData>"), sheet.index(b"</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = sheet[:begin] + rows.encode() + sheet[end:]
    parts["xl/styles.xml"] = STYLES.encode()
    with zipfile.ZipFile(file, "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content)
    return file


@pytest.mark.parametrize("rows", [LONG, FOR_EVER, LAST], ids=["long", "for ever", "last row"])
def test_that_what_the_reader_breaks_at_is_damage(tmp_path: Path, rows: str) -> None:
    with pytest.raises(FileRefused, match="damaged"):
        read_sheet(workbook(tmp_path / "table.xlsx", rows))


class Enough(BaseException):
    """Somebody no longer wants to wait."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarms")
def test_that_an_interruption_while_reading_is_not_called_damage(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9000"><c r="TA9000"><v>1</v></c></row>'
    file = workbook(tmp_path / "wide.xlsx", far)  # small, and yet long to read: 4.7 million cells

    def interrupt(*_signal: object) -> None:
        raise Enough

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(Enough):
            read_sheet(file)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
