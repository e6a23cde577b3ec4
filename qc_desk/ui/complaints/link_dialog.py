"""Stating that a batch caused a complaint, or did not, and why."""

from functools import partial

from PySide6.QtWidgets import QWidget

from qc_desk.domain.loop_words import Standing
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.services.batch_suggestions import SuggestedBatch, suggested_batches
from qc_desk.services.batches import find_batch
from qc_desk.services.complaint_details import ComplaintDetail, LinkRow
from qc_desk.services.complaint_links import StandingEntry, state
from qc_desk.ui.buttons import Button, button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog, ask_reason
from qc_desk.ui.fields import TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import Type

_MOST = 4


def ask_standing(
    kit: Kit, parent: QWidget, detail: ComplaintDetail, link: LinkRow, standing: Standing
) -> None:
    """Ask why a batch is confirmed or refuted, and state it."""
    confirms = standing is Standing.CONFIRMED
    reasons = (
        [_("The defect was seen on the returned goods."), _("Label and photo show this batch.")]
        if confirms
        else [
            _("The returned goods are of another batch."),
            _("The goods do not show the defect."),
        ]
    )
    title = _("Confirm batch {batch}?") if confirms else _("Refute batch {batch}?")
    reason = ask_reason(
        parent,
        title.format(batch=link.batch),
        _("Everybody can read who stated this and why; earlier statements stay."),
        reasons,
        do=_("Confirm") if confirms else _("Refute"),
    )
    if reason is not None:
        entry = StandingEntry(
            batch_id=link.batch_id, standing=standing, reason=reason, defect_id=link.defect_id
        )
        _state(kit, detail, entry)


def _state(kit: Kit, detail: ComplaintDetail, entry: StandingEntry) -> None:
    """State it in one transaction."""
    person, at = kit.presence.person, kit.records.now()
    by = person.person_id if person is not None else 0
    kit.records.change(lambda s: state(s, detail.id, entry, by, at))


class BatchDialog(Dialog):
    """Offers the batches that fit, and takes any other by label or number."""

    def __init__(self, kit: Kit, parent: QWidget, suggested: list[SuggestedBatch]) -> None:
        """Offer suggestions with their reasons."""
        super().__init__(
            parent,
            _("Which batch may it have been?"),
            _("It is suspected first; somebody looks, then confirms or refutes it."),
        )
        self._kit = kit
        self.batch_id: int | None = None
        self.why = ""
        self.choices: list[Button] = []
        for each in suggested[:_MOST]:
            why = " · ".join(each.reasons)
            name = _("Batch {batch}").format(batch=f"{each.batch} · {each.product}")
            made = button(name, partial(self._take, each.batch_id, why), "", "package")
            made.setAutoDefault(False)
            self.choices.append(made)
            self.body.addWidget(made)
            self.body.addWidget(words(why, Type.SMALL, quiet=True))
        self.number = TextField(
            _("Another batch"), hint=_("Scan the label, or type PRODUCT/BATCH.")
        )
        self.body.addWidget(self.number)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Add this batch"), "primary", "plus")
        self.number.editor.setFocus()

    def _take(self, batch_id: int, why: str) -> None:
        """Take a suggestion."""
        self.batch_id, self.why = batch_id, why
        super().accept()

    @override
    def accept(self) -> None:
        """Look the typed batch up; say what is wrong beside the field."""
        try:
            self.batch_id = self._kit.records.read(
                lambda s: find_batch(s, self.number.text().strip())
            )
        except QcError as refusal:
            self.number.mark(str(refusal))
            return
        self.why = _("Named by label or number.")
        super().accept()


def ask_batch(kit: Kit, parent: QWidget, detail: ComplaintDetail) -> None:
    """Ask for a batch and state it suspected."""
    suggested = kit.records.read(lambda s: suggested_batches(s, detail.id))
    dialog = BatchDialog(kit, parent, suggested)
    if dialog.exec() == Dialog.DialogCode.Accepted and dialog.batch_id is not None:
        entry = StandingEntry(
            batch_id=dialog.batch_id, standing=Standing.SUSPECTED, reason=dialog.why
        )
        _state(kit, detail, entry)
