"""Paper: frozen facts in, PDF bytes out. No session and no window is known here."""

from qc_desk.domain.papers import InspectionPaper


def render_inspection(paper: InspectionPaper) -> bytes:
    """Return the inspection report as PDF bytes, in the paper's language."""
    from qc_desk.reports.inspection import render  # noqa: PLC0415 (reportlab only when it prints)

    return render(paper)
