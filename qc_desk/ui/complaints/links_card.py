"""The batches of a complaint: what is stated about each, and how it got past two people."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qc_desk.domain.loop_words import Standing
from qc_desk.i18n import _, format_datetime
from qc_desk.services.complaint_details import ComplaintDetail, LinkRow
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, SPACE_S, Type

State = Callable[[LinkRow, Standing], None]


class LinksCard(Card):
    """Batches that may have caused the complaint, and what is known about each."""

    def __init__(
        self,
        detail: ComplaintDetail,
        state: State,
        add: Callable[[], None],
        open_batch: Callable[[int], None],
        below: Callable[[LinkRow], QWidget | None],
    ) -> None:
        """Show each batch; ``below`` makes what stands under a confirmed one."""
        super().__init__(_("Which batch was it?"))
        self._detail, self._state, self._open = detail, state, open_batch
        if detail.may_change:
            self.verbs.addWidget(button(_("Add a batch…"), add, "", "plus"))
        if not detail.links:
            self.body.addWidget(
                words(_("No batch yet. Look at the label, the order and the days."), quiet=True)
            )
        for link in detail.links:
            self.body.addWidget(self._link(link))
            more = below(link) if link.standing is Standing.CONFIRMED else None
            if more is not None:
                self.body.addWidget(more)

    def _link(self, link: LinkRow) -> QWidget:
        """Show one batch with its newest statement and what can be stated now."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        first = QHBoxLayout()
        first.setSpacing(SPACE_M)
        first.addWidget(Badge(link.standing.label, *look(link.standing)))
        name = _("Batch {batch}").format(batch=link.batch)
        told = " · ".join(each for each in (name, link.product, link.defect) if each)
        first.addWidget(words(told, Type.STRONG), stretch=1)
        column.addLayout(first)
        for each in reversed(link.statements):
            moment = format_datetime(each.at, self._detail.time_zone)
            said = f"{each.standing.label}: {each.reason}\n{each.by} · {moment}"
            column.addWidget(words(said, Type.SMALL, quiet=True))
        line = QWidget()
        flow = Flow(line, SPACE_M)
        if self._detail.may_change:
            for standing, text in (
                (Standing.CONFIRMED, _("Confirm…")),
                (Standing.REFUTED, _("Refute…")),
            ):
                if standing is not link.standing:
                    flow.addWidget(self._button(link, standing, text))
        flow.addWidget(
            button(_("Open the batch"), lambda: self._open(link.batch_id), "plain", "package")
        )
        column.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _button(self, link: LinkRow, standing: Standing, text: str) -> QWidget:
        made = button(text, lambda: self._state(link, standing), "", look(standing)[1])
        made.setAccessibleName(_("{act}: {batch}").format(act=text, batch=link.batch))
        return made
