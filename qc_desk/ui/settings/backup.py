"""Backup: how old the last good copy is, where it lies, and a new one now."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, format_datetime, format_integer
from qc_desk.services import backups
from qc_desk.ui.buttons import Badge, Button, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.files import choose_folder
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.lines import Lines
from qc_desk.ui.settings.second_place import SecondPlaceCard
from qc_desk.ui.settings.section import Section
from qc_desk.ui.status_bar import ago
from qc_desk.ui.theme import SPACE_S, SPACE_XL, TARGET, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.backups import BackupRow

_WHEN_WIDTH = 160  # px
_VERBS = 2  # the column of buttons
_FRESH_SECONDS = 86_400  # an older copy is worth a word


class BackupSection(Section):
    """The newest good copy, and all that are kept beside the record."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the newest copy and the list."""
        super().__init__(
            kit,
            _("Backup"),
            _("A copy counts only once it was read back and its audit trail was found whole."),
            scrolls=True,
        )
        self.newest = Card(_("Last good backup"))
        self.copies = Card(_("Copies beside the record"))
        self.list = Lines(_("Made"), _("File"))
        self.list.setColumnCount(_VERBS + 1)
        self.list.setHorizontalHeaderItem(_VERBS, QTableWidgetItem(""))
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setColumnWidth(0, _WHEN_WIDTH)
        self.list.verticalHeader().setMinimumSectionSize(TARGET + SPACE_S)
        self.copies.body.addWidget(self.list)
        self.other = button(_("Restore another file…"), self._choose_file, "", "history")
        self.copies.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self.now = button(_("Back up now"), self._back_up_here, "primary", "database-backup")
        self.elsewhere = button(_("Into another folder…"), self._choose, "", "folder-open")
        for verb in (self.elsewhere, self.now):
            self.verbs.addWidget(verb)
        self.body.insertWidget(0, self.newest)
        self.second = SecondPlaceCard(kit)
        self.body.insertWidget(1, self.second)
        self.body.insertWidget(2, self.copies)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front; make a copy at once for "now"."""
        if facts == ("now",) and self.now.isEnabled() and not self.now.isHidden():
            self._back_up_here()

    @override
    def reload(self) -> None:
        """Look which copies there are."""
        try:
            kept = backups.kept_backups(self.kit.records.desk)
        except QcError as on_server:
            self._show_server(on_server)
            self.second.look(on_server=True)
            return
        self.second.look(on_server=False)
        self._show_newest(kept[0] if kept else None)
        self.copies.setVisible(bool(kept))
        self.list.show_lines([(self._time(row), _words(row)) for row in kept])
        may_restore = self.rights().may_own
        self.other.setVisible(may_restore)
        self.list.setColumnHidden(_VERBS, not may_restore)
        for number, row in enumerate(kept[: self.list.rowCount()] if may_restore else ()):
            verb = self._verb(row)
            self.list.setCellWidget(number, _VERBS, verb)
            verb.ensurePolished()  # in bold it is wider
            self.list.setColumnWidth(_VERBS, verb.sizeHint().width() + SPACE_XL)

    def _verb(self, row: "BackupRow") -> Button:
        """Return the button that restores a copy."""
        made = button(_("Restore…"), lambda: self._restore(row.file), "", "history")
        made.setAccessibleName(f"{made.text()}: {self._time(row)}")
        return made

    def _restore(self, file: Path) -> None:
        """Let a backup be checked, then ask what may be lost."""
        self.kit.records.restore_asked.emit(file)

    def _choose_file(self) -> None:
        """Ask for a backup that is kept elsewhere."""
        from qc_desk.ui.restore.choice import backup_file  # noqa: PLC0415 (rarely needed)

        found = backup_file(self)
        if found is not None:
            self._restore(found)

    def _show_server(self, on_server: QcError) -> None:
        """Say who makes copies of a record on a server."""
        for part in (self.now, self.elsewhere, self.copies):
            part.hide()
        empty(self.newest.body)
        self.newest.title.setText(_("The record is on a server"))
        self.newest.body.addWidget(words(str(on_server)))

    def _show_newest(self, row: "BackupRow | None") -> None:
        """Show age and place of the newest copy."""
        body = self.newest.body
        empty(body)
        if row is None:
            body.addWidget(Badge(_("No backup yet"), Tone.WARN))
            body.addWidget(
                words(_("Make one now: it takes seconds, and others can go on working."))
            )
            return
        age = self.kit.records.now() - row.taken_at
        fresh = age.total_seconds() < _FRESH_SECONDS
        body.addWidget(Badge(ago(age), Tone.PASS if fresh else Tone.WARN))
        body.addWidget(words(self._time(row), Type.STRONG))
        body.addWidget(words(str(row.file)))
        body.addWidget(
            words(
                _("Audit entries: {count}").format(count=format_integer(row.audit_entries)),
                quiet=True,
            )
        )

    def _time(self, row: "BackupRow") -> str:
        person = self.kit.presence.person
        return format_datetime(row.taken_at, person.zone if person else "UTC")

    def _back_up_here(self) -> None:
        """Make a copy beside the record."""
        self.back_up(None)

    def _choose(self) -> None:
        """Ask for a folder, then make a copy there."""
        folder = choose_folder(self, _("The folder for the backup"))
        if folder is not None:
            self.back_up(folder)

    def back_up(self, folder: Path | None) -> None:
        """Make a verified copy in a job."""
        desk = self.kit.records.desk

        def work(job: Job) -> "BackupRow":
            return backups.back_up_beside(desk, folder, job.step)

        self.now.setEnabled(False)
        self.elsewhere.setEnabled(False)
        then = self._tell_here if folder is None else self._tell
        job = self.kit.jobs.start(_("Making a backup"), work, then)
        job.ended.connect(self._allow)

    def _tell_here(self, row: "BackupRow") -> None:
        """Say that the copy where copies belong is new, to the status bar too."""
        self.kit.records.backed_up.emit(row)
        self._tell(row)

    def _tell(self, row: "BackupRow") -> None:
        """Say where the copy is."""
        self.reload()
        self.kit.messages.succeed(_("The backup is good."), str(row.file))

    def _allow(self) -> None:
        self.now.setEnabled(True)
        self.elsewhere.setEnabled(True)


def _words(row: "BackupRow") -> str:
    """Return a copy's file and size."""
    size = max(1, round(row.size / 1_000_000))
    return _("{file} · {size} MB").format(file=row.file.name, size=format_integer(size))


def build(kit: Kit) -> Section:
    """Build the section."""
    return BackupSection(kit)
