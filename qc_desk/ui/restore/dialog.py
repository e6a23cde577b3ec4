"""What would be lost if a backup took the record's place, and an owner's word that it may be."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.jobs import Job, Jobs
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.sign_dialog.password_field import PasswordField
from qc_desk.ui.theme import TARGET, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.restore import Owner, Preview

_WIDTH = 620  # px

Unlock = Callable[[int, str], "Owner"]


class RestoreDialog(Dialog):
    """Tells in numbers what would be lost; ``by`` is the owner who said yes."""

    def __init__(
        self,
        parent: QWidget,
        preview: "Preview",
        owners: Sequence[tuple[int, str]],
        zone: str,
        unlock: tuple[Jobs, Unlock],
    ) -> None:
        """Show what is in the backup and what is not, and ask one of the owners."""
        from qc_desk.services.restore_words import holds  # noqa: PLC0415 (on use)

        super().__init__(parent, _("Restore this backup?"), holds(preview, zone))
        self.by: Owner | None = None
        self._jobs, self._unlock = unlock
        self._add_losses(preview, zone)
        self._add_consent(preview)
        self.owner = ChoiceField(_("Owner who restores"), owners, required=True)
        self.password = PasswordField(_("Password"))
        self.refusal = Notice()
        for part in (self.owner, self.password, self.refusal):
            self.body.addWidget(part)
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.deed = button(_("Restore the backup"), self.restore, "danger", "history")
        self.deed.setAutoDefault(False)
        self.verbs.addWidget(self.deed)
        for each in (self.owner.changed, self.password.changed, self.sure.toggled):
            each.connect(self._look)
        self.password.entered.connect(self.restore)
        self.owner.setVisible(len(owners) != 1)
        if len(owners) == 1:
            self.owner.choose(owners[0][0])
            self.password.label.setText(_("Password of {name}").format(name=owners[0][1]))
        self._look()
        self._take_room()
        self.password.editor.setFocus()

    def _add_consent(self, preview: "Preview") -> None:
        """Say what is kept, and ask for more than a password where more is at stake."""
        kept = _("The record that is here now is kept aside, and the audit trail tells of it.")
        self.body.addWidget(words(kept, Type.SMALL, quiet=True))
        self.sure = QCheckBox(_("Restore it although it is no earlier state of this record"))
        self.sure.setMinimumHeight(TARGET)
        self._needs_more = preview.record.here.value in {"parted", "another"}
        self.sure.setVisible(self._needs_more)
        self.body.addWidget(self.sure)

    def _take_room(self) -> None:
        """Be as high as the words are; by itself Qt takes two thirds of the screen at most."""
        layout = self.layout()
        if layout is not None:
            width = max(_WIDTH, layout.sizeHint().width())
            self.setMinimumSize(width, layout.heightForWidth(width))

    def _add_losses(self, preview: "Preview", zone: str) -> None:
        from qc_desk.services.restore_words import lost, warning  # noqa: PLC0415 (on use)

        self.warning = Notice()
        self.warning.say(warning(preview), Tone.WARN)
        self.body.addWidget(self.warning)
        first, *things = lost(preview, zone) or [""]
        self.losses = words(first, Type.STRONG)
        self.things = words("\n".join(things))
        for part in (self.losses, self.things):
            part.setVisible(bool(part.text()))
            self.body.addWidget(part)

    def restore(self) -> None:
        """Check the password in a job, then say yes."""
        person = self.owner.value()
        if not self.deed.isEnabled() or person is None:
            return
        typed = self.password.text()

        def work(_job: Job) -> "Owner":
            return self._unlock(person, typed)

        self.setEnabled(False)
        self._jobs.start(
            _("Checking the password"), work, self._finish, refused=self._refuse, quiet=True
        )

    def _finish(self, by: "Owner") -> None:
        """Close; no password is left behind."""
        self.password.forget()
        self.setEnabled(True)
        self.by = by
        self.accept()

    def _refuse(self, refusal: QcError) -> None:
        """Say why not, here in the dialog."""
        self.setEnabled(True)
        self.password.forget()
        self.refusal.say(str(refusal), Tone.FAIL)
        self.password.editor.setFocus()

    def _look(self) -> None:
        """Allow the deed once everything is there."""
        said = self.sure.isChecked() or not self._needs_more
        ready = self.owner.value() is not None and bool(self.password.text())
        self.deed.setEnabled(said and ready)
