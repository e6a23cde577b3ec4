"""Which backup: those beside the record, the newest chosen, or another file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from qc_desk.i18n import _, format_datetime, format_integer
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import words
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.files import choose_file

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow


class BackupChoice(Dialog):
    """Asks for a backup; ``file`` is the one that was chosen."""

    def __init__(self, parent: QWidget, kept: "Sequence[BackupRow]") -> None:
        """Offer the good copies, newest first."""
        super().__init__(
            parent,
            _("Restore a backup"),
            _("It is checked first, and you are told what would be lost. Nothing is done yet."),
        )
        self.file: Path | None = None
        self.backups = ChoiceField[Path](
            _("Backup"), [(row.file, _told(row)) for row in kept], required=True
        )
        if kept:
            self.backups.choose(kept[0].file)
            self.body.addWidget(self.backups)
        else:
            self.body.addWidget(words(_("There is no good backup beside the record.")))
        self.leave = self.add_verb(_("Go back"), accepts=False)
        self.other = button(_("Another file…"), self._choose, picture="folder-open")
        self.deed = button(_("Check this backup"), self._take, "primary", "file-search")
        for verb in (self.other, self.deed):
            verb.setAutoDefault(False)
            self.verbs.addWidget(verb)
        self.deed.setVisible(bool(kept))
        (self.deed if kept else self.other).setFocus()

    def _take(self) -> None:
        """Take the one that is chosen in the list."""
        self.file = self.backups.value()
        self.accept()

    def _choose(self) -> None:
        """Ask for a file elsewhere."""
        found = backup_file(self)
        if found is not None:
            self.file = found
            self.accept()


def choose_backup(parent: QWidget, kept: "Sequence[BackupRow]") -> Path | None:
    """Ask for a backup; None when it was left."""
    dialog = BackupChoice(parent, kept)
    return dialog.file if dialog.exec() == QDialog.DialogCode.Accepted else None


def backup_file(parent: QWidget) -> Path | None:
    """Ask the system for the file of a backup; None when it was left."""
    return choose_file(parent, _("The backup to restore"), _("Backups (*.db);;All files (*)"))


def _told(row: "BackupRow") -> str:
    """Return when a copy was made and what is in it."""
    entries = _("Audit entries: {count}").format(count=format_integer(row.audit_entries))
    return f"{format_datetime(row.taken_at, 'UTC')} UTC · {entries}"
