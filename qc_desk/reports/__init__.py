"""Paper: frozen facts in, PDF bytes out. No session and no window is known here."""

from threading import Lock

from qc_desk.domain.papers import InspectionPaper

_printer = Lock()  # reportlab's fonts are shared by all threads: one paper at a time


def render_inspection(paper: InspectionPaper) -> bytes:
    """Return the inspection report as PDF bytes, in the paper's language."""
    from qc_desk.reports.inspection import render  # noqa: PLC0415 (reportlab only when it prints)

    with _printer:
        return render(paper)
