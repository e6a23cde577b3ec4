"""The Today page: what needs the person who is signed in, now."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.today.page import TodayPage

__all__ = ["TodayPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return TodayPage(kit)
