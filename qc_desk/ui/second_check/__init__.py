"""The second check: who may do it, both checks side by side, and the decision."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.second_check.page import SecondCheckPage

__all__ = ["SecondCheckPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return SecondCheckPage(kit)
