"""Placed bands as PDF operators: one text object and one path of hairlines a page."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from qc_desk.domain.vocabulary import PageSize
from qc_desk.reports.bands import LEFT, WIDTH, Band, Drawing
from qc_desk.reports.flow import Page
from qc_desk.reports.footer import Footer
from qc_desk.reports.grid import SIZES, TOP, shift
from qc_desk.reports.lettering import Style
from qc_desk.reports.pdf_text import text_runs
from qc_desk.reports.pictures import Figure
from qc_desk.reports.typesetting import Line

_HAIRLINE = "0.35 w 0.7 G"


@dataclass(slots=True)
class _Drawn:
    """A page as operators, the pictures on it, and the headings that the reader lists."""

    code: str = ""
    pictures: list[str] = field(default_factory=list)
    headings: list[tuple[str, float]] = field(default_factory=list)


class Sheet:
    """Draws pages on a canvas; remembers how each line of text is written."""

    def __init__(
        self, canvas: Any, size: PageSize = PageSize.A4, bare: float | None = None
    ) -> None:
        """Draw on paper of a size, or on ``bare`` labels so high, which have no margins."""
        self._canvas = canvas
        self._high = SIZES[size][1] if bare is None else bare
        self._top = self._high - TOP if bare is None else bare
        self._shift = shift(size) if bare is None else 0.0
        self._document = canvas._doc  # noqa: SLF001 (fonts and pictures are registered there)
        self._written: dict[Style, dict[str, str]] = defaultdict(dict)
        self._drawn: list[_Drawn] = []
        self._outline = 0

    def draw(self, page: Page) -> None:
        """Draw one page; only its footer, which names the last page, comes at the end."""
        placed = [(self._top - top, band) for top, band in page]
        drawn = _Drawn()
        code = self._operators(placed)
        for y, band in placed:
            code.extend(self._drawing(drawing, y, drawn) for drawing in band.drawings)
            if band.outline:
                drawn.headings.append((band.outline, y))
        code.extend(self._text(placed))
        drawn.code = "\n".join(code)
        self._drawn.append(drawn)

    def finish(self, footer: Footer | None) -> None:
        """Add the footers, now that the number of pages is known, and close the pages."""
        for number, drawn in enumerate(self._drawn, 1):
            foot = [(46.0, footer.band(number, len(self._drawn)))] if footer else []
            for heading, y in drawn.headings:
                self._enter(heading, y)
            self._canvas._formsinuse.extend(drawn.pictures)  # noqa: SLF001 (the page's pictures)
            if self._shift:
                self._canvas.addLiteral(f"1 0 0 1 {self._shift:.2f} 0 cm")
            self._canvas.addLiteral(drawn.code)
            self._canvas.addLiteral("\n".join(self._operators(foot) + self._text(foot)))
            self._canvas.showPage()

    def _operators(self, placed: list[tuple[float, Band]]) -> list[str]:
        """Return what lies below the text: boxes and hairlines."""
        return self._boxes(placed) + self._rules(placed)

    def _boxes(self, placed: list[tuple[float, Band]]) -> list[str]:
        """Return the rectangles of a page."""
        return [
            f"q {box.begin} {box.x:.2f} {y - box.top - box.height:.2f} {box.width:.2f}"
            f" {box.height:.2f} re {box.finish} Q"
            for y, band in placed
            for box in band.boxes
        ]

    def _rules(self, placed: list[tuple[float, Band]]) -> list[str]:
        """Return all hairlines of a page as one path."""
        right = LEFT + WIDTH
        rules = [
            f"{LEFT:.2f} {y - band.height:.2f} m {right:.2f} {y - band.height:.2f} l"
            for y, band in placed
            if band.ruled
        ]
        return [f"q {_HAIRLINE}", *rules, "S Q"] if rules else []

    def _text(self, placed: list[tuple[float, Band]]) -> list[str]:
        """Return all lines of a page as one text object."""
        code = ["BT"]
        style: Style | None = None
        written: dict[str, str] = {}
        for y, band in placed:
            for line in band.lines:
                baseline, x, line_style, words = line
                if line_style is not style:
                    style = line_style
                    written = self._written[style]
                    code.append(style.colour)
                shown = written.get(words) or self._write(line)
                code.append(f"1 0 0 1 {x:.2f} {y - baseline:.2f} Tm {shown}")
        code.append("ET")
        return code

    def _write(self, line: Line) -> str:
        """Return the operators that show a line of text in its font, and remember them."""
        _, _, style, words = line
        shown = text_runs(style.face.font, style.size, words, self._document)
        self._written[style][words] = shown
        return shown

    def _drawing(self, drawing: Drawing, y: float, drawn: _Drawn) -> str:
        """Return a drawing or a picture at its place."""
        bottom = y - drawing.top - drawing.height
        if drawing.picture:
            name = self._picture(drawing.picture, drawn)
            across, up = drawing.picture.unit
            size = f"{drawing.width / across:.4f} 0 0 {drawing.height / up:.4f}"
            return f"q {size} {drawing.x:.2f} {bottom:.2f} cm /{name} Do Q"
        scale = drawing.scale
        return f"q {scale:g} 0 0 {scale:g} {drawing.x:.2f} {bottom:.2f} cm {drawing.operators} Q"

    def _picture(self, picture: Figure, drawn: _Drawn) -> str:
        """Put a picture into the PDF once, and onto this page."""
        name: str = self._document.getXObjectName(picture.name)
        if name not in self._document.idToObject:
            picture.enter(self._canvas)
        drawn.pictures.append(picture.name)
        return name

    def _enter(self, title: str, y: float) -> None:
        """Enter a heading in the reader's table of contents."""
        self._outline += 1
        key = f"s{self._outline}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=min(self._high, y + 8))
        self._canvas.addOutlineEntry(title, key, 0)
