"""Batch labels: thermal, a page each, or on sheets from the first free place on."""

from qc_desk.domain.print_outs import BatchLabels, Stock
from qc_desk.i18n import _, format_date, format_integer, ngettext
from qc_desk.reports.bands import Band, Drawing
from qc_desk.reports.bars import bars_in
from qc_desk.reports.batch_card import fitting
from qc_desk.reports.document import About, begun
from qc_desk.reports.flow import Page
from qc_desk.reports.lettering import Style
from qc_desk.reports.moments import day
from qc_desk.reports.qr import qr_in
from qc_desk.reports.sheet import Sheet
from qc_desk.reports.typesetting import Line, Typesetter

_MM = 72 / 25.4
_SMALLEST = 0.75  # of its size: a line is set this small before it is cut
_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)


def render(paper: BatchLabels) -> bytes:
    """Return the labels as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    stock = paper.stock
    wide, high = ((each * _MM) for each in stock.page or (stock.width, stock.height))
    title = _("Labels of batch {batch}").format(batch=paper.number)
    canvas, out = begun(About(paper, title, paper.product_name), (wide, high))
    sheet = Sheet(canvas, bare=high)
    label = _Label(paper, setter)
    for page in pages(paper, label):
        sheet.draw(page)
    sheet.finish(None)
    canvas.save()
    return out.getvalue()


def pages(paper: BatchLabels, label: "_Label") -> list[Page]:
    """Return every label at its place; the first sheet begins at its first free place."""
    stock = paper.stock
    made: list[Page] = []
    for place in range(paper.start - 1, paper.start - 1 + paper.count):
        page, on_it = divmod(place, stock.room)
        if page == len(made):
            made.append([])
        row, column = divmod(on_it, stock.across)
        x = (stock.left + column * stock.step_x) * _MM
        y = (stock.top + row * stock.step_y) * _MM
        made[page].append((y, label.at(x)))
    return made


class _Label:
    """One label: the number large, the QR code beside it, the bars below; all of them alike."""

    def __init__(self, paper: BatchLabels, setter: Typesetter) -> None:
        self._paper, self._setter = paper, setter
        stock = paper.stock
        self._width, self._height = stock.width * _MM, stock.height * _MM
        self._pad = min(self._width, self._height) * 0.07
        self._lines: list[Line] = []
        self._drawings: list[Drawing] = []
        self._lay_out(stock)

    def at(self, x: float) -> Band:
        """Return the label at its distance from the left edge of the paper."""
        lines = [(base, left + x, style, words) for base, left, style, words in self._lines]
        drawings = [
            Drawing(each.x + x, each.top, each.width, each.height, each.operators, each.scale)
            for each in self._drawings
        ]
        return Band(self._height, lines, drawings=drawings)

    def _lay_out(self, stock: Stock) -> None:
        """Put the codes where they can be read, and words into what is left."""
        pad = self._pad
        high = self._height * 0.26
        bars = bars_in(
            self._paper.scan, (pad, self._height - pad - high), self._width - 2 * pad, high
        )
        bottom = self._height - pad - (high + pad * 0.4 if bars else 0)
        code = qr_in(self._paper.scan, (0, 0), 1)
        white = code.scale * _QUIET  # on each side of a code that is one point wide
        block = min(bottom, self._width * 0.42)
        side = block / (1 + 2 * white)
        edge = max(block * white / (1 + 2 * white), pad * 0.6)
        self._drawings = [qr_in(self._paper.scan, (edge, edge), side)]
        self._drawings += [bars] if bars else []
        x = edge + side + max(side * white, pad)
        self._write(x, self._width - pad - x, bottom, stock)

    def _write(self, x: float, room: float, bottom: float, stock: Stock) -> None:
        """Write as many lines as there is room for, the number first."""
        big = min(stock.height * 0.62, 30.0)
        number = self._paper.number
        style = fitting(number, room, (big, big * 0.85, big * 0.72, big * 0.6, big * 0.5))
        top = self._pad
        small = min(max(stock.height * 0.19, 5.4), 9.0)
        plain = Style(small, small * 1.24)
        wanted = [(line, style) for line in self._setter.lines(number, style, room)[:2]]
        wanted += [(each, plain) for each in self._told()]
        for words, full in wanted:
            look = self._narrower(words, full, room)
            if top + look.leading > bottom + 1:
                return
            shown = self._setter.fitted(words, look, room)
            self._lines.append((top + look.size, x, look, shown))
            top += look.leading

    def _narrower(self, words: str, look: Style, room: float) -> Style:
        """Return the type of a line, somewhat smaller where it is only a little too long."""
        wide = look.face.width(self._setter.fitted(words, look, 1e6)) * look.size
        if room >= wide or room < wide * _SMALLEST:
            return look
        return Style(int(look.size * room / wide * 100) / 100, look.leading, look.font)

    def _told(self) -> list[str]:
        """Return what stands below the number, what matters most first."""
        paper = self._paper
        pieces = ngettext("{count} piece", "{count} pieces", paper.quantity)
        made = format_date(paper.produced_on) if paper.produced_on else ""
        counted = pieces.format(count=format_integer(paper.quantity))
        told = [
            paper.product_name,
            f"{paper.product_code} · {counted}",
            " · ".join(each for each in (made, paper.manufacturer) if each),
            " · ".join(each for each in (paper.order_number, paper.customer) if each),
            _("Printed {moment}").format(moment=day(paper.issued_at, paper.time_zone)),
        ]
        return [each for each in told if each]
