"""The Batches page: the list, one batch with its story, and the form to enter one."""

from qc_desk.ui.batches.page import BatchesPage
from qc_desk.ui.pages import Kit, Page

__all__ = ["BatchesPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return BatchesPage(kit)
