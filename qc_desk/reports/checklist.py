"""The checklist table: fails first, both inspectors side by side, values against limits."""

from collections.abc import Iterator
from itertools import groupby

from qc_desk.domain.papers import InspectionPaper, PaperMark, PaperRow
from qc_desk.domain.vocabulary import Result, Severity
from qc_desk.i18n import _, format_integer
from qc_desk.reports import gauge
from qc_desk.reports.bands import LEFT, WIDTH, Band, Box, Drawing, Header
from qc_desk.reports.figures import Figures
from qc_desk.reports.lettering import (
    BODY,
    BODY_BOLD,
    BODY_GREY,
    BODY_WHITE,
    FAIL,
    FINE,
    SMALL,
    SMALL_BOLD,
    SMALL_INK,
)
from qc_desk.reports.setting import BLACK, TINT, Column, columns, framed, heading, symbol
from qc_desk.reports.symbols import DIFFERS, NOT_CHECKED, RESULT_SYMBOLS
from qc_desk.reports.typesetting import Line, Stack, Typesetter, height

# Offsets of the columns from the left margin, and their widths: together the width of the page.
_MARK = 5.0, 14.0
_NUMBER = 24.0, 42.0
_CHECK = 68.0, 152.0
_UNIT = 223.0, 34.0
_LIMITS = 261.0, 85.0
_FIRST = 350.0, 78.0
_SECOND = 432.0, WIDTH - 435.0
_NOTES = 68.0, WIDTH - 76.0

_FRAME = "1.2 w 0.62 0.06 0.09 RG", "S"
_BAR = "0.62 0.06 0.09 rg", "f"
_PAD = 3.4
_RESULTS = {Result.PASS: "✓", Result.FAIL: "✗", Result.NOT_APPLICABLE: "–"}
_STYLES = {Result.PASS: BODY, Result.FAIL: FAIL, Result.NOT_APPLICABLE: BODY_GREY}


def checklist_table(paper: InspectionPaper, setter: Typesetter) -> Iterator[Band]:
    """Return the table: what failed, what was seen differently, then section by section."""
    note = _("▼ first inspector   ▲ second inspector   grey bar: within limits")
    yield from heading(setter, _("Checklist"), note)
    yield from _Table(setter).bands(paper.rows)


def failed(row: PaperRow) -> bool:
    """Tell whether either inspector failed the item."""
    return any(mark is not None and mark.result is Result.FAIL for mark in (row.first, row.second))


class _Table:
    """Sets the rows of the table; what all rows share is asked for once."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._figures = Figures()
        self._whole_batch = _("batch")
        self._severities = {severity: severity.label for severity in Severity}
        self._sentences = (
            (_("First inspector: {note}"), _("First inspector, not applicable: {note}")),
            (_("Second inspector: {note}"), _("Second inspector, not applicable: {note}")),
        )
        self._words = {result: f"{_RESULTS[result]} {result.label}" for result in Result}
        self._words[Result.FAIL] = self._words[Result.FAIL].upper()
        self._column_heads = self._heads()

    def bands(self, rows: tuple[PaperRow, ...]) -> Iterator[Band]:
        """Return the whole table, row by row."""
        yield self._column_heads
        for title, dark, part in _parts(rows):
            yield from self._part(title, dark, part)

    def _heads(self) -> Band:
        """Return the names of the columns."""
        names = [
            (_NUMBER, _("No.")),
            (_CHECK, _("Check")),
            (_UNIT, _("Sample")),
            (_LIMITS, _("Limits")),
            (_FIRST, _("First inspector")),
            (_SECOND, _("Second inspector")),
        ]
        stacks: list[Column] = [(*place, [(name, SMALL_BOLD)]) for place, name in names]
        band = columns(self._setter, stacks, 4)
        band.keeps = band.ruled = True
        return band

    def _part(self, title: str, dark: bool, rows: list[PaperRow]) -> Iterator[Band]:  # noqa: FBT001
        """Return a part of the table under its own line, which is repeated overleaf."""
        line = self._part_line(title, len(rows), dark)
        again = self._part_line(_("{title} (continued)").format(title=title), None, dark)
        header = Header([self._column_heads, again])
        line.header = Header([self._column_heads])
        yield line
        item: tuple[object, ...] | None = None
        for row in rows:
            same = (row.number, row.title, row.section) == item
            item = (row.number, row.title, row.section)
            yield self._row(row, header, again=same)

    def _part_line(self, title: str, count: int | None, dark: bool) -> Band:  # noqa: FBT001
        """Return the line above a part: white on black above fails."""
        if count is not None:
            title = _("{title} ({count})").format(title=title, count=format_integer(count))
        style = BODY_WHITE if dark else BODY_BOLD
        band = columns(self._setter, [(5, WIDTH - 12, [(title, style)])], 3)
        band.keeps = True
        return framed(band, BLACK if dark else TINT)

    def _row(self, row: PaperRow, header: Header, *, again: bool) -> Band:
        """Return one row: what to check, the limits, what both saw, and their notes."""
        band = Band(0, self._checked(row, again), header=header, ruled=True)
        below = self._limits(row, band, again)
        for place, mark in ((_FIRST, row.first), (_SECOND, row.second)):
            seen = self._seen(mark, row)
            if place is _SECOND and not row.drawn:
                seen = [(_("not drawn"), BODY_GREY)]
            band.lines.extend(self._column(place, seen))
        tallest = max(below, height(band.lines))
        notes = self._notes(row)
        if notes:
            noted = self._setter.stack(notes, LEFT + _NOTES[0], _NOTES[1], tallest + 1)
            band.lines.extend(noted)
            tallest = height(noted)
        band.height = tallest + _PAD
        self._mark(row, band)
        return band

    def _checked(self, row: PaperRow, again: bool) -> list[Line]:  # noqa: FBT001
        """Return number, title, instruction and sample unit; an item met again is said in grey."""
        number, check = [(row.number, BODY)], [(row.title, BODY_GREY)]
        if not again:
            severity = SMALL_BOLD if row.severity is Severity.CRITICAL else FINE
            number = [(row.number, BODY_BOLD), (self._severities[row.severity], severity)]
            check = [(row.title, BODY_BOLD), (row.instruction, SMALL)]
        unit = [(f"#{row.unit_number}" if row.unit_number else self._whole_batch, BODY)]
        lines = self._column(_NUMBER, number)
        lines += self._column(_CHECK, check)
        return lines + self._column(_UNIT, unit)

    def _column(self, place: tuple[float, float], stack: Stack) -> list[Line]:
        """Return what stands in one column of a row."""
        return self._setter.stack(stack, LEFT + place[0], place[1], _PAD)

    def _limits(self, row: PaperRow, band: Band, again: bool) -> float:  # noqa: FBT001
        """Put the limits with their gauge into a row; return how far down they reach."""
        if row.good:
            lines = self._setter.stack(
                [(" / ".join(row.good), BODY)], LEFT + _LIMITS[0], _LIMITS[1], _PAD
            )
            band.lines.extend(lines)
            return height(lines)
        if not row.kind.has_value:
            return 0
        stack = [(self._figures.limits(row), BODY)]
        if not again:
            stack.append((self._figures.nominal(row), SMALL))
        lines = self._setter.stack(stack, LEFT + _LIMITS[0], _LIMITS[1], _PAD)
        band.lines.extend(lines)
        top = max(height(lines), _PAD)
        values = [mark.value if mark else None for mark in (row.first, row.second)]
        drawn = gauge.gauge((row.lower, row.upper), row.nominal, (values[0], values[1]))
        if not drawn:
            return top
        place = LEFT + _LIMITS[0], top + 2
        band.drawings.append(Drawing(*place, gauge.WIDTH, gauge.HEIGHT, drawn))
        return top + 2 + gauge.HEIGHT

    def _seen(self, mark: PaperMark | None, row: PaperRow) -> Stack:
        """Return what one inspector found: a sign, a word, and the value as entered."""
        if mark is None:
            return [(_("not checked"), BODY_GREY)]
        style = _STYLES[mark.result]
        stack = [(self._words[mark.result], style)]
        if mark.value is not None:
            bold = FAIL if mark.result is Result.FAIL else BODY_BOLD
            stack.append((self._figures.measured(mark.value, row.unit), bold))
        if mark.words:
            stack.append((mark.words, FAIL if mark.result is Result.FAIL else BODY_BOLD))
        return stack

    def _notes(self, row: PaperRow) -> Stack:
        """Return the notes of both inspectors across the row."""
        stack: Stack = []
        if row.differs:
            stack.append((_("≠ The two inspectors differ."), SMALL_BOLD))
        for mark, (note, reason) in zip((row.first, row.second), self._sentences, strict=True):
            if mark and mark.note.strip():
                sentence = reason if mark.result is Result.NOT_APPLICABLE else note
                stack.append((sentence.format(note=mark.note), SMALL_INK))
        return stack

    def _mark(self, row: PaperRow, band: Band) -> None:
        """Put the symbols on the left, and the heavy frame around a fail."""
        bad = failed(row)
        if row.differs:
            band.height = max(band.height, _PAD * 2 + 21)
            band.drawings.append(symbol(DIFFERS, _MARK[0] + 1.5, _PAD + 11.5, 9.5))
        if bad:
            band.ruled = False
            size = band.height - 1.2
            band.boxes.append(Box(LEFT + 0.6, 0.6, WIDTH - 1.2, size, *_FRAME))
            band.boxes.append(Box(LEFT, 0, 3.2, band.height, *_BAR))
        operators = RESULT_SYMBOLS[Result.FAIL] if bad else _overall(row)
        band.drawings.append(symbol(operators, _MARK[0] + 1.5, _PAD, 9.5))


def _overall(row: PaperRow) -> str:
    """Return the symbol for what both inspectors say together, when nobody failed the item."""
    results = {mark.result for mark in (row.first, row.second) if mark}
    if not results or (row.first is None) != (row.second is None):
        return RESULT_SYMBOLS[results.pop()] if results else NOT_CHECKED
    return RESULT_SYMBOLS[Result.PASS if Result.PASS in results else Result.NOT_APPLICABLE]


def _parts(rows: tuple[PaperRow, ...]) -> Iterator[tuple[str, bool, list[PaperRow]]]:
    """Return the parts of the table in reading order: title, whether on black, rows."""
    fails = [row for row in rows if failed(row)]
    differing = [row for row in rows if row.differs and not failed(row)]
    if fails:
        yield _("Failed"), True, fails
    if differing:
        yield _("Seen differently by the two inspectors"), True, differing
    rest = [row for row in rows if not failed(row) and not row.differs]
    for section, part in groupby(rest, key=lambda row: row.section):
        yield section or _("Other checks"), False, list(part)
