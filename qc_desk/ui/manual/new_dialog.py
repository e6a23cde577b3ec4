"""Asks what a new checklist is called."""

from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.i18n import _, language
from qc_desk.services.checklist_drafts import NewChecklist
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import TextField
from qc_desk.ui.forms import Form
from qc_desk.ui.overrides import override


class NewDialog(Dialog):
    """Title, code and trade."""

    def __init__(self, parent: QWidget | None) -> None:
        """Lay out the fields."""
        said = _("It begins as an empty draft. Products take it once it is effective.")
        super().__init__(parent, _("New checklist"), said)
        self.form = Form()
        self.title_field = self.form.add("title", TextField(_("Title"), required=True))
        self.code = self.form.add(
            "code",
            TextField(
                _("Code"),
                longest=40,
                required=True,
                hint=_("A short name of letters, digits, - . _ and /, for example MUG-03"),
            ),
        )
        self.trade = self.form.add("trade", TextField(_("Trade")))
        self.body.addWidget(self.form)
        self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Begin"), "primary")
        self.title_field.editor.setFocus()

    @override
    def accept(self) -> None:
        """Close when everything needed is there."""
        if self.form.check():
            super().accept()

    def ask(self) -> bool:
        """Show the dialog; true when a checklist is to be made."""
        return bool(self.exec() == QDialog.DialogCode.Accepted)

    def entry(self) -> NewChecklist:
        """Return what was entered."""
        return NewChecklist(
            code=self.code.text().strip(),
            title=self.title_field.text(),
            trade=self.trade.text(),
            language=language().code,
        )
