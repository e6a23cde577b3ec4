"""The Manual: how a thing is checked, written once and followed by everybody."""

from qc_desk.ui.manual.page import ManualPage
from qc_desk.ui.pages import Kit, Page


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return ManualPage(kit)


__all__ = ["ManualPage", "build"]
