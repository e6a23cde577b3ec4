"""Issued reports: found, read on screen, printed, saved, issued again, verified."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.reports.page import ReportsPage

__all__ = ["ReportsPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return ReportsPage(kit)
