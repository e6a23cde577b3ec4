"""Numbers, dates and lists read as the language writes them, and numbers are read back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.i18n import (
    format_date,
    format_datetime,
    format_decimal,
    format_integer,
    format_list,
    parse_decimal,
    speaking,
)

MEASURED = st.decimals(
    min_value=Decimal("-1e9"), max_value=Decimal("1e9"), allow_nan=False, places=4
)
CODES = st.sampled_from(["en", "sr"])


@pytest.mark.parametrize(
    ("code", "day", "written"),
    [
        ("en", date(2026, 5, 3), "3 May 2026"),
        ("sr", date(2026, 5, 3), "3.\u202f5.\u202f2026."),
        ("en", date(2026, 12, 31), "31 Dec 2026"),
        ("sr", date(2026, 12, 31), "31.\u202f12.\u202f2026."),
    ],
)
def test_that_days_are_written_in_the_language(code: str, day: date, written: str) -> None:
    with speaking(code):
        assert format_date(day) == written


@pytest.mark.parametrize(
    ("code", "zone", "written"),
    [
        ("en", "UTC", "1 Nov 2026, 08:05"),
        ("en", "Europe/Belgrade", "1 Nov 2026, 09:05"),
        ("en", "Asia/Almaty", "1 Nov 2026, 13:05"),
        ("en", "Pacific/Auckland", "1 Nov 2026, 21:05"),
        ("sr", "UTC", "1.\u202f11.\u202f2026. 08:05"),
        ("sr", "Europe/Belgrade", "1.\u202f11.\u202f2026. 09:05"),
    ],
)
def test_that_moments_are_written_to_the_minute_on_the_clock_of_a_place(
    code: str, zone: str, written: str
) -> None:
    with speaking(code):
        assert format_datetime(datetime(2026, 11, 1, 8, 5, 59, tzinfo=UTC), zone) == written


def test_that_the_clock_of_a_place_may_show_another_day_and_summer_time() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert format_datetime(late, "Europe/Belgrade") == "1 Jul 2026, 00:30"


@pytest.mark.parametrize(
    ("value", "english", "serbian"),
    [
        ("0.350", "0.350", "0,350"),
        ("-1234.5", "-1234.5", "-1234,5"),
        ("1E+3", "1000", "1000"),
        ("12", "12", "12"),
    ],
)
def test_that_measurements_keep_every_digit(value: str, english: str, serbian: str) -> None:
    assert format_decimal(Decimal(value)) == english
    with speaking("sr"):
        assert format_decimal(Decimal(value)) == serbian


def test_that_counts_are_grouped_and_words_are_listed() -> None:
    assert format_integer(1234567) == "1,234,567"
    assert [format_list("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
    with speaking("sr"):
        assert format_integer(1234567) == "1.234.567"
        assert [format_list("абв"[:count]) for count in range(4)] == [
            *("", "а", "а и б", "а, б и в"),
        ]


@given(MEASURED, CODES)
def test_that_what_is_written_is_read_back(value: Decimal, code: str) -> None:
    with speaking(code):
        read = parse_decimal(format_decimal(value))
    assert read == value
    assert str(read) == f"{value if value else abs(value):f}"


@given(MEASURED, CODES)
def test_that_comma_point_and_a_true_minus_are_taken_in_every_language(
    value: Decimal, code: str
) -> None:
    with speaking(code):
        for mark in ".,":
            typed = f"  {value:f} ".replace(".", mark).replace("-", "−")
            assert parse_decimal(typed) == value


@given(st.text())
def test_that_no_text_breaks_reading_and_only_finite_numbers_come_out(text: str) -> None:
    value = parse_decimal(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", "12"),
        ("+0012.34", "12.34"),  # as callipers send it
        ("5,", "5"),
        (",5", "0.5"),
        ("-0,00", "0.00"),
        ("\u00a012,5\u00a0", "12.5"),
    ],
)
def test_that_plain_numbers_are_read(typed: str, value: str) -> None:
    assert str(parse_decimal(typed)) == value


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", ".", ",", "-", "+", "--1", "1-", "5 mm", "0x1F", "½"),
        *("1.234,5", "1,234.5", "1,2,3", "1.2.3", "1 234", "1_000"),  # read one way here, or there
        *("NaN", "-nan", "Infinity", "inf", "1e400", "1E3", "sNaN12"),
        *("٣٫٥", "１２", "१२"),  # digits that the record would not show again
    ],
)
def test_that_what_could_be_read_in_two_ways_is_not_read(typed: str) -> None:
    assert parse_decimal(typed) is None
