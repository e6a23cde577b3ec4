"""The training matrix, what one has to confirm oneself, and a version for reading."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qc_desk.domain.training_words import Document
from qc_desk.i18n import _, format_list, ngettext
from qc_desk.services.checklist_lists import checklist_rows, version_detail
from qc_desk.services.procedure_lists import procedure_version
from qc_desk.services.training_matrix import training_matrix
from qc_desk.services.trainings import ask_for_training, confirm_understood, note_training
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import empty, words
from qc_desk.ui.manual.version_view import VersionView
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.print_outs import print_training
from qc_desk.ui.procedures.reading import ReadingView
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.settings.section import Section
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone
from qc_desk.ui.training.dialogs import AskDialog, NoteDialog
from qc_desk.ui.training.grid import grid
from qc_desk.ui.training.looks import subject_words
from qc_desk.ui.training.person_panel import PersonPanel

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow
    from qc_desk.services.desk import Session
    from qc_desk.services.training_matrix import LearnerRow, Matrix, SubjectRow

_MOST_NAMED = 4


class TrainingSection(Section):
    """Everybody and everything in force; taps lead to a person, and from there to reading."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the matrix and room for what is read."""
        super().__init__(
            kit,
            _("Training"),
            _("Who was trained on which version, by whom, and who has confirmed it."),
        )
        self.matrix: Matrix | None = None
        self.reading, self.version = ReadingView(kit), VersionView(kit)
        self.again = Notice()
        self._mine, self._grid, self._beside = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._across = QHBoxLayout()
        self.panel: PersonPanel | None = None
        self._reads: SubjectRow | None = None
        self._may = False
        self.whole = self._lay_out()
        self.views = QStackedWidget()
        for view in (self.whole, self.reading, self.version):
            self.views.addWidget(view)
        self.body.addWidget(self.views)
        self.back = button(_("Everybody"), self.show_matrix, "", "arrow-left")
        self.sheet = button(_("Training sheet…"), self._print_sheet, "", "printer")
        self.understood = button(
            _("I have read and understood it"), self._confirm, "primary", "signature"
        )
        self.ask = button(_("Who may check?"), self._ask, "", "shield-check")
        self.note = button(_("Note a training"), self._note, "primary", "user-check")
        for verb in (self.back, self.sheet, self.understood, self.ask, self.note):
            self.verbs.addWidget(verb)
        self._dress()

    def _lay_out(self) -> QWidget:
        """Return what one has to confirm, who is due again, and the matrix below."""
        self._across.setSpacing(SPACE_L)
        self._across.addLayout(self._grid, stretch=10)
        self._across.addLayout(self._beside)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._mine)
        column.addWidget(self.again)
        column.addLayout(self._across, stretch=1)
        return whole

    @override
    def reload(self) -> None:
        """Read the matrix again."""
        if not self.by:
            return
        self._may = self.rights().may_lead
        self.matrix = self.kit.records.read(training_matrix)
        self._show_mine()
        self._show_again()
        empty(self._grid)
        if self.matrix.subjects:
            table = self.table = grid(self.kit, self.matrix)
            table.opened.connect(self.show_person)
            self._grid.addWidget(table)
        else:
            said = _("Nothing is in force yet. Make a checklist or a procedure effective first.")
            self._grid.addWidget(words(said, quiet=True))
            self._grid.addStretch(1)
        self._follow_panel()
        self._dress()

    def show_matrix(self) -> None:
        """Show everybody again."""
        self._reads = None
        self.views.setCurrentWidget(self.whole)
        self.close_panel()
        self._dress()

    def show_person(self, person: "LearnerRow") -> None:
        """Show one person with everything in force."""
        self.close_panel()
        if self.matrix is None:
            return
        me = self.kit.presence.person
        panel = self.panel = PersonPanel(
            person,
            self.matrix,
            me.zone if me is not None else "UTC",
            may_note=self._may,
            is_me=person.id == self.by,
        )
        panel.noted.connect(lambda row: self._note(row, person.id))
        panel.read.connect(self.read)
        panel.closed.connect(self.close_panel)
        self._across.setStretch(1, 9)
        self._beside.addWidget(panel)

    def close_panel(self) -> None:
        """Take the person away."""
        self.panel = None
        self._across.setStretch(1, 0)
        empty(self._beside)

    def read(self, row: "SubjectRow") -> None:
        """Show what somebody is to confirm, before they confirm it."""
        self._reads = row
        version_id = row.subject.version_id
        if row.subject.document is Document.PROCEDURE:
            said = self.kit.records.read(lambda s: procedure_version(s, version_id))
            self.reading.show_version(said)
            self.views.setCurrentWidget(self.reading)
        else:
            detail = self.kit.records.read(lambda s: version_detail(s, version_id))
            self.version.show_detail(detail)
            self.views.setCurrentWidget(self.version)
        self._dress()
        self.understood.setFocus()

    def _show_mine(self) -> None:
        """Say what the person at the workstation was trained on and has not confirmed."""
        empty(self._mine)
        waiting = self.matrix.to_confirm(self.by) if self.matrix is not None else []
        if not waiting:
            return
        for row in waiting:
            line = Notice()
            said = _("For you to read and confirm: {title}")
            line.say(said.format(title=subject_words(row)))
            verb = button(_("Read"), partial(self.read, row), "primary", "book-open")
            verb.setAccessibleName(_("Read: {title}").format(title=row.title))
            line.offer(verb)
            self._mine.addWidget(line)

    def _show_again(self) -> None:
        """Say who must be trained again because a version changed."""
        found = self.matrix.to_train_again() if self.matrix is not None else []
        if not found:
            self.again.say("")
            return
        named = [f"{person.name} ({row.title})" for person, row in found[:_MOST_NAMED]]
        if len(found) > _MOST_NAMED:
            more = len(found) - _MOST_NAMED
            named.append(ngettext("{count} more", "{count} more", more).format(count=more))
        said = _("To be trained again, because the version changed: {names}.")
        self.again.say(said.format(names=format_list(named)), Tone.WARN)

    def _follow_panel(self) -> None:
        """Show the open person as they stand now."""
        open_, matrix = self.panel, self.matrix
        if open_ is not None and matrix is not None:
            fresh = next((each for each in matrix.people if each.id == open_.person.id), None)
            if fresh is None:
                self.close_panel()
            else:
                self.show_person(fresh)

    def _note(self, row: "SubjectRow | None" = None, person: int | None = None) -> None:
        """Note who was trained on what."""
        if self.matrix is None or not self._may:
            return
        chosen = row.subject if row is not None else None
        dialog = NoteDialog(self, self.matrix, self.by, chosen, person)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        subject, people, said = dialog.subject.value(), dialog.chosen(), dialog.note.text()
        if subject is None:
            return
        now = self.kit.records.now()
        noted = self.kit.records.change(
            lambda s: note_training(s, subject, people, self.by, now, said)
        )
        if noted is not None:
            text = ngettext(
                "The training of {count} person is noted.",
                "The training of {count} people is noted.",
                noted,
            )
            self.kit.messages.succeed(
                text.format(count=noted), _("Each of them reads it and confirms it here.")
            )

    def _confirm(self) -> None:
        """Write down that the person at the workstation has understood what is shown."""
        row, now = self._reads, self.kit.records.now()
        if row is None:
            return
        by, subject = self.by, row.subject

        def confirm(session: "Session") -> bool:
            confirm_understood(session, subject, by, now)
            return True

        if self.kit.records.change(confirm):
            self.show_matrix()
            said = _("You have confirmed “{title}”, version {number}.")
            self.kit.messages.succeed(said.format(title=row.title, number=row.number))

    def _print_sheet(self) -> None:
        """Show who must read and sign what is shown."""
        if self._reads is not None:
            subject = self._reads.subject
            print_training(self, self.kit, subject.document, subject.version_id)

    def _ask(self) -> None:
        """Say which checklists ask for training."""
        rows = self.kit.records.read(checklist_rows)
        dialog = AskDialog(self, rows)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        asked = {each: box.isChecked() for each, box in dialog.boxes.items()}
        changed = [row for row in rows if asked[row.id] != row.requires_training]
        now, by = self.kit.records.now(), self.by

        def keep(session: "Session") -> "list[ChecklistRow]":
            return [ask_for_training(session, r, by, now, asked=asked[r.id]) for r in changed]

        if changed and self.kit.records.change(keep) is not None:
            self.kit.messages.succeed(_("It holds for every check that begins from now on."))

    def _dress(self) -> None:
        """Show the verbs of what is in front."""
        reading = self.views.currentWidget() is not self.whole
        self.back.setVisible(reading)
        self.understood.setVisible(reading)
        self.sheet.setVisible(reading)
        anything = self.matrix is not None and bool(self.matrix.subjects)
        self.note.setVisible(self._may and not reading and anything)
        self.ask.setVisible(self._may and not reading and anything)
