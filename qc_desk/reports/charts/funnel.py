"""A funnel plot: shares over the size of what they come from, within limits that narrow."""

from qc_desk.domain.charts import Funnel, Mark, Place
from qc_desk.reports.charts.plate import Plate
from qc_desk.reports.charts.scales import Scale, figure, ticks

_AIR = 5.0
_CLEAR = (
    0.8  # letter heights that the middle of a name stands from a line, so as not to be crossed
)


def draw(chart: Funnel, plate: Plate) -> None:
    """Draw the funnel, then each place with its name beside it."""
    rates = [chart.middle.value, *(place.value for place in chart.places)]
    smallest = min((place.size for place in chart.places), default=0)
    marks = ticks(
        0.0, max([*rates, *(each[2] for each in chart.limits if each[0] >= smallest)]), 5
    )
    if chart.percent:
        marks = [each for each in marks if each <= 1 + 1e-9]
    sizes = ticks(0.0, max([place.size for place in chart.places] or [1]), 6)
    left = max(plate.words_width(_rate(chart, marks, each)) for each in marks) + _AIR
    bottom = plate.height - 2 * plate.paint.row
    told = min(plate.words_width(chart.middle.words), 0.3 * plate.width)
    across = Scale(sizes[0], sizes[-1], left, plate.width - left - told - 2 * _AIR)
    up = Scale(marks[0], marks[-1], bottom, -(bottom - _AIR))
    _axes(chart, plate, (across, up), (sizes, marks))
    for side in (1, 2):
        edge = [
            (across.at(limit[0]), up.at(limit[side]))
            for limit in chart.limits
            if marks[0] <= limit[side] <= marks[-1] and limit[0] <= sizes[-1]
        ]
        plate.path(edge, colour=plate.paint.muted, width=0.9)
    for place in chart.places:
        _place(place, plate, across, (up, chart.middle.value))


def _rate(chart: Funnel, marks: list[float], value: float) -> str:
    return figure(value, marks[1] - marks[0], percent=chart.percent)


def _axes(
    chart: Funnel, plate: Plate, scales: tuple[Scale, Scale], marks: tuple[list[float], ...]
) -> None:
    """Draw both scales, the middle, and what the sizes are."""
    (across, up), (sizes, rates) = scales, marks
    right = across.start + across.length
    for value in rates:
        plate.line(across.start, up.at(value), right, up.at(value), width=0.5)
        plate.words(across.start - _AIR, up.at(value), _rate(chart, rates, value), anchor="right",
                    colour=plate.paint.muted)  # fmt: skip
    for size in sizes:
        words = figure(size, sizes[1] - sizes[0], percent=False)
        plate.words(across.at(size), up.start + plate.paint.row * 0.5, words, anchor="middle",
                    colour=plate.paint.muted)  # fmt: skip
    plate.words(right, up.start + plate.paint.row * 1.4, chart.sizes, anchor="right",
                colour=plate.paint.muted)  # fmt: skip
    middle = up.at(chart.middle.value)
    plate.line(across.start, middle, right, middle, dashed=True, colour=plate.paint.text)
    plate.words(right + _AIR, middle, chart.middle.words, room=plate.width - right - _AIR)


def _place(place: Place, plate: Plate, across: Scale, rates: tuple[Scale, float]) -> None:
    """Draw one place; outside the limits it is a diamond, and its name is bold.

    The name stands clear of the line of the middle.
    """
    up, middle = rates[0], rates[0].at(rates[1])
    x, y = across.at(place.size), up.at(place.value)
    mark = Mark.DIAMOND if place.outside else Mark.DOT
    colour = plate.paint.alarm if place.outside else plate.paint.strong
    plate.mark(x, y, mark, colour=colour, reach=0.28)
    clear = plate.paint.size * _CLEAR
    written = y if abs(y - middle) >= clear else middle + (clear if y > middle else -clear)
    needed = plate.words_width(place.label, bold=place.outside) + 2 * _AIR
    apart = abs(written - middle) > plate.paint.row  # from the words of the middle
    beside = x + 2 * _AIR
    if beside + needed > (plate.width if apart else across.start + across.length):
        beside = x - 2 * _AIR
    anchor = "left" if beside > x else "right"
    plate.words(beside, written, place.label, anchor=anchor, bold=place.outside)
    plate.spot_at(x, y, place.key, place.told)
