"""Extra checks of a stop-ship on the inspection report."""

from datetime import UTC, datetime

from qc_desk.domain.papers import PaperExtraCheck
from qc_desk.domain.vocabulary import Result
from tests.unit.reports.papers import paper
from tests.unit.reports.test_inspection_report import text_of

CHECK = PaperExtraCheck(
    problem="PR-3",
    asked="X-ray ten pieces <b>of each",
    result=Result.FAIL,
    note="Film 7: crack in the handle",
    name="Marko Jurić",
    at=datetime(2026, 5, 4, 11, 30, tzinfo=UTC),
)


def test_that_an_extra_check_says_what_was_asked_found_by_whom_and_when() -> None:
    text = text_of(paper(extra_checks=(CHECK,))).split("Extra checks")[1]
    for said in (
        "PR-3",
        "FAIL",
        "Marko Jurić",
        "4 May 2026, 11:30 UTC",
        "X-ray ten pieces <b>of each",
        "Film 7: crack in the handle",
    ):
        assert said in text


def test_that_a_report_without_stop_ship_says_nothing_of_extra_checks() -> None:
    assert "Extra checks" not in text_of(paper())
