"""Points in order over a scale, with lines across and control limits of their own."""

from itertools import pairwise

from qc_desk.domain.charts import Level, LineChart, Mark, Point
from qc_desk.reports.charts.plate import Plate
from qc_desk.reports.charts.scales import Scale, figure, ticks

_AIR = 5.0
_BINS = 9
_SPREAD = 0.13  # of the width
_APART = 1.15  # so many letter heights lie between words beside each other


def draw(chart: LineChart, plate: Plate) -> None:
    """Draw the chart: scale, limits, lines across, then the points above all."""
    marks = _scale(chart)
    figures = [figure(each, marks[1] - marks[0], percent=chart.percent) for each in marks]
    left = max(plate.words_width(each) for each in figures) + _AIR
    told = max(
        (plate.words_width(each.words, bold=each.firm) for each in chart.levels), default=0.0
    )
    right = min(told, 0.3 * plate.width) + 2 * _AIR + (_SPREAD * plate.width) * chart.spread
    bottom = plate.height - plate.paint.row
    room = plate.width - left - right
    across = Scale(-0.5, max(len(chart.points), 1) - 0.5, left, room)
    up = Scale(marks[0], marks[-1], bottom, -(bottom - _AIR))
    for value, words in zip(marks, figures, strict=True):
        plate.line(left, up.at(value), left + room, up.at(value), width=0.5)
        plate.words(left - _AIR, up.at(value), words, anchor="right", colour=plate.paint.muted)
    _limits(chart.points, plate, across, up)
    _levels(chart.levels, plate, up, (left, left + room))
    _points(chart, plate, across, up)
    _labels(chart.points, plate, across, bottom)
    if chart.spread:
        _spread(chart, plate, up, plate.width - _SPREAD * plate.width)


def _scale(chart: LineChart) -> list[float]:
    """Return the round values that the chart needs."""
    values = [level.value for level in chart.levels]
    for point in chart.points:
        values += [each for each in (point.value, point.low, point.high) if each is not None]
    low = min(values, default=0.0)
    high = max(values, default=1.0)
    if chart.from_zero:
        low = min(low, 0.0)
        high = high or (0.1 if chart.percent else 1.0)
    marks = ticks(low, high, 5)
    if chart.percent:
        marks = [each for each in marks if each <= 1 + 1e-9]
    if chart.whole and marks[1] - marks[0] < 1:
        marks = [float(each) for each in range(int(marks[0]), max(int(high), 1) + 1)]
    return marks


def _limits(points: tuple[Point, ...], plate: Plate, across: Scale, up: Scale) -> None:
    """Draw the control limits as steps, each point its own; none at an end of the scale."""
    for at, point in enumerate(points):
        for value in (point.low, point.high):
            if value is not None and up.low < value < up.high:
                plate.line(across.at(at - 0.5), up.at(value), across.at(at + 0.5), up.at(value),
                           dashed=True, colour=plate.paint.muted)  # fmt: skip


def _levels(
    levels: tuple[Level, ...], plate: Plate, up: Scale, sides: tuple[float, float]
) -> None:
    """Draw the lines across, their words right of them and apart from each other."""
    lowest = float("-inf")
    for level in sorted(levels, key=lambda each: -each.value):
        y = up.at(level.value)
        colour = plate.paint.text if level.firm else plate.paint.muted
        plate.line(sides[0], y, sides[1], y, colour=colour, width=1.2 if level.firm else 0.9,
                   dashed=not level.firm)  # fmt: skip
        written = max(y, lowest + plate.paint.size * _APART)
        lowest = written
        room = plate.width - sides[1] - _AIR
        plate.words(sides[1] + _AIR, written, level.words, colour=colour, bold=level.firm,
                    room=room)  # fmt: skip


def _points(chart: LineChart, plate: Plate, across: Scale, up: Scale) -> None:
    """Draw the points and the line through them; a period without a point breaks the line."""
    placed = [
        (across.at(at), None if point.value is None else up.at(point.value))
        for at, point in enumerate(chart.points)
    ]
    if chart.joined:
        for one, other in pairwise(placed):
            if one[1] is not None and other[1] is not None:
                plate.path([(one[0], one[1]), (other[0], other[1])], colour=plate.paint.strong)
    crowded = len(placed) > plate.width / 7
    for point, (x, y) in zip(chart.points, placed, strict=True):
        if y is None:
            continue
        if point.signal:
            plate.mark(x, y, Mark.DIAMOND, colour=plate.paint.alarm, reach=0.3)
        elif not crowded:
            plate.mark(x, y, Mark.DOT, colour=plate.paint.strong, reach=0.17)
        plate.spot_at(x, y, point.key, point.told)


def _labels(points: tuple[Point, ...], plate: Plate, across: Scale, bottom: float) -> None:
    """Name the points below the axis, as many as have room."""
    plate.line(across.start, bottom, across.start + across.length, bottom,
               colour=plate.paint.muted)  # fmt: skip
    widest = max((plate.words_width(point.label) for point in points), default=0.0) + 2 * _AIR
    each = across.length / max(len(points), 1)
    step = max(1, -int(-widest // each))
    last, free = len(points) - 1, plate.width + _AIR
    for at in range(last, -1, -step):
        half = plate.words_width(points[at].label) / 2
        x = min(max(across.at(at), half), plate.width - half)
        if x + half + _AIR > free:  # the last one was drawn in from the edge
            continue
        free = x - half
        plate.words(x, bottom + plate.paint.row * 0.55, points[at].label, anchor="middle",
                    colour=plate.paint.muted)  # fmt: skip


def _spread(chart: LineChart, plate: Plate, up: Scale, left: float) -> None:
    """Draw how many values lie where, lying beside the chart on its own scale."""
    values = [point.value for point in chart.points if point.value is not None]
    if not values:
        return
    low, high = min(values), max(values)
    width = (high - low) / _BINS or 1.0
    counts = [0] * _BINS
    for value in values:
        counts[min(int((value - low) / width), _BINS - 1)] += 1
    for number, count in enumerate(counts):
        top, bottom = up.at(low + (number + 1) * width), up.at(low + number * width)
        long = (plate.width - left) * count / max(counts)
        plate.bar(left, top + 0.4, long, max(bottom - top - 0.8, 0.6), colour=plate.paint.weak)
