"""The Settings page: people, shop data, checklists, backup and integrity, section by section."""

from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.settings.page import SettingsPage

__all__ = ["SettingsPage", "build"]


def build(kit: Kit) -> Page:
    """Build the page."""
    return SettingsPage(kit)
