"""From a complaint to a check item of the next checklist version."""

from PySide6.QtWidgets import QWidget

from qc_desk.domain.vocabulary import PhotoRule, Severity
from qc_desk.i18n import _, headed
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.services.proposed_items import ItemProposal, ProposedItem, propose_item
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, NoteField, TextField
from qc_desk.ui.pages import Kit


class ProposeDialog(Dialog):
    """Asks what to look for; everything has an answer already."""

    def __init__(self, parent: QWidget | None, detail: ComplaintDetail) -> None:
        """Offer what follows from the complaint."""
        super().__init__(
            parent,
            _("A check item after {complaint}").format(complaint=detail.name),
            _("It goes into the next version of the checklist and keeps where it came from."),
        )
        self.name = TextField(_("What to look for"), required=True)
        self.name.set_text(" ".join(detail.words.split())[:80])
        self.instruction = NoteField(
            _("Instruction"), hint=_("One short sentence: what to do, and how good looks.")
        )
        self.severity = ChoiceField(
            _("Severity"), [(each, headed(each.label)) for each in Severity], required=True
        )
        self.severity.choose(Severity.MAJOR)
        self.photo = ChoiceField(
            _("Photo"), [(each, headed(each.label)) for each in PhotoRule], required=True
        )
        self.photo.choose(PhotoRule.ON_FAIL)
        for field in (self.name, self.instruction, self.severity, self.photo):
            self.body.addWidget(field)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Propose the item"), "primary", "list-checks")

    def proposal(self) -> ItemProposal:
        """Return what was entered."""
        return ItemProposal(
            title=self.name.text(),
            instruction=self.instruction.text(),
            severity=self.severity.value(),
            photo_rule=self.photo.value() or PhotoRule.ON_FAIL,
        )


def ask_proposal(kit: Kit, parent: QWidget, detail: ComplaintDetail) -> ProposedItem | None:
    """Ask for the item, put it into the draft, and say where it is."""
    dialog = ProposeDialog(parent, detail)
    person = kit.presence.person
    if dialog.exec() != Dialog.DialogCode.Accepted or person is None:
        return None
    proposal, by, at = dialog.proposal(), person.person_id, kit.records.now()
    put = kit.records.change(lambda s: propose_item(s, detail.id, proposal, by, at))
    if put is not None:
        said = _("Item {item} stands in draft {version}. A second person makes it effective.")
        kit.messages.succeed(said.format(item=put.item_code, version=put.version_number))
    return put
