"""The week's review: what happened, what waits, and three decisions."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.review.page import ReviewPage

__all__ = ["ReviewPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return ReviewPage(kit)
