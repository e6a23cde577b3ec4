"""XLSX workbooks: written row by row in little memory, with real numbers and real dates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

import xlsxwriter

Value = str | int | bool | Decimal | date | datetime | None

LONGEST_CELL = 32_767  # characters that a cell holds
ROWS_A_SHEET = 1_048_576
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_FIRST_MONTH, _DIGITS = (1900, 3), 15
_WIDTH = 18  # characters of a column as it is first shown


class Workbook:
    """A workbook with one table; it goes on another sheet where one is full."""

    def __init__(self, file: Path, header: Sequence[str]) -> None:
        self.rows = 0
        self._header = header
        # No text becomes a formula, a link or a number, whatever it looks like.
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(file), options)
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._formats: dict[str, Any] = {}
        self._begin_sheet()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end_sheet()
        self._book.close()

    def add(self, row: Sequence[Value]) -> None:
        """Write the next row."""
        if self._line == ROWS_A_SHEET:
            self._end_sheet()
            self._begin_sheet()
        for column, value in enumerate(row):
            self._write(column, value)
        self._line += 1
        self.rows += 1

    def _end_sheet(self) -> None:
        """Put a filter above every column."""
        self._sheet.autofilter(0, 0, self._line - 1, max(len(self._header) - 1, 0))

    def _begin_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, max(len(self._header) - 1, 0), _WIDTH)
        for column, name in enumerate(self._header):
            self._sheet.write_string(0, column, name, self._bold)
        self._line = 1

    def _write(self, column: int, value: Value) -> None:
        line, sheet = self._line, self._sheet
        if value is None or value == "":
            return
        if isinstance(value, str) or not _holds(value):
            sheet.write_string(line, column, _fitting(str(value)))
        elif isinstance(value, bool):
            sheet.write_boolean(line, column, value)
        elif isinstance(value, datetime):
            moment = value.astimezone(UTC).replace(tzinfo=None)
            sheet.write_datetime(line, column, moment, self._shown_as(_MOMENT))
        elif isinstance(value, date):
            day = datetime(value.year, value.month, value.day)  # noqa: DTZ001 (cells have no zone)
            sheet.write_datetime(line, column, day, self._shown_as(_DAY))
        else:
            sheet.write_number(line, column, float(value), self._shown_as(_digits(value)))

    def _shown_as(self, pattern: str) -> Any:
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format({"num_format": pattern})
        return self._formats[pattern]


def _holds(value: int | Decimal | date) -> bool:
    """Whether a cell can hold a value just as it is; what it cannot is written as text.

    Its numbers have 15 digits. Days before March 1900 would be others: its calendar has a 29th of
    February in that year, and nothing before.
    """
    if isinstance(value, date):
        return (value.year, value.month) >= _FIRST_MONTH
    return isinstance(value, bool) or len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS


def _fitting(text: str) -> str:
    """Return what fits into a cell; a longer text ends in a sign that says so."""
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def _digits(value: int | Decimal) -> str:
    """Return how a number is shown: with as many decimals as it was entered with."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "0." + "0" * decimals if decimals else "0"
