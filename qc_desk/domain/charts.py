"""What a chart shows: frozen facts in words and numbers, drawn alike in the window and on paper.

Every mark can carry a ``key``, by which a page leads on to the records behind it, and ``told``, a
sentence for who points at it or listens.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Mark(Enum):
    """How a point is drawn: told apart by shape, so that a copy in grey loses nothing."""

    DOT = "dot"
    RING = "ring"  # an open circle
    CROSS = "cross"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TICK = "tick"  # a check mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar, with its words left of it and its figure at its end."""

    label: str
    value: float
    figure: str
    note: str = ""  # beside the figure, quieter
    strong: bool = True  # one of those that matter
    low: float | None = None  # an interval, drawn as whiskers
    high: float | None = None
    key: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class BarChart:
    """Bars below each other, the longest words readable; a Pareto chart when they are sorted."""

    bars: tuple[Bar, ...]
    divide_after: int = 0  # a dashed line below the vital few
    divider: str = ""  # what the line says
    target: float | None = None
    target_figure: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One point of a chart over time or of measured values."""

    label: str
    value: float | None  # None: nothing to count in this period
    low: float | None = None  # the control limits at this point
    high: float | None = None
    signal: bool = False
    key: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """A line across a chart with its words: a middle, a target, a limit."""

    value: float
    words: str
    firm: bool = False  # drawn whole and dark: a limit that must hold


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChart:
    """Points in order with lines across; each point may have control limits of its own."""

    points: tuple[Point, ...]
    levels: tuple[Level, ...] = ()
    percent: bool = False
    from_zero: bool = True
    joined: bool = True  # a line from point to point
    spread: bool = False  # how the values are spread, beside the chart
    whole: bool = False  # things that are counted: there is no half of one


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened on a day."""

    day: date
    mark: Mark
    label: str
    bad: bool = False
    key: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """One kind of events of a time line."""

    label: str
    events: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeLine:
    """Events on lanes below each other, over one axis of days."""

    lanes: tuple[Lane, ...]
    months: tuple[tuple[date, str], ...]  # the first days that are named on the axis


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One of those that a funnel plot compares."""

    label: str
    size: int
    value: float
    outside: bool = False
    key: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Funnel:
    """Shares or rates over the size of what they come from, with limits that narrow."""

    places: tuple[Place, ...]
    limits: tuple[tuple[int, float, float], ...]  # size, low, high
    middle: Level
    sizes: str  # what the sizes are, for example "lots"
    percent: bool = False


Chart = BarChart | LineChart | TimeLine | Funnel
