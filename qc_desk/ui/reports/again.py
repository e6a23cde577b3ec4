"""Issuing a report again: in which language, and why."""

from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.i18n import LANGUAGES, _
from qc_desk.services.report_lists import ReportRow
from qc_desk.ui.dialogs import ReasonDialog
from qc_desk.ui.fields import ChoiceField


class AgainDialog(ReasonDialog):
    """Asks for a language and a reason."""

    def __init__(self, parent: QWidget | None, row: ReportRow) -> None:
        """Offer the languages; the one of the report is chosen."""
        title = _("Issue {number} again").format(number=row.number)
        text = _(
            "The new report gets a number of its own and names {number} as replaced. The old one "
            "is kept and can still be verified."
        ).format(number=row.number)
        reasons = (_("In another language."), _("Shop data were corrected."))
        super().__init__(parent, title, text, reasons, do=_("Issue again"))
        self.language: ChoiceField[str] = ChoiceField(
            _("Language of the report"), [(code, each.name) for code, each in LANGUAGES.items()]
        )
        self.language.choose(row.language)
        self.body.insertWidget(0, self.language)
        self.language.editor.setFocus()

    def wanted(self) -> tuple[str, str]:
        """Return the language and the reason."""
        return self.language.value() or "en", self.words()


def ask_again(parent: QWidget | None, row: ReportRow) -> tuple[str, str] | None:
    """Ask in which language and why; None when it was left."""
    dialog = AgainDialog(parent, row)
    return dialog.wanted() if dialog.exec() == QDialog.DialogCode.Accepted else None
