"""What the codes on labels say."""

import pytest

from qc_desk.domain.scan_text import SHORTEST, can_be_typed, scan_text
from qc_desk.ui import scanner


@pytest.mark.parametrize(
    ("number", "unique", "said"),
    [("L-1001", True, "L-1001"), ("L-1001", False, "MUG/L-1001"), ("L-1", True, "MUG/L-1")],
)
def test_that_a_code_says_what_a_batch_is_found_by(number: str, unique: bool, said: str) -> None:
    assert scan_text(number, "MUG", unique=unique) == said


def test_that_the_shortest_code_is_one_that_the_window_takes_for_a_scan() -> None:
    assert SHORTEST == scanner._SHORTEST


@pytest.mark.parametrize(("text", "typed"), [("L-1", True), ("", False), ("Ш", False)])
def test_that_a_scanner_types_the_signs_of_a_us_keyboard(text: str, typed: bool) -> None:
    assert can_be_typed(text) is typed
