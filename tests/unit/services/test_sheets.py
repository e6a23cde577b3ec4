"""Tables from files: what is understood, and what is said about files that are no tables."""

import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.refusals import FileRefused
from qc_desk.services import sheets
from qc_desk.services.csv_sheets import open_csv
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import SheetForm, SheetTable, open_sheet, read_sheet


def read(
    tmp_path: Path, content: bytes, name: str = "table.csv", encoding: str = ""
) -> SheetTable:
    file = tmp_path / name
    file.write_bytes(content)
    return read_sheet(file, encoding)


def cells(table: SheetTable) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Шифра;Назив\nБ1;Шоља за чај\n", "cp1251", "cp1251"),
        ("Šifra;Naziv\nB1;Šolja za čaj, đuveč\n", "cp1250", "cp1250"),
        ("Código;Nombre\nB1;Tazón pequeño\n", "cp1252", "cp1252"),
        ("Code;Name\nB1;Schüssel, groß\n", "cp1252", "cp1252"),
        ("Шифра;Назив\nБ1;Šolja\n", "utf-8", "utf-8"),
        ("Шифра;Назив\nБ1;Šolja\n", "utf-8-sig", "utf-8"),
        ("Šifra\tNaziv\nB1\tШоља\n", "utf-16", "utf-16"),
        ("Sifra\tNaziv\nB1\tSolja\n", "utf-16-le", "utf-16-le"),
        ("Sifra\tNaziv\nB1\tSolja\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_that_the_encoding_is_found_out_and_told(
    tmp_path: Path, text: str, encoding: str, found: str
) -> None:
    table = read(tmp_path, text.encode(encoding))
    assert table.encoding == found
    header, first = text.splitlines()
    delimiter = table.delimiter
    assert table.header == tuple(header.split(delimiter))
    assert cells(table) == [tuple(first.split(delimiter))]


def test_that_a_file_of_several_encodings_is_refused_and_never_garbled(tmp_path: Path) -> None:
    lines = ["name", "šolja", "čaša"]
    content = b"\n".join([lines[0].encode(), lines[1].encode("cp1250"), lines[2].encode()])
    with pytest.raises(FileRefused, match="line 3 is UTF-8 and line 2 is not"):
        read(tmp_path, content)
    with pytest.raises(FileRefused, match="line 3 is UTF-8 and line 2 is not"):
        read(tmp_path, content, encoding="cp1250")
    with pytest.raises(FileRefused, match="line 2 is not text in utf-8"):
        read(tmp_path, content, encoding="utf-8")


def test_that_quotation_marks_can_be_signs_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "t.tsv"
    file.write_text('1\t12" plate\n2\t"open\n')
    form = SheetForm(delimiter="\t", header=False, quoted=False)
    table = open_sheet(file, form).whole()
    assert (table.header, cells(table)) == ((), [("1", '12" plate'), ("2", '"open')])


def test_that_a_known_encoding_overrules_the_guess(tmp_path: Path) -> None:
    content = "code;name\nB1;crème\n".encode("cp1252")
    assert cells(read(tmp_path, content, encoding="cp1252")) == [("B1", "crème")]
    with pytest.raises(FileRefused, match="not text in cp1251x"):
        read(tmp_path, content, encoding="cp1251x")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_that_the_delimiter_is_found_out_even_when_others_stand_in_cells(
    tmp_path: Path, delimiter: str
) -> None:
    others = "".join(sign for sign in ",;|" if sign != delimiter)
    content = f'code{delimiter}"na{others}me"\nB1{delimiter}"a {others} b"\n'
    table = read(tmp_path, content.encode())
    assert table.delimiter == delimiter
    assert cells(table) == [("B1", f"a {others} b")]


def test_that_lines_count_as_an_editor_counts_them(tmp_path: Path) -> None:
    table = read(tmp_path, b'code,name\r\n\r\nB1,"two\r\nlines"\r\nB2,x\r\n,\r\nB3,y')
    assert [row.line for row in table.rows] == [3, 5, 7]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "it is empty"),
        (b",,\n,,\n", "it is empty"),
        (b"1,2\n3,4\n", "its first row .line 1. is not a header"),
        (b'a,b\n1,2\n3,"x\n4,5\n6,7\n', "begins on line 3 opens a quotation mark that is never"),
        (b'a,b\n1,2\n3,"x"y\n', "on line 3 something follows a closing quotation mark"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "on line 2 is too long"),
        (b"%PDF-1.7\n1 0 obj", "it is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel file, or has a password"),
        (b"SQLite format 3\0", "it is a database"),
        (b"a,b\n1,\x00\n", "it is not a table"),
        (b"a,b\n" + b"\x01\x02\x03" * 50, "it is not a table"),
        (b"a," * 600 + b"b\n", "more than 500 columns"),
    ],
)
def test_that_what_is_no_table_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(FileRefused, match=said):
        read(tmp_path, content)


def test_that_too_many_rows_and_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    assert len(read(tmp_path, b"a,b\n" + b"1,2\n" * 3).rows) == 3
    with pytest.raises(FileRefused, match="more than 3 rows"):
        read(tmp_path, b"a,b\n" + b"1,2\n" * 4)
    monkeypatch.setattr(sheets, "LARGEST_FILE", 3)
    with pytest.raises(FileRefused, match="larger than 100 MB"):
        read(tmp_path, b"a,b\n")


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileRefused, match="cannot be read"):
            read_sheet(file)


def test_that_columns_can_be_given_other_names(tmp_path: Path) -> None:
    table = read(tmp_path, b"Art,Text\n1,2\n").renamed({" art ": "product code"})
    assert table.header == ("product code", "Text")


@given(st.binary(max_size=300))
def test_that_no_bytes_lead_to_anything_but_a_table_or_a_refusal(content: bytes) -> None:
    with suppress(FileRefused):
        assert open_csv(content, "any.csv", SheetForm()).whole().header


# Workbooks


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    file = tmp_path / "good.xlsx"
    rows: list[tuple[str, int, Decimal, date, datetime]] = [
        ("Шоља", 1200, Decimal("0.35"), date(2026, 5, 3), datetime(2026, 5, 3, 10, tzinfo=UTC)),
    ]
    write_table(file, ["назив", "quantity", "limit", "day", "moment"], rows)
    return file.read_bytes()


def changed(workbook: bytes, edit: Callable[[bytes], bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for entry in old.infolist():
            content = old.read(entry)
            sheet = entry.filename.startswith("xl/worksheets/")
            new.writestr(entry.filename, edit(content) if sheet else content)
    return packed.getvalue()


def with_cell(where: str) -> Callable[[bytes], bytes]:
    row = "".join(sign for sign in where if sign.isdigit())
    cell = f'<row r="{row}"><c r="{where}" t="str"><v>x</v></c></row></sheetData>'
    return lambda content: content.replace(b"</sheetData>", cell.encode())


def test_that_a_workbook_keeps_numbers_and_days(tmp_path: Path, workbook: bytes) -> None:
    table = read(tmp_path, workbook)
    assert table.sheet == "Sheet1"
    assert cells(table) == [("Шоља", 1200, 0.35, date(2026, 5, 3), datetime(2026, 5, 3, 10))]  # noqa: DTZ001 (cells have no zone)
    assert table.rows[0].line == 2


def archive(*names: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name in names:
            new.writestr(name, "x")
    return packed.getvalue()


def test_that_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="an archive and not a workbook"):
        read(tmp_path, archive("a.txt"))
    with pytest.raises(FileRefused, match="an Office file but no workbook"):
        read(tmp_path, archive("[Content_Types].xml", "word/document.xml"))
    with pytest.raises(FileRefused, match="damaged"):
        read(tmp_path, archive("[Content_Types].xml", "xl/workbook.xml"))


def test_that_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, workbook: bytes
) -> None:
    bomb = changed(workbook, lambda content: content + b" " * 301_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(FileRefused, match="unpacks to more"):
        read(tmp_path, bomb)
    many = archive("[Content_Types].xml", *(f"xl/{number}" for number in range(5_001)))
    with pytest.raises(FileRefused, match="unpacks to more"):
        read(tmp_path, many)


def test_that_a_size_that_is_a_lie_is_found_out(tmp_path: Path, workbook: bytes) -> None:
    big = changed(workbook, lambda content: content + b" " * 5_000_000)
    with zipfile.ZipFile(BytesIO(big)) as opened:
        sizes = [entry.file_size for entry in opened.infolist()]
    lying = big.replace(max(sizes).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != big
    with pytest.raises(FileRefused, match="damaged"):
        read(tmp_path, lying)


@pytest.mark.parametrize("where", ["XFD1048576", "A5000001", "ZZ9000"])
def test_that_a_cell_far_away_is_refused_before_room_is_made_for_it(
    tmp_path: Path, workbook: bytes, where: str
) -> None:
    with pytest.raises(FileRefused, match="a cell far away from the others"):
        read(tmp_path, changed(workbook, with_cell(where)))


def test_that_an_empty_cell_far_away_is_nothing(tmp_path: Path, workbook: bytes) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    table = read(tmp_path, changed(workbook, lambda c: c.replace(b"</sheetData>", far)))
    assert len(table.rows) == 1


def test_that_a_damaged_workbook_is_refused(tmp_path: Path, workbook: bytes) -> None:
    for broken in (
        workbook[: len(workbook) // 2],
        workbook[:200] + bytes(6) + workbook[206:],
        b"PK\x03\x04 and then nothing",
        changed(workbook, lambda content: content[:200]),
    ):
        with pytest.raises(FileRefused, match="damaged"):
            read(tmp_path, broken)


def test_that_a_workbook_without_a_visible_sheet_is_refused(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    file = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet().write_string(0, 0, "x")
    with zipfile.ZipFile(file) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    sheet = parts["xl/workbook.xml"].replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, sheet if name == "xl/workbook.xml" else content)
    with pytest.raises(FileRefused, match="no visible sheet"):
        read_sheet(file)


def test_that_a_part_with_a_password_is_refused(tmp_path: Path, workbook: bytes) -> None:
    locked = bytearray(workbook)
    place = locked.find(b"PK\x01\x02")
    while place != -1:
        locked[place + 8] |= 1  # the flag of every entry in the list says: encrypted
        place = locked.find(b"PK\x01\x02", place + 1)
    with pytest.raises(FileRefused, match="packed with a password"):
        read(tmp_path, bytes(locked))


def test_that_yes_and_no_are_cells_too(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    write_table(file, ["a", "b"], [[True, False]])
    assert read_sheet(file).rows[0].cells == (True, False)
