"""A section that is one form: what is entered about the shop or the workstation."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QResizeEvent

from qc_desk.ui.fields import Field
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.entry_panel import Draft, EntryPanel
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.section import Section

_WIDEST = 720  # px, like sections of several cards


class OneForm(Section):
    """Shows one panel; a fresh one whenever nothing is being typed."""

    def __init__(self, kit: Kit, title: str, lead: str) -> None:
        """Begin without a panel."""
        super().__init__(kit, title, lead)
        self.panel: Panel | None = None
        self.body.addStretch(1)

    @property
    def typing(self) -> bool:
        """Whether something is typed that is not saved."""
        return isinstance(self.panel, EntryPanel) and self.panel.form.dirty

    def show_form(self, fields: Mapping[str, Field[Any]], seen: object, key: str) -> EntryPanel:
        """Show a form."""
        panel = EntryPanel("", fields, seen, Draft(self.kit.drafts, f"settings/{key}"))
        self.show_panel(panel)
        return panel

    def show_panel(self, panel: Panel) -> None:
        """Show a panel in place of the one before."""
        panel.close_it.hide()
        panel.title.hide()
        panel.setMaximumWidth(_WIDEST)
        if self.panel is not None:
            self.panel.hide()
            self.body.removeWidget(self.panel)
            self.panel.deleteLater()
        self.panel = panel
        self.body.insertWidget(0, panel, 100)
        self._fit()

    def _fit(self) -> None:
        """Make the panel no higher than what is in it."""
        if self.panel is not None:
            self.panel.setMaximumHeight(self.panel.wanted_height(min(self.width(), _WIDEST)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panel into the new room."""
        super().resizeEvent(event)
        self._fit()
