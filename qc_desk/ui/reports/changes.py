"""What has changed since a report was issued, told in a dialog."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.report_lists import ReportRow
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import SPACE_M, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.report_changes import Change
    from qc_desk.ui.jobs import Job

Told = tuple[list["Change"], list["Change"]]
_MOST = 200  # lines; more are counted


class ChangesDialog(Dialog):
    """Two lists: against the record as it is now, and against the report it has replaced."""

    def __init__(self, parent: QWidget | None, row: ReportRow, told: "Told") -> None:
        """Show both, or say that nothing has changed."""
        super().__init__(parent, _("What has changed since {number}").format(number=row.number))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(SPACE_M)
        since, replaced = told
        self._list(_("The record now"), since)
        if row.replaces:
            title = _("Against {number}, which it replaces").format(number=row.replaces)
            self._list(title, replaced)
        self.column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumSize(560, 320)
        area.setWidget(inside)
        self.body.addWidget(area)
        self.leave = self.add_verb(_("Close"), "primary")

    def _list(self, title: str, found: "list[Change]") -> None:
        self.column.addWidget(words(title, Type.STRONG))
        if not found:
            self.column.addWidget(words(_("Nothing has changed."), quiet=True))
        for each in found[:_MOST]:
            self.column.addWidget(words(f"• {each.sentence}"))
        left = len(found) - _MOST
        if left > 0:
            more = ngettext("{count} more change.", "{count} more changes.", left)
            self.column.addWidget(words(more.format(count=format_integer(left)), quiet=True))


def tell_changes(parent: QWidget, kit: Kit, row: ReportRow) -> None:
    """Compare beside the window, and show what came out."""
    at = kit.records.now()

    def compare(session: "Session", _job: "Job") -> "Told":
        from qc_desk.services.report_changes import (  # noqa: PLC0415 (on use)
            changed_from_replaced,
            changed_since,
        )

        return changed_since(session, row.id, at), changed_from_replaced(session, row.id)

    def done(told: "Told") -> None:
        ChangesDialog(parent, row, told).exec()

    kit.jobs.read(_("Comparing {number}").format(number=row.number), compare, done)
