"""The short way to a row's canonical bytes gives the same bytes as the long one."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.canonical import canonical
from qc_desk.domain.vocabulary import Result
from qc_desk.storage.rows import row_bytes

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.text(alphabet='e\u0301n\u0303\n"\\')
    | st.binary(max_size=40)
    | st.dates()
    | st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001 (zones are drawn)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.sampled_from(Result)
)


@given(st.dictionaries(st.text(alphabet="abcdefgh_", min_size=1), VALUES))
def test_that_both_ways_give_the_same_bytes(row: dict[str, object]) -> None:
    assert row_bytes(row) == canonical(row)


@given(st.dictionaries(st.text(alphabet="abcdefgh_", min_size=1), VALUES, min_size=1))
def test_that_the_bytes_are_json_with_sorted_keys(row: dict[str, object]) -> None:
    assert list(json.loads(row_bytes(row))) == sorted(row)


def test_that_a_row_is_written_with_every_digit_and_moment() -> None:
    row = {
        "value": Decimal("1.50"),
        "result": Result.FAIL,
        "day": date(2026, 11, 20),
        "at": datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        "image": b"abc",
    }
    assert row_bytes(row) == (
        b'{"at":"2026-11-20T08:30:00.000000Z","day":"2026-11-20",'
        b'"image":"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",'
        b'"result":"fail","value":"1.50"}'
    )


def test_that_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        row_bytes({"value": 1.5})
