"""The problems that a complaint belongs to."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from qc_desk.i18n import _, ngettext
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_S, Type


class ProblemsCard(Card):
    """Each thread with its counter and a way to it."""

    def __init__(self, detail: ComplaintDetail, open_: Callable[[int], None]) -> None:
        """Show the problems; without one, say how a complaint becomes part of one."""
        super().__init__(_("Problem"))
        if not detail.problems:
            said = _(
                "A complaint with product, defect code and a confirmed batch joins its problem"
                " by itself."
            )
            self.body.addWidget(words(said, quiet=True))
        for each in detail.problems:
            column = QVBoxLayout()
            column.setSpacing(SPACE_S)
            column.addWidget(
                Badge(each.status.label, *look(each.status)), 0, Qt.AlignmentFlag.AlignLeft
            )
            times = ngettext(
                "{problem} came back {count} time",
                "{problem} came back {count} times",
                each.recurrences,
            )
            calm = _("{problem} has not come back after a promise")
            told = (times if each.recurrences else calm).format(
                problem=each.name, count=each.recurrences
            )
            column.addWidget(words(told, Type.STRONG))
            to = _("Open {problem}").format(problem=each.name)
            open_it = button(to, partial(open_, each.id), "", "arrow-right")
            column.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addLayout(column)
