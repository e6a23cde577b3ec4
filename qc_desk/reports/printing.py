"""Any paper onto its pages: bands in reading order, a foot on every page, the PDF around them."""

from collections.abc import Iterable
from itertools import chain

from qc_desk.reports.bands import Band
from qc_desk.reports.document import About, begun
from qc_desk.reports.flow import pages
from qc_desk.reports.footer import Footer
from qc_desk.reports.grid import frame_height
from qc_desk.reports.missing_letters import missing_letters
from qc_desk.reports.sheet import Sheet
from qc_desk.reports.typesetting import Typesetter


def printed(about: About, foot: str, bands: Iterable[Band], setter: Typesetter) -> bytes:
    """Return the paper as PDF bytes in the language spoken now: same paper, same bytes.

    ``foot`` says on every page what it is about. Characters that no font has are listed behind
    the last band, whatever kind of paper it is.
    """
    canvas, out = begun(about)
    page = about.paper.letterhead.page
    sheet = Sheet(canvas, page)
    whole = chain(bands, missing_letters(about.paper, setter))
    for placed in pages(whole, frame_height(page)):
        sheet.draw(placed)
    sheet.finish(Footer(about.paper, foot, setter))
    canvas.save()
    return out.getvalue()
