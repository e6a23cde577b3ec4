"""Bars and squares say what they were given, read by tables that are not the program's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode import code128 as known

from qc_desk.reports.bars import bars_in
from qc_desk.reports.code128 import code128_bars, code128_values
from qc_desk.reports.qr import qr_modules
from tests.unit.reports.codes import _signs_said, qr_said

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


@given(PRINTABLE | st.from_regex(r"[A-Z]{0,3}[0-9]{1,9}[A-Z]?[0-9]{0,8}", fullmatch=True))
def test_that_every_text_is_read_back(text: str) -> None:
    *values, check, stop = code128_values(text)
    assert _signs_said(values) == text
    total = values[0] + sum(place * value for place, value in enumerate(values[1:], 1))
    assert (check, stop) == (total % 103, 106)


def test_that_bars_are_those_of_the_standard() -> None:
    bars, modules = code128_bars("L-1")
    widths = []
    for value in code128_values("L-1"):
        pattern = known._patterns[value]
        widths += ["abcd".index(letter.lower()) + 1 for letter in pattern]
    assert modules == sum(widths) == 11 * 6 + 2
    assert [width for _left, width in bars] == widths[::2]
    assert bars[0][0] == 0


@pytest.mark.parametrize(("text", "signs"), [("12345678", 7), ("A123456", 8), ("AB1234CD", 11)])
def test_that_digits_stand_in_pairs_where_that_is_shorter(text: str, signs: int) -> None:
    assert len(code128_values(text)) == signs


def test_that_bars_too_fine_for_a_scanner_are_not_drawn() -> None:
    assert bars_in("L-1001", (0, 0), 200, 20) is not None
    assert bars_in("L" * 60, (0, 0), 200, 20) is None
    assert bars_in("Ш-17", (0, 0), 200, 20) is None


@given(st.text(min_size=1, max_size=60))
def test_that_qr_codes_are_read_back(text: str) -> None:
    if len(text.encode("utf-8", "replace")) <= 120:
        assert qr_said(qr_modules(text)) == text.encode("utf-8", "replace").decode()
