"""The peers of the paper benchmark: the same content on a bare canvas, in fpdf2, in WeasyPrint."""

import html
import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

from reportlab.lib import utils

from qc_desk.bundle import bundled
from qc_desk.domain.papers import InspectionPaper
from qc_desk.i18n import speaking
from qc_desk.reports import inspection
from qc_desk.reports.bands import Band
from qc_desk.reports.flow import pages
from qc_desk.reports.footer import Footer
from qc_desk.reports.grid import PAGE_HEIGHT, TOP
from qc_desk.reports.pictures import Picture
from qc_desk.reports.typesetting import Typesetter
from qc_desk.reports.untyped import canvases

untyped_utils: Any = utils  # reportlab carries no types
Content = list[list[tuple[float, Band]]]


def canvas_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Lay the report out once; return what draws it with the canvas's own calls alone."""
    setter = Typesetter()
    with speaking(paper.language):
        placed = list(pages(inspection.bands(paper, setter)))
        foot = Footer(paper, paper.batch_number, setter)
        content = [
            [*((PAGE_HEIGHT - TOP - top, band) for top, band in page), (46.0, foot.band(1, 1))]
            for page in placed
        ]
    return lambda: _drawn(content)


def _drawn(content: Content) -> bytes:
    """Draw ready-made positions: strings, rectangles, lines, drawings, pictures."""
    out = io.BytesIO()
    canvas = canvases.Canvas(out, initialFontName="QCDesk", pageCompression=1)
    for page in content:
        for y, band in page:
            _draw_band(canvas, y, band)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_band(canvas: Any, y: float, band: Band) -> None:
    """Draw one strip of a page."""
    for box in band.boxes:
        canvas.rect(box.x, y - box.top - box.height, box.width, box.height)
    if band.ruled:
        canvas.line(42, y - band.height, 553, y - band.height)
    for drawing in band.drawings:
        bottom = y - drawing.top - drawing.height
        if isinstance(drawing.picture, Picture):
            photo = untyped_utils.ImageReader(io.BytesIO(drawing.picture.data))
            canvas.drawImage(photo, drawing.x, bottom, drawing.width, drawing.height)
            continue
        canvas.saveState()
        canvas.transform(drawing.scale, 0, 0, drawing.scale, drawing.x, bottom)
        canvas.addLiteral(drawing.operators)
        canvas.restoreState()
    for baseline, x, style, words in band.lines:
        canvas.setFont(style.font, style.size)
        canvas.drawString(x, y - baseline, words)


def _cells(paper: InspectionPaper) -> list[list[str]]:
    """Return the checklist as plain cells."""
    return [
        [
            row.number,
            row.title,
            str(row.unit_number),
            f"{row.lower} … {row.upper} {row.unit}" if row.lower else "",
            f"{row.first.result.label} {row.first.value or ''}" if row.first else "",
            f"{row.second.result.label} {row.second.value or ''}" if row.second else "",
        ]
        for row in paper.rows
    ]


_CELLS = (18, 62, 16, 34, 30, 30)  # mm


def fpdf_cells_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the checklist alone, cell by cell with fpdf2; no cell breaks its text."""
    fpdf = import_module("fpdf")
    cells = _cells(paper)

    def make() -> bytes:
        pdf = fpdf.FPDF()
        font = bundled("resources") / "fonts" / "DejaVuSansCondensed.ttf"
        pdf.add_font("dejavu", fname=str(font))
        pdf.set_font("dejavu", size=8)
        pdf.add_page()
        for cell_row in cells:
            for width, words in zip(_CELLS, cell_row, strict=True):
                pdf.cell(width, 8, words, border="B")
            pdf.ln()
        return bytes(pdf.output())

    return make


def fpdf_table_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the checklist alone as an fpdf2 table."""
    fpdf = import_module("fpdf")
    cells = _cells(paper)

    def make() -> bytes:
        pdf = fpdf.FPDF()
        font = bundled("resources") / "fonts" / "DejaVuSansCondensed.ttf"
        pdf.add_font("dejavu", fname=str(font))
        pdf.add_font("dejavu", "B", str(font.with_stem("DejaVuSansCondensed-Bold")))
        pdf.set_font("dejavu", size=8)
        pdf.add_page()
        with pdf.table(first_row_as_headings=True) as table:
            for cell_row in [["No.", "Check", "Sample", "Limits", "First", "Second"], *cells]:
                table.row(cell_row)
        return bytes(pdf.output())

    return make


def weasyprint_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the checklist alone as an HTML table through WeasyPrint."""
    weasyprint = import_module("weasyprint")
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in _cells(paper)
    )
    page = f"<table style='font:8pt DejaVu Sans;width:100%'>{rows}</table>"
    return lambda: bytes(weasyprint.HTML(string=page).write_pdf())
