"""Dates as other programs write them: read exactly as they are meant, or not at all."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from qc_desk.services.written_dates import DateForm, fitting_forms, moment_of

ZONE = "Europe/Belgrade"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, …


@pytest.mark.parametrize(
    ("written", "form", "meant"),
    [
        ("2026-05-03", DateForm.ISO, utc(2026, 5, 2, 22)),
        ("2026-1-3", DateForm.ISO, utc(2026, 1, 2, 23)),
        ("2026-05-03T14:05:06.250Z", DateForm.ISO, utc(2026, 5, 3, 14, 5, 6)),
        ("2026-05-03 14:05+05:30", DateForm.ISO, utc(2026, 5, 3, 8, 35)),
        (" 3.5.2026. ", DateForm.DOTTED, utc(2026, 5, 2, 22)),
        ("3. 5. 2026 14:05", DateForm.DOTTED, utc(2026, 5, 3, 12, 5)),
        ("03/05/2026", DateForm.DAY_FIRST, utc(2026, 5, 2, 22)),
        ("05/03/2026, 2:05 PM", DateForm.MONTH_FIRST, utc(2026, 5, 3, 12, 5)),
        ("05/03/2026 12:05 a.m.", DateForm.MONTH_FIRST, utc(2026, 5, 2, 22, 5)),
        ("20260503", DateForm.COMPACT, utc(2026, 5, 2, 22)),
        ("46145", DateForm.EXCEL, utc(2026, 5, 2, 22)),
        ("46145,5", DateForm.EXCEL, utc(2026, 5, 3, 10)),
        (46145, DateForm.EXCEL, utc(2026, 5, 2, 22)),
        (46145.25, DateForm.EXCEL, utc(2026, 5, 3, 4)),
        (date(2026, 5, 3), None, utc(2026, 5, 2, 22)),
        (datetime(2026, 5, 3, 14, 5), None, utc(2026, 5, 3, 12, 5)),  # noqa: DTZ001 (a workbook has no zones)
        (
            datetime(2026, 5, 3, 14, tzinfo=timezone(timedelta(hours=1))),
            DateForm.ISO,
            utc(2026, 5, 3, 13),
        ),
    ],
)
def test_that_a_date_is_read_in_the_zone_of_the_site(
    written: object, form: DateForm | None, meant: datetime
) -> None:
    assert moment_of(written, form, ZONE) == meant  # type: ignore[arg-type]  # a cell


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("2026-02-30", DateForm.ISO),
        ("26-05-03", DateForm.ISO),
        ("2026-05-03 25:00", DateForm.ISO),
        ("2026-05-03 14:05+99:99", DateForm.ISO),
        ("0001-01-01", DateForm.ISO),
        ("3.5.26", DateForm.DOTTED),
        ("13/31/2026", DateForm.MONTH_FIRST),
        ("05/03/2026 13:05 PM", DateForm.MONTH_FIRST),
        ("20261301", DateForm.COMPACT),
        ("20260503", DateForm.EXCEL),
        ("60", DateForm.EXCEL),
        ("110000", DateForm.EXCEL),
        ("soon", DateForm.EXCEL),
        ("soon", None),
        ("2026-05-03", None),
    ],
)
def test_that_what_is_no_date_is_not_made_one(written: str, form: DateForm | None) -> None:
    assert moment_of(written, form, ZONE) is None


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        (["2026-05-03", "", "2026-05-03 10:00"], (DateForm.ISO,)),
        (["3.5.2026"], (DateForm.DOTTED,)),
        (["20260503", "19941222"], (DateForm.COMPACT,)),
        (["46145", "46146.5"], (DateForm.EXCEL,)),
        (["1998"], ()),
        (["03/04/2026", "05/06/2026"], (DateForm.DAY_FIRST, DateForm.MONTH_FIRST)),
        (["03/04/2026", "13/04/2026"], (DateForm.DAY_FIRST,)),
        (["03/04/2026", "03/14/2026"], (DateForm.MONTH_FIRST,)),
        (["03/14/2026", "14/03/2026"], ()),
        (["soon"], ()),
        ([date(2026, 5, 3), None, ""], tuple(DateForm)),
    ],
)
def test_that_a_whole_column_says_how_it_is_written_or_in_which_ways_it_can_be_read(
    cells: list[object], forms: tuple[DateForm, ...]
) -> None:
    told = [cell for cell in cells if cell is not None]
    assert fitting_forms(told) == forms  # type: ignore[arg-type]  # cells


def test_that_forms_that_were_struck_out_stay_out() -> None:
    assert fitting_forms(["03/04/2026"], (DateForm.ISO, DateForm.MONTH_FIRST)) == (
        DateForm.MONTH_FIRST,
    )
