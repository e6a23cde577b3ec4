"""Training in the Manual: who was trained on what, and who says to have understood it."""

from qc_desk.ui.manual.tabs import PartPage
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.training.section import TrainingSection


class TrainingPage(PartPage):
    """The training matrix under the tabs of the Manual."""

    def __init__(self, kit: Kit) -> None:
        """Put the section under the tabs."""
        self.training = TrainingSection(kit)
        super().__init__(kit, "training", self.training)
        self.training.views.currentChanged.connect(self.make_room)
        kit.presence.changed.connect(self.training.show_matrix)


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return TrainingPage(kit)


__all__ = ["TrainingPage", "build"]
