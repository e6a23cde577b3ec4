"""A grid of labelled facts, four to a row."""

from qc_desk.reports.bands import GAP, WIDTH, Band
from qc_desk.reports.grid import ACROSS
from qc_desk.reports.lettering import BODY, BODY_BOLD
from qc_desk.reports.setting import Column, columns, labelled
from qc_desk.reports.typesetting import Typesetter

Fact = tuple[str, str]

STEP = (WIDTH + GAP) / ACROSS
_LONG = 200  # a longer value has the whole width of the page to itself
_NONE = "–"


def fact_grid(facts: list[Fact], setter: Typesetter, *, bold: int = 0) -> list[Band]:
    """Return labelled facts four to a row with a hairline below each row; the first ones bold."""
    grid: list[Band] = []
    row: list[Column] = []
    for at, (label, value) in enumerate(facts):
        stack = labelled(label, [(value or _NONE, BODY_BOLD if at < bold else BODY)])
        long = len(value) > _LONG
        if row and (long or len(row) == ACROSS):
            grid.append(_ruled(row, setter))
            row = []
        row.append((len(row) * STEP, WIDTH if long else STEP - GAP, stack))
        if long:
            grid.append(_ruled(row, setter))
            row = []
    return [*grid, _ruled(row, setter)] if row else grid


def _ruled(row: list[Column], setter: Typesetter) -> Band:
    """Return a row of facts with a hairline below."""
    band = columns(setter, row, 3)
    band.ruled = True
    return band
