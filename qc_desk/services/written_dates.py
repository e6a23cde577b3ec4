"""Dates and times as other programs write them, and which way a column of them is written."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_
from qc_desk.services.sheets import Cell

_TIME = (
    r"(?:(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*([AaPp])?(?:\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_FIRST_SERIAL, _LAST_SERIAL = 61, 110_000  # 1 March 1900 (Excel knows a 29 February) to 2201
_SERIAL = re.compile(r"(\d{2,6})(?:[.,](\d{1,12}))?")
_EXCEL_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 (a clock on a wall; its zone comes later)


class DateForm(Word):
    """How a column writes its days; a time of day may follow."""

    ISO = "iso", N_("2026-05-03 (year, month, day)")
    DOTTED = "d.m.y", N_("3.5.2026 (day, month, year)")
    DAY_FIRST = "d/m/y", N_("3/5/2026 (day, month, year)")
    MONTH_FIRST = "m/d/y", N_("5/3/2026 (month, day, year)")
    COMPACT = "yyyymmdd", N_("20260503 (year, month, day)")
    EXCEL = "excel", N_("46145 (days as Excel counts them)")


# The places of year, month and day among the groups of each pattern.
_PATTERNS = {
    DateForm.ISO: (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME), (1, 2, 3)),
    DateForm.DOTTED: (re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?" + _TIME), (3, 2, 1)),
    DateForm.DAY_FIRST: (re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})" + _TIME), (3, 2, 1)),
    DateForm.MONTH_FIRST: (re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})" + _TIME), (3, 1, 2)),
    DateForm.COMPACT: (re.compile(r"(\d{4})(\d{2})(\d{2})" + _TIME), (1, 2, 3)),
}


def moment_of(cell: Cell, form: DateForm | None, zone: str) -> datetime | None:
    """Return the moment, in UTC, that a cell means; None for what is no date in this form.

    A day without a time means its beginning. ``zone`` is the IANA name of where it was written;
    a cell that is a date already, as in a workbook, needs no form.
    """
    if isinstance(cell, datetime):
        return _in_utc(cell, zone)
    if isinstance(cell, date):
        return _in_utc(datetime.combine(cell, time.min), zone)
    return None if form is None else _read(str(cell).strip(), form, zone)


def fitting_forms(
    cells: Iterable[Cell], among: Iterable[DateForm] = DateForm
) -> tuple[DateForm, ...]:
    """Return every form in which all cells that are not empty are dates.

    Where no cell decides, every form fits; cells that are dates already decide nothing.
    """
    left = list(among)
    for written in {str(cell).strip() for cell in cells if not isinstance(cell, date)}:
        if written:
            left = [form for form in left if _fits(written, form)]
    return tuple(left)


def _fits(written: str, form: DateForm) -> bool:
    if form is DateForm.EXCEL and not 5 <= len(re.split("[.,]", written)[0]) <= 6:
        return False  # 1998 is a year and not a day in 1905
    return _read(written, form, "UTC") is not None


@lru_cache(8192)
def _read(written: str, form: DateForm, zone: str) -> datetime | None:
    if form is DateForm.EXCEL:
        return _of_serial(written, zone)
    pattern, (year, month, day) = _PATTERNS[form]
    found = pattern.fullmatch(written)
    if found is None:
        return None
    hour, minute, second, half, offset = found.groups()[3:]
    try:
        clock = time(_hour(int(hour or 0), half), int(minute or 0), int(second or 0))
        at = datetime.combine(date(int(found[year]), int(found[month]), int(found[day])), clock)
        if offset:
            at = at.replace(tzinfo=UTC) if offset == "Z" else at.replace(tzinfo=_zone(offset))
        return _in_utc(at, zone)
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of a clock with 24, from one with twice 12 where a half is named."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "pP" else 0)


def _zone(offset: str) -> ZoneInfo:
    return datetime.strptime(offset, "%z").tzinfo  # type: ignore[return-value]  # a fixed offset


def _of_serial(written: str, zone: str) -> datetime | None:
    found = _SERIAL.fullmatch(written)
    if found is None or not _FIRST_SERIAL <= int(found[1]) < _LAST_SERIAL:
        return None
    seconds = round(float(f"0.{found[2] or 0}") * 86_400)
    return _in_utc(_EXCEL_DAY_0 + timedelta(days=int(found[1]), seconds=seconds), zone)


def _in_utc(at: datetime, zone: str) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
