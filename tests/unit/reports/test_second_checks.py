"""Spot checks, and what both inspectors have missed, on the inspection report."""

from dataclasses import replace

from qc_desk.domain.recapture import Recapture
from qc_desk.domain.spot_rules import SpotRow
from qc_desk.domain.vocabulary import CheckMode
from tests.unit.reports.papers import paper, rows
from tests.unit.reports.test_inspection_report import text_of

SPOT = SpotRow(
    seed="5a" * 32,
    share=30,
    critical=4,
    rest=9,
    drawn=(("glaze", 0), ("rim", 2), ("rim", 5)),
)


def test_that_a_spot_check_says_what_was_drawn_and_from_which_seed() -> None:
    text = text_of(paper(mode=CheckMode.SPOT, spot=SPOT))
    for said in (
        "spot check, 30 % drawn by lot",
        "All critical checks (4), and 3 of the 9 others, drawn by lot (30 %).",
        "glaze; rim 2, 5",
        "5a" * 32,
        "take the first 3 of 9",
    ):
        assert said in " ".join(text.split())


def test_that_a_row_that_was_not_drawn_says_so() -> None:
    some = rows()
    undrawn = replace(some[0], second=None, drawn=False)
    text = text_of(paper(rows=(undrawn, *some[1:]), spot=SPOT))
    assert text.count("not drawn") == 1
    assert "not drawn" not in text_of(paper())


def test_that_a_long_draw_is_listed_in_part() -> None:
    drawn = tuple(("rim", unit) for unit in range(1, 400))
    text = text_of(paper(spot=replace(SPOT, drawn=drawn, rest=800)))
    assert "119, 120; …" in " ".join(text.split())
    assert "399 of the 800 others" in " ".join(text.split())


def test_that_what_both_missed_is_printed_where_it_is_known() -> None:
    known = Recapture(first=10, second=15, both=5, blind=True)
    text = " ".join(text_of(paper(recapture=known)).split())
    assert "Both have probably missed 8.3 (1 to 53, 95 %)" in text
    assert "Chapman 1951" in text
    for unknown in (replace(known, both=2), replace(known, blind=False), None):
        assert "both missed" not in text_of(paper(recapture=unknown)).lower()
        assert "Chapman" not in text_of(paper(recapture=unknown))
