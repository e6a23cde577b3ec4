"""Events on lanes over one axis of days."""

from datetime import date

from qc_desk.domain.charts import Lane, TimeLine
from qc_desk.reports.charts.plate import Plate
from qc_desk.reports.charts.scales import Scale

_AIR = 6.0
_LABELS = 0.28  # of the width, at most
_REACH = 0.36  # of a letter: a mark is told from another one at arm's length


def height(chart: TimeLine, row: float) -> float:
    """Return how high the chart is with rows so high."""
    return row * (1.5 * max(1, len(chart.lanes)) + 1) + _AIR


def draw(chart: TimeLine, plate: Plate) -> None:
    """Draw the lanes, each with its words left and its events on a line of days."""
    widest = max((plate.words_width(lane.label, bold=True) for lane in chart.lanes), default=0.0)
    left = min(widest, _LABELS * plate.width) + 2 * _AIR
    days = _days(chart)
    scale = Scale(min(days), max(days) + 1, left, plate.width - left - 3 * _AIR)
    row = plate.paint.row * 1.5
    bottom = row * len(chart.lanes) + 2
    _axis(chart, plate, scale, bottom)
    for number, lane in enumerate(chart.lanes):
        _lane(lane, plate, scale, row * (number + 0.5) + 2)


def _days(chart: TimeLine) -> list[int]:
    named = [day.toordinal() for day, _words in chart.months]
    seen = [event.day.toordinal() for lane in chart.lanes for event in lane.events]
    return [*named, *seen] or [date(2000, 1, 1).toordinal()]


def _axis(chart: TimeLine, plate: Plate, scale: Scale, bottom: float) -> None:
    """Draw the days that are named, as many names as have room."""
    end = scale.start + scale.length
    plate.line(scale.start, bottom, end, bottom, colour=plate.paint.muted)
    free = scale.start - plate.width
    for day, words in chart.months:
        x = scale.at(day.toordinal())
        plate.line(x, 0, x, bottom, width=0.5)
        half = plate.words_width(words) / 2
        at = min(max(x, scale.start + half), plate.width - half)
        if at - half >= free:
            plate.words(at, bottom + plate.paint.row * 0.55, words, anchor="middle",
                        colour=plate.paint.muted)  # fmt: skip
            free = at + half + _AIR


def _lane(lane: Lane, plate: Plate, scale: Scale, middle: float) -> None:
    """Draw one lane; words stand beside an event where the next one leaves room."""
    paint = plate.paint
    room = scale.start - 2 * _AIR
    plate.words(room, middle, lane.label, anchor="right", room=room, bold=True)
    plate.line(scale.start, middle, scale.start + scale.length, middle)
    events = sorted(lane.events, key=lambda event: event.day)
    places = [scale.at(event.day.toordinal()) for event in events]
    free = scale.start
    for number, (event, x) in enumerate(zip(events, places, strict=True)):
        end = places[number + 1] if number + 1 < len(places) else plate.width + _AIR
        at = _beside(plate.words_width(event.label), x, (free, end))
        colour = paint.alarm if event.bad else paint.strong
        free = x
        if event.label and at is not None:
            needed = plate.words_width(event.label)
            plate.bar(at - 1, middle - paint.size * 0.6, needed + 2, paint.size * 1.2,
                      colour=paint.ground)  # fmt: skip
            plate.words(at, middle, event.label, colour=colour)
            free = max(x, at + needed)
        plate.mark(x, middle, event.mark, colour=colour, reach=_REACH)
        plate.spot_at(x, middle, event.key, event.told)


def _beside(needed: float, x: float, room: tuple[float, float]) -> float | None:
    """Return where words begin right or left of a mark; None where neighbours are too near."""
    if x + 2 * _AIR + needed <= room[1]:
        return x + _AIR + 1
    if x - 2 * _AIR - needed >= room[0]:
        return x - _AIR - 1 - needed
    return None
