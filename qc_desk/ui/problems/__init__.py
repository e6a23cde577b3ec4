"""Problems: what keeps coming back, who has promised what, and the proof that it is solved."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.problems.page import ProblemsPage


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return ProblemsPage(kit)


__all__ = ["ProblemsPage", "build"]
