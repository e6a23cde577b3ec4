"""Sending a report: to whom, which way, and whether the organisation signs the copy."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from qc_desk.domain.delivery_words import DeliveryWay
from qc_desk.i18n import N_, _
from qc_desk.services.letters import Recipient
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import SPACE_M, TARGET

_WAYS = (
    (DeliveryWay.DRAFT, N_("As an e-mail draft"), N_("Make the draft")),
    (DeliveryWay.EMAIL, N_("By e-mail, at once"), N_("Send")),
    (DeliveryWay.FOLDER, N_("Into the folder of outgoing reports"), N_("Put into the folder")),
    (DeliveryWay.PRINT, N_("On paper"), N_("Print…")),
    (DeliveryWay.FILE, N_("As a file"), N_("Save as file…")),
)
_HINTS = {
    DeliveryWay.DRAFT: N_(
        "Your mail program opens it with the report attached. Confirm here once it is sent."
    ),
    DeliveryWay.EMAIL: N_("Through the mail server of this workstation, always encrypted."),
    DeliveryWay.FOLDER: N_("One folder for each recipient; it is noted as sent."),
    DeliveryWay.PRINT: N_("Confirm here once it is handed over or posted."),
    DeliveryWay.FILE: N_("Confirm here once it is handed over."),
}
_MAIL = (DeliveryWay.DRAFT, DeliveryWay.EMAIL)


@dataclass(frozen=True)
class Offer:
    """What can be chosen: who is known, and what this workstation and the shop can do."""

    number: str
    recipients: Sequence[Recipient]
    mail_password: bool  # whether the password of the mail account has to be asked for
    has_keyring: bool
    certificate: str  # whose certificate can sign the copy; empty: none
    is_signed: bool = False  # the organisation's signature stands behind it already


@dataclass(frozen=True)
class Wish:
    """What was chosen; passwords are let go with it."""

    way: DeliveryWay
    to: Recipient
    mail_password: str
    keep_password: bool
    signs: bool
    certificate_password: str


class SendDialog(Dialog):
    """Asks to whom and which way."""

    def __init__(self, parent: QWidget | None, offer: Offer, way: DeliveryWay) -> None:
        """Offer whom the report concerns first, and the way that was taken last."""
        super().__init__(parent, _("Send {number}").format(number=offer.number))
        self._offer = offer
        self._contacts = {each.name: each.contact for each in offer.recipients}
        self._add_known()
        self.name = TextField(_("Recipient"), required=True)
        self.email = TextField(_("E-mail"), longest=254)
        self.way = ChoiceField(
            _("How"), [(each, _(words)) for each, words, _verb in _WAYS], required=True, hint=" "
        )
        self.signs = _tick(
            _("The organisation ({name}) signs the copy").format(name=offer.certificate)
        )
        self.certificate_password = PasswordField(_("Password of the certificate"))
        self.signed = words(_("The organisation has signed this report."), quiet=True)
        self.signed.setVisible(offer.is_signed)
        self.mail_password = PasswordField(_("Password of the mail account"))
        self.keep = _tick(_("Keep it in the keyring of this computer"))
        for widget in (
            self.name,
            self.email,
            self.way,
            self.mail_password,
            self.keep,
            self.signs,
            self.certificate_password,
            self.signed,
        ):
            self.body.addWidget(widget)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = self.add_verb("", "primary", "send")
        self.deed.setDefault(True)
        two_lines = 2 * self.way.hint.fontMetrics().lineSpacing() + 2
        self.way.hint.setMinimumHeight(two_lines)  # so that nothing moves with the chosen way
        self.way.choose(way)
        if offer.recipients:
            self.fill(offer.recipients[0])
        for field in (self.name, self.email, self.way, self.mail_password):
            field.changed.connect(self._look)
        self.certificate_password.changed.connect(self._look)
        self.signs.toggled.connect(lambda _on: self._look())
        self._look()
        (self.email if self.name.text() and not self.email.text() else self.way).editor.setFocus()

    def _add_known(self) -> None:
        """Offer the known recipients where there are several."""
        if len(self._offer.recipients) < 2:
            return
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for each in self._offer.recipients:
            chip = Button(each.name, "chip")
            chip.setAutoDefault(False)
            chip.clicked.connect(lambda _on=False, each=each: self.fill(each))
            row.addWidget(chip)
        row.addStretch(1)
        self.body.addLayout(row)

    def fill(self, to: Recipient) -> None:
        """Put a known recipient into the fields."""
        self.name.set_text(to.name)
        self.email.set_text(to.email)

    def wish(self) -> Wish:
        """Return what was chosen."""
        name = self.name.value() or ""
        return Wish(
            way=self.way.value() or DeliveryWay.DRAFT,
            to=Recipient(
                name=name,
                contact=self._contacts.get(name, ""),
                email=self.email.value() or "",
            ),
            mail_password=self.mail_password.text() if self._asks_mail else "",
            keep_password=self._asks_mail and self.keep.isChecked(),
            signs=self._signs,
            certificate_password=self.certificate_password.text() if self._signs else "",
        )

    @property
    def _asks_mail(self) -> bool:
        return self.way.value() is DeliveryWay.EMAIL and self._offer.mail_password

    @property
    def _signs(self) -> bool:
        return bool(self._offer.certificate) and self.signs.isChecked()

    def _look(self) -> None:
        """Show what the chosen way needs, and allow the deed once everything is there."""
        way = self.way.value()
        verbs = {each: verb for each, _words, verb in _WAYS}
        self.deed.setText(_(verbs[way]) if way else _("Send"))
        self.way.hint.setText(_(_HINTS[way]) if way else "")
        self.email.setVisible(way in _MAIL)
        self.mail_password.setVisible(self._asks_mail)
        self.keep.setVisible(self._asks_mail and self._offer.has_keyring)
        self.signs.setVisible(bool(self._offer.certificate))
        self.certificate_password.setVisible(self._signs)
        ready = bool(way and self.name.value())
        ready = ready and (way not in _MAIL or bool(self.email.value()))
        ready = ready and (not self._asks_mail or bool(self.mail_password.text()))
        ready = ready and (not self._signs or bool(self.certificate_password.text()))
        self.deed.setEnabled(ready)


def _tick(words: str) -> QCheckBox:
    """Return a tick large enough for a glove."""
    made = QCheckBox(words)
    made.setMinimumHeight(TARGET)
    return made
