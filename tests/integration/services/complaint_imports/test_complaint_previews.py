"""A look before the import: how rows will be understood, and what a mapping lacks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qc_desk.domain.complaints import Complaint
from qc_desk.domain.refusals import QcError
from qc_desk.services.import_mappings import ImportMapping, Taken
from qc_desk.services.import_previews import preview
from qc_desk.services.sheet_files import write_table
from qc_desk.services.sheets import SheetForm
from qc_desk.services.written_dates import DateForm
from tests.checked_shop import AT, Shop
from tests.integration.services.complaint_imports.importing import count


def test_that_a_preview_shows_how_rows_will_be_understood(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    rows = [f"{n};03/04/2026;Hotel;golub;Ručka {n}\n" for n in range(1_030)]
    rows[1] = "1;03/04/2026;Nobody;phone;x\n"
    rows[2] = "2;03/04/2026;Hotel;phone;y;;\n"
    file.write_bytes(("Broj;Datum;Kupac;Kanal;Opis\n" + "".join(rows)).encode("cp1250"))
    shown = preview(known.database, file, None, known.ids["marko"], AT)
    assert (shown.sample.count, len(shown.rows), shown.sample.width) == (1_030, 20, 7)
    assert (shown.sample.head.encoding, shown.sample.encoding_sure) == ("cp1250", False)
    assert (shown.sample.head.delimiter, shown.sample.delimiter_sure) == (";", False)
    assert ([form.value for form in shown.dates], shown.dates_sure) == (["d/m/y", "m/d/y"], False)
    assert shown.channel_words == ("golub",)
    assert "it is none of" in shown.rows[0].problem
    assert "There is no customer “Nobody”" in shown.rows[1].problem
    told = replace(
        shown.mapping,
        form=SheetForm(encoding="cp1250", delimiter=";"),
        dates=shown.dates[1],
        values={"channel": {"golub": "letter"}},
        create_customers=True,
    )
    again = preview(known.database, file, told, known.ids["marko"], AT)
    assert (again.sample.encoding_sure, again.sample.delimiter_sure) == (True, True)
    assert again.dates_sure
    assert [row.problem for row in again.rows] == [""] * 20
    assert again.rows[0].cells == ("0", "03/04/2026", "Hotel", "golub", "Ručka 0")
    assert again.rows[0].understood["heard_at"].startswith("4 Mar 2026")
    assert again.rows[0].understood["channel"] == "letter"
    assert again.rows[1].understood["customer"] == "Nobody (new)"
    assert count(known, Complaint) == 0


def test_that_a_preview_lists_what_a_mapping_still_lacks(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("Words,Words,Z\nx,y,z\n")
    shown = preview(known.database, file, None, known.ids["marko"], AT)
    assert "nothing says what “heard at” is" in "\n".join(shown.problems)
    assert (shown.places, shown.dates, shown.dates_sure) == ({"words": (0,)}, (), True)
    assert shown.rows[0].cells == ("x", "y", "z")
    told = replace(shown.mapping, dates=DateForm.ISO)
    assert preview(known.database, file, told, known.ids["marko"], AT).dates == (DateForm.ISO,)


def test_that_a_preview_reads_workbooks_joined_dates_and_constants(
    known: Shop, tmp_path: Path
) -> None:
    file = tmp_path / "c.xlsx"
    at = datetime(2026, 5, 3, 10, tzinfo=UTC)
    write_table(file, ["Id", "Date", "Customer", "Words"], [[1, at, "Hotel", "x"]])
    columns = {
        "heard_at": Taken(columns=("Date",)),
        "customer": Taken(columns=("Customer",)),
        "words": Taken(columns=("Words", "Id")),
    }
    constants = {"channel": "phone", "batch": "L-9", "site": "NS"}
    none = ImportMapping(source="x", columns=columns, constants=constants)
    shown = preview(known.database, file, none, known.ids["marko"], AT)
    assert "There is no batch “L-9”" in shown.rows[0].problem
    mapping = replace(none, constants={"channel": "phone"})
    shown = preview(known.database, file, mapping, known.ids["marko"], AT)
    assert (shown.sample.delimiter_sure, shown.sample.encoding_sure) == (True, True)
    assert (shown.rows[0].problem, shown.rows[0].understood["words"]) == ("", "x 1")
    text = tmp_path / "c.csv"
    text.write_text("Day,Time,Customer,Words\n3.5.2026,14:05,Hotel,x\n,,Hotel,\n")
    joined = replace(mapping, columns={**columns, "heard_at": Taken(columns=("Day", "Time"))})
    joined = replace(joined, columns={**joined.columns, "words": Taken(columns=(4,))})
    shown = preview(known.database, text, joined, known.ids["marko"], AT)
    assert [form.value for form in shown.dates] == ["d.m.y"]
    assert (shown.rows[0].problem, shown.channel_words) == ("", ())
    beyond = replace(mapping, form=SheetForm(header=False), constants={})
    wide = {key: Taken(columns=(9,)) for key in ("heard_at", "words", "channel", "customer")}
    shown = preview(known.database, text, replace(beyond, columns=wide), known.ids["marko"], AT)
    assert (shown.dates, shown.problems) == ((), ())
    assert "is empty" in shown.rows[0].problem


def test_that_a_person_who_may_not_import_sees_no_preview(known: Shop, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("Words\nx\n")
    with pytest.raises(QcError):
        preview(known.database, file, None, known.ids["vera"], AT + timedelta(days=1))
