"""Paper: frozen facts in, PDF bytes out. No session and no window is known here."""

from threading import Lock

from qc_desk.domain.paper import Paper
from qc_desk.i18n import speaking

_printer = Lock()  # reportlab's fonts are shared by all threads: one paper at a time


def print_paper(paper: Paper) -> bytes:
    """Return any paper as PDF bytes, in its own language: same paper, same bytes."""
    from qc_desk.reports.renderers import RENDERERS  # noqa: PLC0415 (reportlab when it prints)

    with _printer, speaking(paper.language):
        return RENDERERS[type(paper)](paper)
