"""Agreement in the Manual: whether two people see the same at each check item."""

from qc_desk.ui.agreement.section import AgreementSection
from qc_desk.ui.manual.tabs import PartPage
from qc_desk.ui.pages import Kit, Page


class AgreementPage(PartPage):
    """The agreement of all items under the tabs of the Manual."""

    def __init__(self, kit: Kit) -> None:
        """Put the section under the tabs."""
        self.agreement = AgreementSection(kit)
        super().__init__(kit, "agreement", self.agreement)


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return AgreementPage(kit)


__all__ = ["AgreementPage", "build"]
