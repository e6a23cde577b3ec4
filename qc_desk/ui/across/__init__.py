"""The manual across sites: drift, versions in use, and what each check item has caught."""

from qc_desk.ui.across.section import AcrossSection
from qc_desk.ui.manual.tabs import PartPage
from qc_desk.ui.pages import Kit, Page


class AcrossPage(PartPage):
    """What is known across sites, under the tabs of the Manual."""

    def __init__(self, kit: Kit) -> None:
        """Put the section under the tabs."""
        self.across = AcrossSection(kit)
        super().__init__(kit, "across", self.across)


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return AcrossPage(kit)


__all__ = ["AcrossPage", "build"]
