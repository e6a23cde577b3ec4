"""Bands: strips across the page with lines, boxes and drawings, which can be cut in two."""

from dataclasses import dataclass, field

from qc_desk.reports.grid import GAP, LEFT, WIDTH
from qc_desk.reports.pictures import Figure
from qc_desk.reports.typesetting import Line

__all__ = ["GAP", "LEFT", "WIDTH", "Band", "Box", "Drawing", "Header", "cut", "gap"]


@dataclass(slots=True)
class Box:
    """A painted rectangle: position from the band's top, size, and how it is painted."""

    x: float
    top: float
    width: float
    height: float
    begin: str  # operators that set the colours and the line
    finish: str  # the operator that paints


@dataclass(slots=True)
class Drawing:
    """A small drawing or a picture, never cut: PDF operators in its own unit square or points."""

    x: float
    top: float
    width: float
    height: float
    operators: str = ""
    scale: float = 1.0
    picture: Figure | None = None


@dataclass(slots=True)
class Band:
    """A strip across the page."""

    height: float
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    header: "Header | None" = None  # repeated when the table goes on overleaf
    keeps: bool = False  # stays on the page of the next band
    blank: bool = False  # a gap: not wanted at the top of a page
    ruled: bool = False  # a hairline below
    outline: str = ""  # an entry in the reader's table of contents


@dataclass(slots=True)
class Header:
    """What a table repeats at the top of each page."""

    bands: list[Band]


def gap(height: float) -> Band:
    """Return white space between two bands."""
    return Band(height, blank=True)


def cut(band: Band, room: float, padding: float = 4.0) -> tuple[Band, Band] | None:
    """Cut a band between two lines so that its head fits; None when not even one line does."""
    limit = room - padding
    head = Band(room, header=band.header, ruled=band.ruled, outline=band.outline)
    tail = Band(0, header=band.header, ruled=band.ruled, keeps=band.keeps)
    for line in band.lines:
        (head if line[0] + line[2].size * 0.3 <= limit else tail).lines.append(line)
    for drawing in band.drawings:
        (head if drawing.top + drawing.height <= limit else tail).drawings.append(drawing)
    if not (head.lines or head.drawings) or not (tail.lines or tail.drawings):
        return None
    tops = [line[0] - line[2].size for line in tail.lines]
    shift = min(tops + [drawing.top for drawing in tail.drawings]) - padding
    _move_up(tail, shift)
    tail.height = band.height - shift
    for box in band.boxes:
        _share(box, head, tail, shift)
    return head, tail


def _move_up(band: Band, shift: float) -> None:
    """Move what stands in a band towards its top."""
    band.lines = [(base - shift, x, style, words) for base, x, style, words in band.lines]
    band.drawings = [
        Drawing(d.x, d.top - shift, d.width, d.height, d.operators, d.scale, d.picture)
        for d in band.drawings
    ]


def _share(box: Box, head: Band, tail: Band, shift: float) -> None:
    """Give each part of a cut band its part of a box."""
    bottom = box.top + box.height
    if box.top < head.height:
        reach = min(bottom, head.height) - box.top
        head.boxes.append(Box(box.x, box.top, box.width, reach, box.begin, box.finish))
    if bottom > shift:
        top = max(0.0, box.top - shift)
        reach = bottom - shift - top
        tail.boxes.append(Box(box.x, top, box.width, reach, box.begin, box.finish))
