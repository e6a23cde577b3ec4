"""Print-outs, asked for where their subject is shown; the record keeps none of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, language
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.flow import Flow
from qc_desk.ui.label_dialog import LabelDialog
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.domain.training_words import Document
    from qc_desk.services.desk import Session
    from qc_desk.services.issuing import Printer
    from qc_desk.services.print_outs import PrintedPaper, PrintWish
    from qc_desk.ui.jobs import Job

Make = Callable[["Session", "PrintWish", "Printer"], "PrintedPaper"]


def show_print(parent: QWidget, kit: Kit, make: Make, spoken: str = "") -> None:
    """Make a print-out beside the window's thread, and show it.

    ``spoken`` is its language; without one it speaks that of what is printed.
    """
    zone = kit.presence.person.zone if kit.presence.person is not None else ""
    at = kit.records.now()

    def work(session: "Session", _job: "Job") -> "PrintedPaper":
        from qc_desk.reports import print_paper  # noqa: PLC0415 (heavy)
        from qc_desk.services.print_outs import PrintWish  # noqa: PLC0415

        return make(session, PrintWish(at=at, language=spoken, zone=zone), print_paper)

    def show(made: "PrintedPaper") -> None:
        from qc_desk.ui.print_dialog import PrintDialog  # noqa: PLC0415 (heavy)

        PrintDialog(parent, kit, made).open()

    kit.jobs.read(_("Making a print-out"), work, show)


def print_procedure(parent: QWidget, kit: Kit, version_id: int) -> None:
    """Show a version of a procedure as it is hung up."""
    from qc_desk.services import manual_prints as prints  # noqa: PLC0415 (on use)

    show_print(parent, kit, lambda s, wish, p: prints.print_procedure(s, version_id, wish, p))


def print_checklist(parent: QWidget, kit: Kit, version_id: int) -> None:
    """Show a version of a checklist as it is ticked by hand."""
    from qc_desk.services import manual_prints as prints  # noqa: PLC0415 (on use)

    show_print(parent, kit, lambda s, wish, p: prints.print_checklist(s, version_id, wish, p))


def print_training(parent: QWidget, kit: Kit, document: "Document", version_id: int) -> None:
    """Show who must read and sign a version."""
    from qc_desk.services import manual_prints as prints  # noqa: PLC0415 (on use)
    from qc_desk.services.trainings import Subject  # noqa: PLC0415

    subject = Subject(document=document, version_id=version_id)
    show_print(parent, kit, lambda s, wish, p: prints.print_training(s, subject, wish, p))


def print_key_card(parent: QWidget, kit: Kit, person_id: int) -> None:
    """Show the card of a person's key."""
    from qc_desk.services.key_cards import print_key_card as print_card  # noqa: PLC0415

    show_print(parent, kit, lambda s, wish, p: print_card(s, person_id, wish, p), language().code)


class BatchPrints(Card):
    """What travels with a batch: its card, and labels for its boxes."""

    def __init__(self, parent: QWidget, kit: Kit, batch_id: int) -> None:
        """Offer both."""
        super().__init__(_("Card and labels"))
        self._parent, self._kit, self._batch_id = parent, kit, batch_id
        self.body.addWidget(
            words(_("For the goods. A scanner finds the batch by their codes."), quiet=True)
        )
        row = Flow()
        self.card = button(_("Batch card…"), self._print_card, "", "printer")
        self.labels = button(_("Labels…"), self._print_labels, "", "printer")
        for verb in (self.card, self.labels):
            row.addWidget(verb)
        self.body.addLayout(row)

    def _print_card(self) -> None:
        """Show the batch card."""
        from qc_desk.services.batch_prints import print_batch_card  # noqa: PLC0415 (on use)

        batch_id = self._batch_id
        show_print(
            self._parent,
            self._kit,
            lambda s, wish, p: print_batch_card(s, batch_id, wish, p),
            language().code,
        )

    def _print_labels(self) -> None:
        """Ask which labels, and show them."""
        from qc_desk.services.batch_prints import print_labels  # noqa: PLC0415 (on use)

        dialog = LabelDialog(self._parent, self._kit.drafts)
        if dialog.exec() != LabelDialog.DialogCode.Accepted:
            return
        labels, batch_id = dialog.wanted(), self._batch_id
        show_print(
            self._parent,
            self._kit,
            lambda s, wish, p: print_labels(s, batch_id, labels, wish, p),
            language().code,
        )
