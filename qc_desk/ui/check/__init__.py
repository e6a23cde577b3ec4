"""The page on which an inspector checks a batch, item by item."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qc_desk.ui.pages import Kit, Page


def build(kit: "Kit") -> "Page":
    """Return the page."""
    from qc_desk.ui.check.page import CheckPage  # noqa: PLC0415 (it imports services)

    return CheckPage(kit)
