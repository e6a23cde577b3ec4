"""Items from spreadsheets: headings in several languages, every refused row with its reason."""

from decimal import Decimal

import pytest

from qc_desk.domain.item_rules import ItemEntry
from qc_desk.domain.refusals import FileProblems
from qc_desk.domain.vocabulary import ItemKind, PhotoRule, Severity
from qc_desk.services.checklist_sheets import guess_columns, sheet_items
from qc_desk.services.sheets import Cell, SheetRow, SheetTable

HEADER = (
    "Code", "Section", "Title", "Instruction", "Kind", "Severity", "Per piece", "Photo",
    "Min", "Max", "Unit", "Good", "Bad",
)  # fmt: skip


def table(*rows: tuple[Cell, ...], header: tuple[str, ...] = HEADER) -> SheetTable:
    lines = tuple(SheetRow(line=n, cells=cells) for n, cells in enumerate(rows, start=2))
    return SheetTable(file_name="items.xlsx", header=header, rows=lines)


def items(*rows: tuple[Cell, ...], header: tuple[str, ...] = HEADER) -> tuple[ItemEntry, ...]:
    made = table(*rows, header=header)
    return sheet_items(made, guess_columns(made.header))


def refused(*rows: tuple[Cell, ...], header: tuple[str, ...] = HEADER) -> tuple[str, ...]:
    with pytest.raises(FileProblems) as refusal:
        items(*rows, header=header)
    return refusal.value.problems


def test_that_a_row_becomes_an_item() -> None:
    found = items(
        ("rim", "Look", "Rim", "Run a finger.", "look", "major", "yes", "on fail", *[None] * 5),
        ("w", None, "Width", "Measure.", None, "Critical", None, None, 209.5, "211,00", "mm"),
        ("c", "", "Colour", "Compare.", "", "minor", "", "", "", "", "", "white; ivory", "yellow"),
    )
    assert [each.kind for each in found] == [
        ItemKind.PASS_FAIL, ItemKind.MEASUREMENT, ItemKind.CHOICE,
    ]  # fmt: skip
    assert [each.section for each in found] == ["Look", "Look", "Look"]
    assert (found[0].severity, found[0].per_unit) == (Severity.MAJOR, True)
    assert (str(found[1].lower), str(found[1].upper), found[1].decimals) == ("209.5", "211.00", 2)
    assert (found[2].good, found[2].bad) == (("white", "ivory"), ("yellow",))


def test_that_serbian_headings_and_words_are_understood() -> None:
    header = ("Шифра", "Naziv", "Uputstvo", "Тежина", "Slika")
    found = items(("a", "Ивица", "Погледај.", "критична", ""), header=header)
    assert (found[0].title, found[0].severity) == ("Ивица", Severity.CRITICAL)


def test_that_a_row_with_a_section_alone_is_its_heading() -> None:
    found = items(
        ("", "Packing", *[""] * 11),
        ("a", "", "Carton", "Look.", "photo", "minor", *[""] * 7),
    )
    assert [(each.section, each.photo_rule) for each in found] == [("Packing", PhotoRule.ALWAYS)]


def test_that_every_refused_row_is_listed_with_line_field_and_reason() -> None:
    problems = refused(
        ("ok", "", "Fine", "Look.", "", "minor", *[""] * 7),
        ("ok", "", "Twin", "Look.", "", "minor", *[""] * 7),
        ("b", "", "", "Merged into the row above.", "", "huge", *[""] * 7),
        ("c", "", "Width", "Measure.", "measure", "minor", "", "", 5, 3, ""),
        ("d", "", "Count", "Count.", "count", "minor", "perhaps", "", "", "1.5"),
        ("e", "", "None", "Look.", "dance", "minor", "", "", "x"),
    )
    said = "\n".join(problems)
    for expected in (
        "line 3: Code: “ok” is the code of item 1 already.",
        "line 4: Title: it is empty.",
        "line 4: Severity: “huge” cannot be meant",
        "line 5: Lower limit: 5 is larger than 3",
        "line 5: Unit: a measurement needs one",
        "line 6: Per unit: “perhaps” cannot be meant",
        "line 6: Upper limit: a count is a whole number",
        "line 7: Kind: “dance” cannot be meant",
        "line 7: Lower limit: “x” cannot be meant",
    ):
        assert expected in said
    assert "line 2" not in said


def test_that_wrong_columns_and_no_rows_are_said() -> None:
    assert (
        "there is no column “Title”. Found are: Shape, Size"
        in refused(("a", "b"), header=("Shape", "Size"))[0]
    )
    assert refused() == ("there is no row with an item.",)


def test_that_codes_of_the_draft_are_known() -> None:
    made = table(("rim", "", "Rim", "Look.", "", "minor", *[""] * 7))
    held = ItemEntry(code="RIM", title="x", instruction="x", severity=Severity.MINOR)
    with pytest.raises(FileProblems, match="“rim” is the code of item 1 already"):
        sheet_items(made, guess_columns(made.header), [held])


def test_that_a_row_without_a_code_gets_one() -> None:
    found = items(("", "", "Rim", "Look.", "", "minor", *[""] * 7))
    assert found[0].code == "ITEM-1"


def test_that_whole_numbers_of_a_workbook_have_no_digits_behind_the_point() -> None:
    found = items(("a", "", "Holes", "Count.", "count", "minor", "", "", "", 3.0))
    assert found[0].upper == Decimal(3)
    assert str(found[0].upper) == "3"


def test_that_what_is_no_number_is_said_with_what_is_expected() -> None:
    width = ("w", "", "Width", "Measure.", "measure", "minor", "", "")
    header = (*HEADER[:11], "Decimals")
    said = "\n".join(
        refused(
            (*width, True, 2.0, "mm", ""),
            (*width, float("inf"), 2.0, "mm", ""),
            (*width, 1.0, 2.0, "mm", "many"),
            header=header,
        )
    )
    assert "line 2: Lower limit: “True” cannot be meant; expected a number such as 0.35." in said
    assert "line 3: Lower limit: “inf” cannot be meant" in said
    assert "line 4: Decimals: “many” cannot be meant; expected a whole number." in said


def test_that_more_decimals_than_the_limits_have_are_read() -> None:
    width = ("w", "", "Width", "Measure.", "measure", "minor", "", "", 1.0, 2.5, "mm", 3)
    assert items(width, header=(*HEADER[:11], "Decimals"))[0].decimals == 3
