"""Procedures in the Manual: how a thing is made, step by step."""

from qc_desk.ui.manual.tabs import PartPage
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.procedures.section import ProceduresSection


class ProceduresPage(PartPage):
    """The procedures; what is typed is kept when the page is left."""

    def __init__(self, kit: Kit) -> None:
        """Put the section under the tabs of the Manual."""
        self.procedures = ProceduresSection(kit)
        super().__init__(kit, "procedures", self.procedures)
        self.procedures.views.currentChanged.connect(self.make_room)
        kit.presence.changed.connect(self.procedures.change_person)

    @override
    def may_leave(self) -> bool:
        """Keep what is typed before the page is left."""
        self.procedures.editor.keep_draft()
        return True

    @override
    def let_go(self) -> None:
        """Keep what is typed before the window closes."""
        self.procedures.editor.keep_draft()


def build(kit: Kit) -> Page:
    """Return the page for the window."""
    return ProceduresPage(kit)


__all__ = ["ProceduresPage", "build"]
