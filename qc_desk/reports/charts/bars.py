"""Bars below each other: their words left, their figures at their ends and clear of a target."""

from qc_desk.domain.charts import Bar, BarChart
from qc_desk.reports.charts.plate import Plate
from qc_desk.reports.charts.scales import Scale

_LABELS = 0.5  # of the width, at most
_FIGURES = 0.30
_THICK = 0.56  # of a row
_AIR = 6.0


def height(chart: BarChart, row: float) -> float:
    """Return how high the chart is with rows so high."""
    heading = row if chart.target is not None else 0
    divider = row if chart.divide_after else 0
    return heading + divider + row * max(1, len(chart.bars)) + _AIR


def draw(chart: BarChart, plate: Plate) -> None:
    """Draw all bars on one scale from 0."""
    labels = min(_LABELS * plate.width, _widest(plate, [bar.label for bar in chart.bars]))
    ends = min(_FIGURES * plate.width, _widest(plate, [_end(bar) for bar in chart.bars]))
    left = labels + _AIR
    reach = [value for bar in chart.bars for value in (bar.value, bar.high or 0.0)]
    highest = max([*reach, chart.target or 0.0]) or 1.0
    scale = Scale(0, highest, left, plate.width - left - ends - 2 * _AIR)
    top, across = 0.0, None
    if chart.target is not None:
        top, across = plate.paint.row, scale.at(chart.target)
        _target(chart, plate, across)
    for number, bar in enumerate(chart.bars, 1):
        _bar(bar, plate, scale, top, across)
        top += plate.paint.row
        if number == chart.divide_after:
            _divide(chart, plate, top, across)
            top += plate.paint.row
    plate.line(left, 0, left, top, colour=plate.paint.muted)


def _widest(plate: Plate, words: list[str]) -> float:
    return max((plate.words_width(each, bold=True) for each in words), default=0.0)


def _end(bar: Bar) -> str:
    return f"{bar.figure}  {bar.note}".rstrip()


def _bar(bar: Bar, plate: Plate, scale: Scale, top: float, across: float | None) -> None:
    """Draw one bar with its words; where the target's line would cross them, right of it."""
    paint, row = plate.paint, plate.paint.row
    middle, thick = top + row / 2, row * _THICK
    colour = paint.strong if bar.strong else paint.weak
    end = scale.at(bar.value)
    room = scale.start - _AIR
    plate.words(room, middle, bar.label, anchor="right", room=room, bold=bar.strong)
    plate.bar(scale.start, middle - thick / 2, end - scale.start, thick, colour=colour)
    if bar.low is not None and bar.high is not None:
        low, end = scale.at(bar.low), max(end, scale.at(bar.high))
        plate.line(low, middle, scale.at(bar.high), middle, colour=paint.text, width=1)
        for x in (low, scale.at(bar.high)):
            plate.line(x, middle - 3, x, middle + 3, colour=paint.text, width=1)
    written = end + _AIR
    if across is not None and end <= across < written + _ends(plate, bar) + _AIR:
        written = max(written, across + _AIR)
    plate.words(written, middle, bar.figure, bold=True)
    if bar.note:
        past = written + plate.words_width(bar.figure, bold=True) + _AIR
        plate.words(past, middle, bar.note, colour=paint.muted, room=plate.width - past)
    plate.spot((0, top, plate.width, row), bar.key, bar.told)


def _ends(plate: Plate, bar: Bar) -> float:
    """Return how wide the words at the end of a bar are."""
    note = plate.words_width(bar.note) + _AIR if bar.note else 0.0
    return plate.words_width(bar.figure, bold=True) + note


def _divide(chart: BarChart, plate: Plate, top: float, across: float | None) -> None:
    """Draw the line below the vital few; its words end before the target's line."""
    middle = top + plate.paint.row / 2
    said, end = plate.words_width(chart.divider), plate.width
    if across is not None and across > end - said - _AIR:
        end = across - _AIR
    plate.line(0, middle, end - said - _AIR, middle, dashed=True, colour=plate.paint.muted)
    plate.words(end, middle, chart.divider, anchor="right", colour=plate.paint.muted)


def _target(chart: BarChart, plate: Plate, x: float) -> None:
    """Draw the target across all bars, with its figure above."""
    plate.line(x, plate.paint.row * 0.9, x, plate.height - _AIR, dashed=True, width=1.1,
               colour=plate.paint.text)  # fmt: skip
    half = plate.words_width(chart.target_figure) / 2
    at = min(max(x, half), plate.width - half)
    plate.words(at, plate.paint.row / 2, chart.target_figure, anchor="middle")
