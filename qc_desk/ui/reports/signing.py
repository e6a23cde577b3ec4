"""Signing the reports that wait for the organisation: its password, and for how long."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.pages import Kit
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import TARGET

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


class SealDialog(Dialog):
    """Asks for the password of the certificate."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        """Say what is signed, and offer to leave the certificate open."""
        super().__init__(
            parent,
            waiting_words(count),
            _(
                "The organisation signs behind what was issued; the report itself stays as it is. "
                "What is sent, saved and exported then carries the signature."
            ),
        )
        self.password = PasswordField(_("Password of the certificate"))
        self.stays = QCheckBox(_("Sign what is issued here, too, until the program is closed"))
        self.stays.setMinimumHeight(TARGET)
        self.body.addWidget(self.password)
        self.body.addWidget(self.stays)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb(_("Sign"), "primary", "signature")
        self.deed.setDefault(True)
        self.password.changed.connect(self._look)
        self._look()
        self.password.editor.setFocus()

    def _look(self) -> None:
        """Allow the deed once there is a password."""
        self.deed.setEnabled(bool(self.password.text()))


def waiting_words(count: int) -> str:
    """Return what is to be signed, as a verb."""
    said = ngettext("Sign {count} report", "Sign {count} reports", count)
    return said.format(count=format_integer(count))


def count_waiting(kit: Kit) -> int:
    """Return how many reports wait for the organisation; none while its certificate is open."""
    person = kit.presence.person
    if person is None or kit.seal.is_open:
        return 0

    def read(session: "Session") -> int:
        from qc_desk.services.organisation_signatures import waiting_reports  # noqa: PLC0415

        return len(waiting_reports(session, person.person_id))

    return kit.records.read(read)


def sign_waiting(parent: QWidget, kit: Kit, count: int) -> None:
    """Ask for the password, and sign all reports that wait; can be cancelled."""
    dialog = SealDialog(parent, count)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    password = dialog.password.text()
    dialog.password.forget()

    def done(signed: list[str]) -> None:
        said = ngettext(
            "The organisation has signed {count} report.",
            "The organisation has signed {count} reports.",
            len(signed),
        )
        kit.messages.succeed(said.format(count=format_integer(len(signed))))

    kit.seal.sign(password, done, stays=dialog.stays.isChecked())
