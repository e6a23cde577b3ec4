"""Charts: every word and every mark of the facts is there, in the window and on paper."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_desk.domain.charts import (
    Bar,
    BarChart,
    Chart,
    Event,
    Funnel,
    Lane,
    Level,
    LineChart,
    Mark,
    Place,
    Point,
    TimeLine,
)
from qc_desk.i18n import speaking
from qc_desk.reports.charts import PAPER, Drawn, drawn, height_of, svg
from qc_desk.reports.charts.scales import figure, ticks
from qc_desk.reports.lettering import face

BARS = BarChart(
    bars=(
        Bar(
            label="Scratch (S-12)", value=41, figure="41", note="60 %", key="S-12", told="41 of 68"
        ),
        Bar(label="Other: 6 kinds", value=27, figure="27", note="100 %", strong=False),
    ),
    divide_after=1,
    divider="80 % are above",
    target=30,
    target_figure="target 30",
)
LINE = LineChart(
    points=(
        Point(label="W1", value=0.1, low=0.0, high=0.2, key="w1", told="10 % in W1"),
        Point(label="W2", value=None),
        Point(label="W3", value=0.3, low=0.05, high=0.2, signal=True, key="w3", told="a signal"),
        Point(label="W4", value=0.2, key="w4"),
    ),
    levels=(Level(value=0.15, words="middle 15 %"), Level(value=0.05, words="target", firm=True)),
    percent=True,
)
RUN = LineChart(
    points=tuple(Point(label=str(n), value=8 + n % 5 / 100) for n in range(60)),
    levels=(Level(value=8.06, words="upper 8.06 mm", firm=True),),
    from_zero=False,
    spread=True,
)
STORY = TimeLine(
    lanes=(
        Lane(
            label="Seen again",
            events=(
                Event(day=date(2026, 2, 3), mark=Mark.TRIANGLE, label="B-101", bad=True, key="b1"),
                Event(day=date(2026, 4, 20), mark=Mark.CROSS, label="B-117", key="b2"),
            ),
        ),
        Lane(label="Clean", events=tuple(
            Event(day=date(2026, 5, 1 + n), mark=mark, label="") for n, mark in enumerate(Mark)
        )),
    ),
    months=((date(2026, 2, 1), "February"), (date(2026, 3, 1), "March")),
)  # fmt: skip
FUNNEL = Funnel(
    places=(
        Place(label="Novi Sad", size=120, value=0.06, key="ns", told="6 % of 120"),
        Place(label="Kyiv", size=210, value=0.13, outside=True, key="kyiv"),
    ),
    limits=((10, 0.0, 0.4), (100, 0.02, 0.16), (250, 0.04, 0.13)),
    middle=Level(value=0.08, words="all sites 8 %"),
    sizes="lots",
    percent=True,
)
ALL: dict[str, Chart] = {"bars": BARS, "line": LINE, "run": RUN, "story": STORY, "funnel": FUNNEL}
SVG = "{http://www.w3.org/2000/svg}"


def shown(chart: Chart, width: float = 700) -> list[str]:
    picture = drawn(chart, width, height_of(chart, PAPER), PAPER)
    root = ElementTree.fromstring(svg(picture))  # noqa: S314 (our own)
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "bars",
            ["Scratch (S-12)", "41", "60 %", "Other: 6 kinds", "80 % are above", "target 30"],
        ),
        ("line", ["W1", "W4", "middle 15 %", "target", "0 %", "30 %"]),
        ("run", ["59", "upper 8.06 mm", "8.04"]),
        ("story", ["Seen again", "B-101", "B-117", "February", "March"]),
        ("funnel", ["Novi Sad", "Kyiv", "all sites 8 %", "lots"]),
    ],
)
def test_that_every_word_is_drawn(name: str, words: list[str]) -> None:
    assert set(words) <= set(shown(ALL[name]))


@pytest.mark.parametrize("name", ALL)
def test_that_what_leads_on_can_be_hit_where_it_is_drawn(name: str) -> None:
    chart = ALL[name]
    picture = drawn(chart, 700, height_of(chart, PAPER), PAPER)
    keys = re.findall(r"key='([^']+)'", repr(chart))
    assert [spot.key for spot in picture.spots if spot.key] == keys
    for spot in picture.spots:
        assert -9 <= spot.x <= 700
        assert -9 <= spot.y <= picture.height


@pytest.mark.parametrize("name", ALL)
def test_that_words_too_long_for_their_room_are_cut_and_not_overlaid(name: str) -> None:
    long = "Недостатня герметичність кришки контейнера " * 7
    replaced: dict[str, Any] = {
        "bars": BarChart(bars=(Bar(label=long, value=1, figure="1", note=long),)),
        "line": LineChart(points=LINE.points, levels=(Level(value=0.1, words=long),)),
        "run": LineChart(points=(Point(label=long, value=1.0),) * 3, spread=True),
        "story": TimeLine(lanes=(Lane(label=long, events=STORY.lanes[0].events),), months=()),
        "funnel": Funnel(places=(), limits=(), middle=Level(value=0, words=long), sizes="lots"),
    }
    chart = replaced[name]
    picture = drawn(chart, 500, height_of(chart, PAPER), PAPER)
    root = ElementTree.fromstring(svg(picture))  # noqa: S314 (our own)
    for text in root.iter(f"{SVG}text"):
        assert float(text.attrib["x"]) >= -0.5 or name == "run"


@pytest.mark.parametrize(
    "chart",
    [
        BarChart(bars=()),
        LineChart(points=()),
        LineChart(points=(Point(label="W1", value=None),), percent=True, spread=True),
        LineChart(points=(Point(label="1", value=8.0),), from_zero=False, spread=True),
        LineChart(points=(Point(label="W1", value=0.0),) * 3, percent=True),
        TimeLine(lanes=(), months=()),
        Funnel(places=(), limits=(), middle=Level(value=0.0, words=""), sizes="", percent=True),
    ],
)
def test_that_nothing_to_show_is_still_a_drawing(chart: Chart) -> None:
    picture = drawn(chart, 300, height_of(chart, PAPER), PAPER)
    assert svg(picture).startswith(b"<?xml")


def test_that_ten_years_of_weeks_are_one_line_without_dots() -> None:
    weeks = tuple(Point(label=f"W{n}", value=n % 7 / 10, key=str(n)) for n in range(520))
    picture = drawn(LineChart(points=weeks), 700, 300, PAPER)
    assert b"circle" not in svg(picture)
    assert len(picture.spots) == 520


def test_that_points_are_joined_only_where_nothing_is_missing_between_them() -> None:
    lines = svg(drawn(LINE, 700, 200, PAPER)).count(b"<path")
    apart = LineChart(points=LINE.points, levels=LINE.levels, percent=True, joined=False)
    assert lines - svg(drawn(apart, 700, 200, PAPER)).count(b"<path") == 1


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(2, 9))
def test_that_scales_hold_all_values_between_round_numbers(
    one: float, other: float, about: int
) -> None:
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high, about)
    close = 1e-8 * (marks[1] - marks[0])  # what is nearer than that is on the mark
    assert marks[0] <= low + close
    assert marks[-1] >= high - close
    assert len(marks) <= 2 * about + 3
    assert all(before < after for before, after in pairwise(marks))


@pytest.mark.parametrize(
    ("value", "step", "percent", "written"),
    [
        (0.15, 0.05, True, "15 %"),
        (0.005, 0.005, True, "0,5 %"),
        (0.025, 0.025, True, "2,5 %"),
        (8.02, 0.02, False, "8,02"),
        (12000, 2000, False, "12.000"),
        (3, 0, False, "3"),
    ],
)
def test_that_figures_are_written_as_the_language_does(
    value: float, step: float, percent: bool, written: str
) -> None:
    with speaking("sr"):
        assert figure(value, step, percent=percent) == written


def test_that_names_below_an_axis_stand_apart_where_the_last_is_drawn_in_from_the_edge() -> None:
    days = tuple(Point(label=f"{n:02}.10.2026", value=n) for n in range(26))
    chart = LineChart(points=days, levels=())
    large = replace(PAPER, size=13)  # as a window has them
    for width in range(300, 620, 7):
        made = drawn(chart, width, height_of(chart, large), large)
        named = [s for s in made.drawing.contents if getattr(s, "text", "").endswith(".2026")]
        face_ = face(named[0].fontName)
        places = sorted((s.x, face_.width(s.text) * s.fontSize / 2) for s in named)
        assert len(places) > 1
        assert all(x + half + 4.9 < y - other for (x, half), (y, other) in pairwise(places))


def crossed(picture: Drawn) -> list[str]:
    """Return the words that a dashed line runs through, upright or level."""
    shapes = picture.drawing.contents
    found = []
    for line in (e for e in shapes if getattr(e, "strokeDashArray", None)):
        for word in (e for e in shapes if getattr(e, "text", "")):
            long = face(word.fontName).width(word.text) * word.fontSize
            left = word.x - long * {"start": 0, "middle": 0.5, "end": 1}[word.textAnchor]
            beside = line.x2 <= left - 1 or line.x1 >= left + long + 1
            above = min(line.y1, line.y2) >= word.y + word.fontSize * 0.75
            below = max(line.y1, line.y2) <= word.y - word.fontSize * 0.1
            found += [] if beside or above or below else [word.text]
    return found


@pytest.mark.parametrize("target", [0, 3, 30, 33.5, 36, 40.9, 41, 55, 90])
def test_that_a_target_crosses_no_figure(target: float) -> None:
    made_of = [0, 27, 30, 33, 36, 41]
    bars = tuple(
        Bar(
            label=f"Kind {n}",
            value=n,
            figure=f"{n} of 41",
            note=f"{n} %",
            low=n * 0.9,
            high=n + n % 4,
        )
        for n in made_of
    )
    chart = replace(BARS, bars=bars, target=target, target_figure=f"promised {target}")
    for width in (320, 480, 700):
        for paint in (PAPER, replace(PAPER, size=13)):
            assert crossed(drawn(chart, width, height_of(chart, paint), paint)) == []
    assert set(shown(chart)) >= {f"{n} of 41" for n in made_of} | {f"promised {target}"}


def test_that_the_middle_of_a_funnel_crosses_no_name() -> None:
    places = tuple(
        Place(label=f"Works {n}", size=40 + 7 * n, value=0.08 + (n - 4) / 400) for n in range(9)
    )
    chart = replace(FUNNEL, places=places)
    assert crossed(drawn(chart, 700, height_of(chart, PAPER), PAPER)) == []
    for value, anchor in ((0.081, "end"), (0.2, "start")):  # where the words of the middle stand
        last = replace(FUNNEL, places=(Place(label="Kyiv", size=250, value=value),))
        words = drawn(last, 700, height_of(last, PAPER), PAPER).drawing.contents
        (name,) = (each for each in words if getattr(each, "text", "") == "Kyiv")
        assert name.textAnchor == anchor


@pytest.mark.parametrize("value", [0.0, 0.049, 0.05, 0.15, 0.3])
def test_that_lines_across_points_cross_no_words(value: float) -> None:
    levels = (*LINE.levels, Level(value=value, words="promised"))
    chart = replace(LINE, levels=levels)
    assert crossed(drawn(chart, 700, height_of(chart, PAPER), PAPER)) == []
