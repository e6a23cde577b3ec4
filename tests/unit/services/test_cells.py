"""Cells of a table as an import reads them: texts, whole numbers and days."""

from datetime import date, datetime

import pytest

from qc_desk.domain.refusals import FieldInvalid, FieldNeeded
from qc_desk.services.columns import Cells
from qc_desk.services.sheets import Cell, SheetRow


def cells(value: Cell) -> Cells:
    return Cells(row=SheetRow(line=2, cells=(value,)), places={"x": 0, "outside": 5})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("a", "a"),
        (12, "12"),
        (1.5, "1.5"),
        (date(2026, 5, 3), "2026-05-03"),
        (datetime(2026, 5, 3, 12, 0), "2026-05-03"),  # noqa: DTZ001 (spreadsheets know no zones)
    ],
)
def test_that_every_kind_of_cell_is_a_text(value: Cell, text: str) -> None:
    assert cells(value).text("x") == text


def test_that_a_column_that_is_not_there_holds_nothing() -> None:
    assert cells("a").text("outside") == cells("a").text("unknown") == ""


@pytest.mark.parametrize("value", [12, "12", " 12 "])
def test_that_whole_numbers_are_read(value: Cell) -> None:
    assert cells(value).whole("x", "quantity") == 12


@pytest.mark.parametrize("value", ["1.5", "1,200", "twelve", True, 1.5, "-3"])
def test_that_other_numbers_are_not_guessed_at(value: Cell) -> None:
    with pytest.raises(FieldInvalid, match="digits only"):
        cells(value).whole("x", "quantity")


def test_that_a_number_is_needed() -> None:
    with pytest.raises(FieldNeeded):
        cells(" ").whole("x", "quantity")


@pytest.mark.parametrize(
    "value",
    [
        "2026-05-03",
        "2026-5-3",
        "3.5.2026",
        "03. 05. 2026.",
        "2026-05-03 12:30",
        date(2026, 5, 3),
        datetime(2026, 5, 3, 23, 59),  # noqa: DTZ001 (spreadsheets know no zones)
    ],
)
def test_that_days_are_read_as_they_are_written(value: Cell) -> None:
    assert cells(value).day("x", "produced on") == date(2026, 5, 3)


@pytest.mark.parametrize("value", ["03/05/2026", "2026-13-01", "31.2.2026", "May"])
def test_that_other_days_are_not_guessed_at(value: str) -> None:
    with pytest.raises(FieldInvalid, match="write a day as"):
        cells(value).day("x", "produced on")
    assert cells("").day("x", "produced on") is None
