"""Complaints: taken down while the customer speaks, and answered step by step."""

from qc_desk.ui.complaints.page import ComplaintsPage
from qc_desk.ui.pages import Kit, Page


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return ComplaintsPage(kit)


__all__ = ["ComplaintsPage", "build"]
