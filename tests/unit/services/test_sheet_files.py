"""Tables for other programs: harmless, exact, whole or not there at all."""

import csv
import signal
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from qc_desk.domain.refusals import FieldInvalid, FileNotWritten
from qc_desk.services import workbooks
from qc_desk.services.sheet_files import Value, write_table
from qc_desk.services.sheets import read_sheet

FORMATS = ("table.csv", "table.tsv", "table.xlsx")
RISKY = ["=1+1", "+38121", "-5 kg", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"]


@pytest.mark.parametrize("risky", RISKY)
def test_that_no_text_of_csv_is_a_formula_and_comes_back_as_it_was(
    tmp_path: Path, risky: str
) -> None:
    file = tmp_path / "table.csv"
    write_table(file, ["a", "b"], [[risky, "x"]])
    with file.open(encoding="utf-8-sig", newline="") as opened:
        assert list(csv.reader(opened))[1][0] == f"'{risky}"
    assert read_sheet(file).rows[0].cells == (risky, "x")


@pytest.mark.parametrize("risky", [*RISKY, "http://a.example", "0012"])
def test_that_no_text_of_xlsx_is_a_formula_a_link_or_a_number(tmp_path: Path, risky: str) -> None:
    import zipfile  # noqa: PLC0415

    file = tmp_path / "table.xlsx"
    write_table(file, ["a", "b"], [[risky, "x"]])
    with zipfile.ZipFile(file) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert str(read_sheet(file).rows[0].cells[0]).split() == risky.split()


@pytest.mark.parametrize("name", FORMATS)
def test_that_negative_numbers_stay_numbers(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    write_table(file, ["a", "b", "c"], [[Decimal("-5.20"), -3, Decimal("1E+3")]])
    found = read_sheet(file).rows[0].cells
    assert found == ((-5.2, -3, 1000) if name.endswith("xlsx") else ("-5.20", "-3", "1000"))


@pytest.mark.parametrize("name", FORMATS)
def test_that_days_are_days_and_moments_are_utc(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    moment = datetime(2026, 5, 3, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    write_table(file, ["day", "moment"], [[date(2026, 5, 3), moment]])
    day, instant = read_sheet(file).rows[0].cells
    assert (str(day), str(instant)) == ("2026-05-03", "2026-05-02 23:30:00")
    if name.endswith("xlsx"):
        assert (type(day), type(instant)) == (date, datetime)


@pytest.mark.parametrize("name", FORMATS)
def test_that_every_kind_of_text_comes_back(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    texts = ["Шоља, „чај“; а", 'a "quoted" b', "two\nlines", "<b>&amp;</b>", "🏺", "עברית"]
    assert write_table(file, [f"c{n}" for n in range(6)], [texts]) == 1
    assert list(read_sheet(file).rows[0].cells) == texts


def test_that_numbers_of_xlsx_show_the_decimals_they_were_entered_with(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415

    file = tmp_path / "table.xlsx"
    write_table(file, ["a", "b"], [[Decimal("0.350"), 7]])
    with zipfile.ZipFile(file) as opened:
        styles = opened.read("xl/styles.xml").decode()
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert 'formatCode="0.000"' in styles
    assert 'state="frozen"' in sheet


def test_that_what_a_cell_would_change_is_written_as_text(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    exact = Decimal("0.1234567890123456789")
    early = datetime(1899, 12, 31, 8, tzinfo=UTC)
    kept: list[Value] = [Decimal("123456789.012345"), 10**17, date(1900, 3, 1), True]
    write_table(file, list("abcdefgh"), [[exact, 2**60, date(1, 1, 1), early, *kept]])
    found = read_sheet(file).rows[0].cells
    assert found[:3] == (str(exact), str(2**60), "0001-01-01")
    assert str(found[3]) == "1899-12-31 08:00:00+00:00"
    assert found[4:] == (123456789.012345, 1e17, date(1900, 3, 1), True)


def test_that_a_text_longer_than_a_cell_says_that_it_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    write_table(file, ["a", "b"], [["x" * 40_000, "y"]])
    found = str(read_sheet(file).rows[0].cells[0])
    assert len(found) == 32_767
    assert found.endswith("x…")


def test_that_a_full_sheet_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import python_calamine  # noqa: PLC0415

    monkeypatch.setattr(workbooks, "ROWS_A_SHEET", 4)
    file = tmp_path / "table.xlsx"
    assert write_table(file, ["a"], [[n] for n in range(7)]) == 7
    with python_calamine.CalamineWorkbook.from_path(file) as book:
        sheets = [book.get_sheet_by_index(place).to_python() for place in range(3)]
    assert sheets == [[["a"], [0], [1], [2]], [["a"], [3], [4], [5]], [["a"], [6]]]


def test_that_a_workbook_has_a_fixed_header_with_filters(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    write_table(file, ["a", "b"], [["=1+1", 2], ["x", 3]])
    with zipfile.ZipFile(file) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet


def failing() -> Iterator[list[str]]:
    yield ["x"]
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", FORMATS)
def test_that_a_failed_export_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(b"old")
    with pytest.raises(FileNotWritten, match="No space left on device"):
        write_table(file, ["a"], failing())
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow beyond 2 KB: for whoever writes, the disk is full."""
    resource = pytest.importorskip("resource", reason="Windows has no limit of file sizes")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    told = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, told)


@pytest.mark.usefixtures("little_room")
def test_that_a_workbook_for_which_there_is_no_room_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match="File too large"):
        write_table(tmp_path / "table.xlsx", ["a"], [["x"]])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_that_a_folder_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotWritten):
        write_table(tmp_path / "none" / name, ["a"], [])


def test_that_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FieldInvalid, match=r"must end in .csv, .tsv or .xlsx"):
        write_table(tmp_path / "table.ods", ["a"], [])


def test_that_moments_of_any_zone_are_the_same_moment(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_table(file, ["a"], [[datetime(2026, 5, 3, tzinfo=UTC)]])
    assert read_sheet(file).rows[0].cells == ("2026-05-03 00:00:00",)
