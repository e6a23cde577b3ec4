"""Charts of letters and stories: drawn from frozen facts, told in words where there are few."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from qc_desk.domain.charts import Mark, TimeLine
from qc_desk.domain.letter_papers import WeekKind, WeeklyLetterPaper, WeekStep
from qc_desk.domain.loop_papers import PaperMoment
from qc_desk.domain.report_words import MomentKind
from qc_desk.domain.time_lines import time_line
from qc_desk.reports import print_paper
from qc_desk.reports.preview import Preview
from tests.unit.reports.filled import Filler

DAY = date(2026, 5, 4)
KINDS = (
    WeekKind(code="CHIP", name="Chip", pieces=8),
    WeekKind(code="DENT", name="Dent", pieces=2),
)
STEPS = tuple(
    WeekStep(first=DAY + timedelta(weeks=week), found=week % 2, pieces=5) for week in range(9)
)


def letter(tmp_path: Path, **changes: object) -> str:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "peru").save(photo)
    paper = Filler(photo).paper(WeeklyLetterPaper)
    with Preview(print_paper(replace(paper, **changes))) as preview:  # type: ignore[arg-type]
        text = "\n".join(preview.text(page) for page in range(preview.page_count))
    return " ".join(text.split())


def moments(*told: tuple[int, MomentKind]) -> list[PaperMoment]:
    return [PaperMoment(on=DAY + timedelta(days=day), kind=kind) for day, kind in told]


def test_that_a_letter_draws_kinds_and_trend(tmp_path: Path) -> None:
    said = letter(tmp_path, kinds=KINDS, steps=STEPS)
    assert "The last 13 weeks" in said
    for words in ("Chip (CHIP) 8 80 %", "Dent (DENT) 2 100 %", "80 % of all are above"):
        assert words in said
    assert "average 8.9" in said
    assert "18 May 2026" in said


def test_that_a_letter_says_where_there_is_too_little_to_draw(tmp_path: Path) -> None:
    few = (STEPS[0], replace(STEPS[1], found=0, pieces=0))
    said = letter(tmp_path, kinds=(), steps=few)
    assert "No defect was recorded in this period." in said
    assert "Too few weeks with decided lots" in said
    assert "average" not in said
    assert "The last 13 weeks" not in letter(tmp_path, kinds=KINDS, steps=())


def test_that_each_kind_of_moment_has_a_lane_and_a_mark() -> None:
    chart = time_line(moments(*enumerate(MomentKind)), [f"k{at}" for at in range(8)])
    assert isinstance(chart, TimeLine)
    assert len(chart.lanes) == len(MomentKind)
    marks = {lane.label: lane.events[0].mark for lane in chart.lanes}
    assert marks["Promise broken"] is Mark.CROSS
    assert marks["Promise kept"] is Mark.TICK
    assert {lane.label for lane in chart.lanes if lane.events[0].bad} == {
        "Seen again",
        "Promise broken",
        "Done, too late",
    }
    assert [words for _day, words in chart.months] == ["4 May 2026", "11 May 2026"]


def test_that_a_long_time_line_names_months_and_a_very_long_one_years() -> None:
    seen = MomentKind.SEEN
    months = time_line(moments((0, seen), (60, seen)))
    years = time_line(moments((0, seen), (900, seen)))
    assert months is not None
    assert years is not None
    assert [day for day, _words in months.months] == [date(2026, 6, 1), date(2026, 7, 1)]
    assert [day for day, _words in years.months] == [date(2027, 1, 1), date(2028, 1, 1)]


def test_that_one_day_is_no_line() -> None:
    assert time_line(moments((0, MomentKind.SEEN), (0, MomentKind.PROMISED))) is None


def test_that_the_proof_never_stands_alone_overleaf(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (40, 30), "peru").save(photo)
    paper = replace(Filler(photo).paper(WeeklyLetterPaper), photos=())
    for lines in (28, 34, 39):
        told = replace(paper, words="\n".join(["A line of the letter."] * lines))
        with Preview(print_paper(told)) as preview:
            pages = [preview.text(page) for page in range(preview.page_count)]
        proof = next(page for page, text in enumerate(pages) if "How to check this" in text)
        assert "Kind regards" in pages[proof]
        assert proof == len(pages) - 1 > 0
