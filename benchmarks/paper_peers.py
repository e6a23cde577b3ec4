"""The peers of the paper benchmark: the same content on a bare canvas, in fpdf2, in WeasyPrint."""

import html
import io
from collections.abc import Callable
from importlib import import_module
from typing import Any

from reportlab.lib import utils

from qc_desk.bundle import bundled
from qc_desk.domain.papers import InspectionPaper, PaperPhoto
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


_HEADS = ["No.", "Check", "Sample", "Limits", "First", "Second"]
_CELLS = (18, 62, 16, 34, 30, 30)  # mm
_ROW = 11  # mm: as many rows to the page as ours has
_PHOTO = 85  # mm


def _words(paper: InspectionPaper) -> list[str]:
    """Return what stands on the report beside the checklist, line by line."""
    return [
        f"{paper.report_number} {paper.verdict.label}",
        f"{paper.organisation} {paper.organisation_address} {paper.site}",
        f"{paper.product_code} {paper.product_name} {paper.product_revision}",
        f"{paper.batch_number} {paper.quantity} {paper.order_number}",
        f"{paper.manufacturer} {paper.customer}",
        f"{paper.checklist_code} {paper.checklist_title} {paper.checklist_version}",
        *(f"{sign.slot.label} {sign.name} {sign.signed_at}" for sign in paper.signatures),
        *(
            f"{each.number} {each.code} {each.name} {each.quantity} {each.place} {each.item} "
            f"{each.found_by} {each.containment}"
            for each in paper.defects
        ),
        f"{paper.data_digest} {paper.audit_head}",
    ]


def _photos(paper: InspectionPaper) -> list[PaperPhoto]:
    return [photo for defect in paper.defects for photo in defect.photos]


def _opened(paper: InspectionPaper) -> Any:
    """Return a fpdf2 document that has everything but the checklist."""
    pdf = import_module("fpdf").FPDF()
    font = bundled("resources") / "fonts" / "DejaVuSansCondensed.ttf"
    pdf.add_font("dejavu", fname=str(font))
    pdf.add_font("dejavu", "B", str(font.with_stem("DejaVuSansCondensed-Bold")))
    pdf.set_font("dejavu", size=8)
    pdf.add_page()
    for line in _words(paper):
        pdf.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    for photo in _photos(paper):
        pdf.image(str(photo.path), w=_PHOTO)
        pdf.multi_cell(0, 5, photo.caption, new_x="LMARGIN", new_y="NEXT")
    return pdf


def fpdf_cells_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the report cell by cell with fpdf2; no cell breaks its text."""
    cells = _cells(paper)

    def make() -> bytes:
        pdf = _opened(paper)
        for cell_row in [_HEADS, *cells]:
            for width, words in zip(_CELLS, cell_row, strict=True):
                pdf.cell(width, _ROW, words, border="B")
            pdf.ln()
        return bytes(pdf.output())

    return make


def fpdf_table_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the report with its checklist as an fpdf2 table."""
    cells = _cells(paper)

    def make() -> bytes:
        pdf = _opened(paper)
        with pdf.table(first_row_as_headings=True, col_widths=_CELLS, line_height=_ROW) as table:
            for cell_row in [_HEADS, *cells]:
                table.row(cell_row)
        return bytes(pdf.output())

    return make


def weasyprint_peer(paper: InspectionPaper) -> Callable[[], bytes]:
    """Return what prints the report as HTML through WeasyPrint, the head of the table repeated."""
    weasyprint = import_module("weasyprint")
    words = "".join(f"<p>{html.escape(line)}</p>" for line in _words(paper))
    photos = "".join(
        f"<p><img src='{photo.path.as_uri()}' style='width:{_PHOTO}mm'><br>"
        f"{html.escape(photo.caption)}</p>"
        for photo in _photos(paper)
    )
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>"
        for cells in _cells(paper)
    )
    style = (
        "@page{size:A4;margin:14mm} body{font:8pt DejaVu Sans} p{margin:1mm 0} "
        f"table{{width:100%;border-spacing:0}} td{{height:{_ROW}mm;padding:0}}"
    )
    page = (
        f"<style>{style}</style>{words}{photos}"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return lambda: bytes(weasyprint.HTML(string=page).write_pdf())
