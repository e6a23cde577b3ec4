"""How parts of a report are put together: bands from columns, headings, boxes."""

from qc_desk.reports.bands import LEFT, WIDTH, Band, Box, Drawing
from qc_desk.reports.lettering import BODY_GREY, HEADING, LABEL
from qc_desk.reports.typesetting import Line, Stack, Typesetter, height

Column = tuple[float, float, Stack]  # offset from the left margin, width, paragraphs

HAIR_FRAME = "0.5 w 0.55 G", "S"
HEAVY_FRAME = "1.4 w 0.1 G", "S"
DASHED_FRAME = "0.8 w 0.35 G [3 2.4] 0 d", "S"
TINT = "0.945 g", "f"
BLACK = "0.1 g", "f"

PADDING = 5.0


def columns(setter: Typesetter, stacks: list[Column], padding: float = 3.0) -> Band:
    """Return a band with columns of text side by side."""
    lines: list[Line] = []
    tallest = 0.0
    for x, width, stack in stacks:
        column = setter.stack(stack, LEFT + x, width, padding)
        tallest = max(tallest, height(column))
        lines.extend(column)
    return Band(tallest + padding if lines else 2 * padding, lines)


def paragraph(setter: Typesetter, stack: Stack, x: float = 0, padding: float = 0) -> Band:
    """Return paragraphs across the page."""
    return columns(setter, [(x, WIDTH - x, stack)], padding)


def heading(setter: Typesetter, text: str, note: str = "") -> list[Band]:
    """Return a heading with a rule below it, kept with what follows."""
    band = columns(setter, [(0, WIDTH, [(text, HEADING)])], 2)
    if note:
        room = WIDTH - HEADING.face.width(text) * HEADING.size - 12
        shown = setter.fitted(note, BODY_GREY, room)
        x = LEFT + WIDTH - BODY_GREY.face.width(shown) * BODY_GREY.size
        band.lines.append((band.lines[-1][0], x, BODY_GREY, shown))
    band.boxes.append(Box(LEFT, band.height - 0.5, WIDTH, 1.0, *BLACK))
    band.height += 4
    band.keeps, band.outline = True, text
    return [Band(16, blank=True), band]


def framed(band: Band, paint: tuple[str, str], x: float = 0, width: float = WIDTH) -> Band:
    """Paint a box around or behind a band."""
    band.boxes.insert(0, Box(LEFT + x, 0, width, band.height, *paint))
    return band


def joined(upper: Band, lower: Band) -> Band:
    """Return two bands of text as one that can stand in a frame."""
    moved = [(base + upper.height, x, style, words) for base, x, style, words in lower.lines]
    return Band(upper.height + lower.height, [*upper.lines, *moved])


def labelled(label: str, stack: Stack) -> Stack:
    """Return paragraphs below their small label."""
    return [(label, LABEL), *stack]


def symbol(operators: str, x: float, top: float, size: float) -> Drawing:
    """Return a symbol of 24 units at a size in points."""
    return Drawing(LEFT + x, top, size, size, operators, size / 24)
