"""Counts over time as a control chart: alike in the window and on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qc_desk.domain.charts import Level, LineChart, Point
from qc_desk.domain.shares import percent
from qc_desk.domain.statistics.control import ENOUGH, Chart
from qc_desk.domain.statistics.run_rules import Signal, signals
from qc_desk.i18n import _, format_decimal

Counts = Callable[[list[tuple[int, int]]], Chart | None]  # p chart or u chart


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """What was counted in one week, month or quarter: so many of so many."""

    label: str
    count: int
    of: int
    key: str = ""
    told: str = ""


def control_line(
    counts: Sequence[Counted], chart_of: Counts, *, percentage: bool
) -> LineChart | None:
    """Return a control chart; without limits while there are too few points for them.

    Shares are told in per cent, rates on each 100. None without anything to count.
    """
    chart = chart_of([(each.count, each.of) for each in counts])
    if chart is None:
        return None
    scale = 1 if percentage else 100
    limited = sum(each.of > 0 for each in counts) >= ENOUGH
    marked = {signal.at for signal in trends(counts, chart_of)}
    per_hundred = format_decimal(Decimal(f"{chart.middle * 100:.1f}"))
    middle = f"{percent(chart.middle)} %" if percentage else per_hundred
    points = []
    for at, each in enumerate(counts):
        limits = chart.limits(at) if limited else None
        value = chart.values[at]
        points.append(
            Point(
                label=each.label,
                value=None if value is None else value * scale,
                low=limits[0] * scale if limits else None,
                high=limits[1] * scale if limits else None,
                signal=at in marked,
                key=each.key,
                told=each.told,
            )
        )
    words = _("average {value}").format(value=middle)
    return LineChart(
        points=tuple(points),
        levels=(Level(value=chart.middle * scale, words=words),),
        percent=percentage,
    )


def trends(counts: Sequence[Counted], chart_of: Counts) -> list[Signal]:
    """Return what the points say, once there are enough of them."""
    chart = chart_of([(each.count, each.of) for each in counts])
    if chart is None or sum(each.of > 0 for each in counts) < ENOUGH:
        return []
    return signals(chart.deviations)
