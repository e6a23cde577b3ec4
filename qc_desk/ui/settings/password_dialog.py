"""A password for a person, typed by themselves; a second owner confirms a new key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.first_start.password_pair import PasswordPair
from qc_desk.ui.jobs import Job
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.people import PersonRow


class PasswordDialog(Dialog):
    """Asks a person for their new password; seals a key under it and enrols it."""

    enrolled = Signal()

    def __init__(
        self, parent: QWidget, kit: Kit, person: "PersonRow", owners: Sequence[tuple[int, str]]
    ) -> None:
        """Ask for a password; where ``owners`` are given, one of them confirms with theirs."""
        title = _("New password for {name}") if person.has_key else _("Password for {name}")
        super().__init__(
            parent,
            title.format(name=person.name),
            _(
                "{name} types it here, unseen by others. It is also their signature; nobody can"
                " look it up."
            ).format(name=person.name),
        )
        self._kit, self._person, self._asked = kit, person, bool(owners)
        self.refusal = Notice()
        self.pair = PasswordPair(lambda: (person.name, person.login))
        self.owner = ChoiceField(_("Second owner"), owners, required=True)
        self.confirmation = PasswordField(_("The second owner's own password (required)"))
        self.body.addWidget(self.refusal)
        self.body.addWidget(self.pair)
        self._add_confirmation()
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = button(_("Set the password"), self.set_password, "primary", "key-round")
        self.deed.setAutoDefault(False)
        self.verbs.addWidget(self.deed)
        self.pair.changed.connect(self._look)
        self.pair.entered.connect(self._after_pair)
        self.owner.changed.connect(self._look)
        self.confirmation.changed.connect(self._look)
        self.confirmation.entered.connect(self.set_password)
        if len(owners) == 1:
            self.owner.choose(owners[0][0])
        self._look()
        self.pair.first.editor.setFocus()

    def _add_confirmation(self) -> None:
        """Say that old signatures stay, and ask the second owner where there is one."""
        if self._person.has_key:
            said = words(
                _("This is a new key. Signatures made so far stay valid under the old one."),
                Type.SMALL,
                quiet=True,
            )
            self.body.addWidget(said)
        if self._asked:
            self.body.addWidget(self.owner)
            self.body.addWidget(self.confirmation)

    def set_password(self) -> None:
        """Seal a new key in a job and enrol it."""
        if not self.deed.isEnabled():
            return
        person, password, kit = self._person, self.pair.password, self._kit
        by, now = kit.presence.person, kit.records.now()
        owner, theirs = self.owner.value(), self.confirmation.text()
        asked, desk = self._asked, kit.records.desk
        if by is None:
            return

        def work(_job: Job) -> None:
            from qc_desk.services import keys  # noqa: PLC0415 (on use)

            keys.must_be_strong(password, person.name, person.login)
            confirmed = (
                keys.unlock(desk, owner, theirs, now).key if asked and owner is not None else None
            )
            sealed = keys.seal_new_key(person.login, password)
            with desk.writing() as session:
                keys.enrol_key(session, person.id, sealed, by.person_id, now, confirmed)

        self.setEnabled(False)
        kit.jobs.start(
            _("Setting the password"), work, self._finish, refused=self._refuse, quiet=True
        )

    def _finish(self, _nothing: None) -> None:
        """Close; no password is left behind."""
        self.pair.forget()
        self.confirmation.forget()
        self.setEnabled(True)
        self.accept()
        self.enrolled.emit()

    def _refuse(self, refusal: QcError) -> None:
        """Say why not, here in the dialog; the new password stays typed."""
        self.setEnabled(True)
        self.refusal.say(str(refusal), Tone.FAIL)
        self.confirmation.forget()
        (self.confirmation if self._asked else self.pair.first).editor.setFocus()

    def _after_pair(self) -> None:
        """Go on after the second field: to the owner's password, or to the deed."""
        if self._asked:
            self.confirmation.editor.setFocus()
        else:
            self.set_password()

    def _look(self) -> None:
        """Allow the deed once everything is there."""
        confirmed = self.owner.value() is not None and bool(self.confirmation.text())
        self.deed.setEnabled(self.pair.ready and (confirmed or not self._asked))
