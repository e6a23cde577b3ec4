"""Containing a defect, deciding what happens to its pieces, and closing it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from qc_desk.domain.vocabulary import Disposition
from qc_desk.i18n import _, headed, ngettext
from qc_desk.services.defects import DefectRow, DispositionEntry, close, contain, dispose
from qc_desk.ui.batches.defects_card import Care
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog, ask_reason
from qc_desk.ui.fields import IntegerField, NoteField
from qc_desk.ui.pages import Kit

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


def take_care(kit: Kit, window: QWidget, care: Care, row: DefectRow) -> None:
    """Ask what is done about a defect, and keep it."""
    {Care.CONTAIN: _contain, Care.DISPOSE: _dispose, Care.CLOSE: _close}[care](kit, window, row)


def _by(kit: Kit) -> int:
    return kit.presence.person.person_id if kit.presence.person is not None else 0


def _contain(kit: Kit, window: QWidget, row: DefectRow) -> None:
    """Ask how the bad pieces are kept apart."""
    what = ask_reason(
        window,
        _("How are the bad pieces kept apart?"),
        _("Containment comes first: nobody can use or ship them by mistake."),
        [_("In the locked cage."), _("Marked with red tape."), _("The whole batch is blocked.")],
        do=_("Contain"),
    )
    if what is None:
        return

    def keep(session: "Session") -> bool:
        contain(session, row.id, what, _by(kit), kit.records.now())
        return True

    kit.records.change(keep)


def _close(kit: Kit, window: QWidget, row: DefectRow) -> None:
    """Ask how it ended."""
    note = ask_reason(
        window,
        _("Close defect {number}").format(number=row.number),
        _("Every piece has its decision. Say how it ended."),
        [_("Done as decided."), _("Checked again, nothing found.")],
        do=_("Close the defect"),
    )
    if note is None:
        return

    def keep(session: "Session") -> bool:
        close(session, row.id, note, _by(kit), kit.records.now())
        return True

    kit.records.change(keep)


def _dispose(kit: Kit, window: QWidget, row: DefectRow) -> None:
    """Ask what happens to the pieces."""
    dialog = DispositionDialog(window, row)
    if dialog.exec() != Dialog.DialogCode.Accepted:
        return
    entry = dialog.entry()

    def keep(session: "Session") -> bool:
        dispose(session, row.id, entry, _by(kit), kit.records.now())
        return True

    kit.records.change(keep)


class DispositionDialog(Dialog):
    """Asks what happens to some of the bad pieces; quantities add up."""

    def __init__(self, parent: QWidget | None, row: DefectRow) -> None:
        """Offer the dispositions and the pieces that have none yet."""
        left = ngettext(
            "{count} piece has no decision yet.",
            "{count} pieces have no decision yet.",
            row.undecided,
        )
        super().__init__(
            parent,
            _("What happens to the bad pieces?"),
            left.format(count=row.undecided),
        )
        self.choices: dict[Disposition, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for disposition in Disposition:
            choice = QRadioButton(headed(disposition.label))
            self.choices[disposition] = choice
            self._group.addButton(choice)
            self.body.addWidget(choice)
        self.warning = words(
            _(
                "Use as is needs a concession: "
                "the batch can then only be released with a second signature."
            ),
            quiet=True,
        )
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.quantity = IntegerField(_("Pieces"), least=1, most=row.undecided, required=True)
        self.quantity.set_text(str(row.undecided))
        self.body.addWidget(self.quantity)
        self.note = NoteField(_("Note"))
        self.body.addWidget(self.note)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Decide"), "primary")
        self._group.buttonToggled.connect(self._look)
        self.quantity.changed.connect(self._look)
        self._look()

    def entry(self) -> DispositionEntry:
        """Return what was decided."""
        chosen = self._chosen()
        quantity = self.quantity.value()
        if chosen is None or quantity is None:
            raise RuntimeError("the dialog was accepted without a decision")
        return DispositionEntry(
            disposition=chosen, quantity=quantity, note=self.note.value() or ""
        )

    def _chosen(self) -> Disposition | None:
        """Return the disposition that is chosen."""
        return next((each for each, box in self.choices.items() if box.isChecked()), None)

    def _look(self) -> None:
        """Allow the decision once it is complete."""
        self.warning.setVisible(self.choices[Disposition.USE_AS_IS].isChecked())
        self.quantity.show_wrong()
        self.deed.setEnabled(self._chosen() is not None and not self.quantity.wrong())
