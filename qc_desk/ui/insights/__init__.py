"""Insights: the owner's pictures of the goods and of the service."""

from qc_desk.ui.pages import Kit, Page


def build(kit: Kit) -> Page:
    """Build the page."""
    from qc_desk.ui.insights.page import InsightsPage  # noqa: PLC0415 (with the record)

    return InsightsPage(kit)
