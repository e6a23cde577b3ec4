"""The stop-ship of a problem: what is to be checked, and which batches wait for it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import _, format_integer, ngettext, quoted
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.services.stopped_batches import StoppedBatch
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.problems.steps import STEPS
from qc_desk.ui.states import look
from qc_desk.ui.theme import SPACE_M, Tone, Type

_MOST = 6  # batches that are shown one by one


class StopCard(Card):
    """Whether batches may go, and what has to be passed before."""

    def __init__(
        self,
        detail: ProblemDetail,
        waiting: Sequence[StoppedBatch],
        take: Callable[[str], None],
        go_to: Callable[..., None],
    ) -> None:
        """Show the stop-ship in force, or offer one."""
        super().__init__(_("Stop-ship"))
        self._go_to = go_to
        if detail.stop_check:
            self._show(detail, waiting)
        else:
            self.body.addWidget(words(_("Batches go without an extra check."), quiet=True))
        line = QWidget()
        flow = Flow(line, SPACE_M)
        for step in ("stop_ship", "lift"):
            if detail.step(step).allowed:
                told = STEPS[step]
                text = _(told.button)
                if step == "stop_ship" and detail.stop_check:
                    text = _("Ask for something else…")
                made = button(text, partial(take, step), "", told.picture)
                made.setObjectName(step)
                flow.addWidget(made)
        self.body.addWidget(line)
        if detail.stop_check and not detail.step("lift").allowed:
            self.body.addWidget(words(str(detail.step("lift").refusal), Type.SMALL, quiet=True))

    def _show(self, detail: ProblemDetail, waiting: Sequence[StoppedBatch]) -> None:
        """Show the words of the extra check and the batches that wait for it."""
        self.body.addWidget(Badge(_("in force"), Tone.FAIL, "octagon-alert"))
        self.body.addWidget(words(quoted(detail.stop_check), Type.STRONG))
        if not waiting:
            self.body.addWidget(words(_("No batch waits for it now."), quiet=True))
            return
        said = ngettext(
            "{count} batch cannot go before it is passed:",
            "{count} batches cannot go before it is passed:",
            len(waiting),
        )
        self.body.addWidget(words(said.format(count=format_integer(len(waiting)))))
        for row in waiting[:_MOST]:
            self._add_batch(row)
        if len(waiting) > _MOST:
            more = ngettext("and {count} more", "and {count} more", len(waiting) - _MOST)
            self.body.addWidget(words(more.format(count=len(waiting) - _MOST), quiet=True))

    def _add_batch(self, row: StoppedBatch) -> None:
        """Show a batch with what its extra check has shown."""
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        name = _("Batch {batch}").format(batch=row.batch)
        line.addWidget(
            button(name, lambda: self._go_to("batches", row.batch_id), "plain", "package"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        line.addStretch(1)
        if row.result is None:
            line.addWidget(Badge(_("not checked"), Tone.WARN, "circle-dashed"))
        else:
            said = _("passed") if row.result is Result.PASS else _("failed")
            line.addWidget(Badge(said, *look(row.result)))
        self.body.addLayout(line)
