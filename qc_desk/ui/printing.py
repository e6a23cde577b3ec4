"""Paper out of a printer: the very pages of a PDF, drawn at the printer's resolution."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import N_, _

if TYPE_CHECKING:
    from qc_desk.reports.preview import Preview

_FINEST_DPI = 300  # finer than this nobody sees, and a page would take 100 MB of memory
_POINTS = 72  # to the inch

Step = Callable[[int, int], None]


class NotPrinted(QcError):
    """The printer did not take the pages."""

    sentence = N_(
        "“{name}” could not be printed on {printer}. Nothing else was changed; look whether the "
        "printer is on and has paper, then print again, or save the report as a file."
    )


def choose_printer(parent: QWidget, name: str) -> QPrinter | None:
    """Ask for a printer, and for which pages; None when it was left."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print {name}").format(name=name))
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_pdf(pdf: bytes, name: str, printer: QPrinter, step: Step) -> int:
    """Print the chosen pages of a PDF; ``step`` is told page and total. Any thread may do it.

    Returns how many pages were printed; raises NotPrinted when the printer refuses.
    """
    from qc_desk.reports.preview import Preview  # noqa: PLC0415 (only when something is printed)

    with Preview(pdf) as preview:
        pages = _chosen(printer, preview.page_count)
        painter = QPainter()
        if not painter.begin(printer):
            raise NotPrinted(name=name, printer=printer.printerName() or _("this printer"))
        try:
            for done, page in enumerate(pages):
                step(done, len(pages))
                if done and not printer.newPage():
                    raise NotPrinted(name=name, printer=printer.printerName())
                _draw(painter, printer, preview, page)
        finally:
            painter.end()
    return len(pages)


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """Return the pages that were chosen in the print dialog, from 0."""
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return list(range(count))
    first, last = max(printer.fromPage(), 1), min(printer.toPage() or count, count)
    return list(range(first - 1, last))


def _draw(painter: QPainter, printer: QPrinter, preview: "Preview", page: int) -> None:
    """Draw one page as large as the paper takes it, in its own proportions."""
    scale = min(printer.resolution(), _FINEST_DPI) / _POINTS
    picture = preview.render(page, scale)
    image = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        picture.width * 3,
        QImage.Format.Format_RGB888,
    )
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    painter.drawImage(_fitted(paper, picture.width, picture.height), image)


def _fitted(paper: QRectF, width: int, height: int) -> QRectF:
    """Return the largest room of these proportions in the middle of the paper."""
    scale = min(paper.width() / width, paper.height() / height)
    room = QRectF(0, 0, width * scale, height * scale)
    room.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    return room
