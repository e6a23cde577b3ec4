"""Checklists: their versions, bringing them in from files, and putting them in force."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from qc_desk.domain.refusals import FileProblems, QcError
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_list, quoted
from qc_desk.services import checklist_drafts, checklist_writing, checklists
from qc_desk.services import checklist_lists as lists
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import ask_reason, confirm
from qc_desk.ui.files import choose_files, choose_target
from qc_desk.ui.jobs import Job
from qc_desk.ui.manual.columns import columns
from qc_desk.ui.manual.new_dialog import NewDialog
from qc_desk.ui.manual.panel import ChecklistPanel, StartersPanel
from qc_desk.ui.manual.version_view import VersionView
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.print_outs import print_checklist, print_training
from qc_desk.ui.settings.beside import Beside
from qc_desk.ui.settings.list_pane import EmptyWords, ListPane
from qc_desk.ui.settings.problems_dialog import ProblemsDialog
from qc_desk.ui.settings.section import Section, only_leads

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow, VersionRow
    from qc_desk.services.checklists import ImportedChecklist
    from qc_desk.services.desk import Session


class ListView(Section):
    """The list with versions beside it, and one version for reading."""

    editing = Signal(int)  # a draft
    comparing = Signal(int, int)

    def __init__(self, kit: Kit) -> None:
        """Lay out the list and room for a version."""
        super().__init__(kit, _("Checklists"))
        self.headline.hide()  # the page has one
        self.pane = ListPane(
            kit,
            columns(),
            lambda session, search, retired: lists.checklist_rows(
                session, search, retired=retired
            ),
            hint=_("Search title, code or trade"),
            count=_("Checklists"),
        )
        self.pane.opened.connect(self.show_row)
        self.beside = Beside(self.pane, self.lead)
        self.version = VersionView(kit)
        self.views = QStackedWidget()
        self.views.addWidget(self.beside)
        self.views.addWidget(self.version)
        self.body.addWidget(self.views)
        self.back = button(_("All checklists"), self.show_list, "", "arrow-left")
        self.starters = button(_("Starter checklists"), self.show_starters, "", "list-checks")
        self.make = button(_("New checklist…"), self._make_new, "", "plus")
        self.bring = button(_("Import from file…"), self._choose, "primary", "upload")
        self.all_verbs = (self.back, self.starters, self.make, self.bring)
        self.back.hide()
        self.problems: ProblemsDialog | None = None
        self._seen: ChecklistRow | None = None
        self._may = False

    @override
    def reload(self) -> None:
        """Read the list and the open checklist again."""
        self._may = self.rights().may_lead
        self.notice.say("" if self._may else only_leads())
        self._dress()
        headline = _("No checklists yet")
        if self._may:
            text = _("Take a starter checklist, write your own, or import one from a file.")
            self.pane.say_empty(
                EmptyWords(headline, text, _("Starter checklists"), self.show_starters)
            )
        else:
            self.pane.say_empty(EmptyWords(headline, ""))
        self.pane.reload()
        seen = self._seen
        if seen is not None and isinstance(self.beside.panel, ChecklistPanel):
            fresh = self._find(seen.id)
            if fresh is None:
                self.beside.close_panel()
            else:
                self._show_panel(fresh)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a checklist by its id."""
        match facts:
            case (int(checklist_id),):
                row = self._find(checklist_id)
                if row is not None:
                    self.show_row(row)
            case _:
                self.pane.table.setFocus()

    def show_list(self) -> None:
        """Go back from a version to the list."""
        self.views.setCurrentWidget(self.beside)
        self._dress()
        self.pane.table.setFocus()

    def show_row(self, row: "ChecklistRow") -> None:
        """Show a checklist's versions beside the list."""
        self.show_list()
        self._show_panel(row)
        self.pane.table.go_to_id(row.id)

    def show_starters(self) -> None:
        """Offer the checklists that travel with the program."""
        if not self._may:
            return
        self.show_list()
        self._seen = None
        held = self.kit.records.read(lambda s: lists.checklist_rows(s, retired=True))
        panel = StartersPanel(lists.starter_checklists(), {row.code for row in held})
        panel.taken.connect(lambda file: self.bring_in([file]))
        panel.closed.connect(self.beside.close_panel)
        self.beside.show_panel(panel)

    def show_version(self, version_id: int) -> None:
        """Show what a version says, for reading."""
        detail = self.kit.records.read(lambda s: lists.version_detail(s, version_id))
        self.version.show_detail(detail)
        self.views.setCurrentWidget(self.version)
        self._dress()
        self.back.setFocus()

    def bring_in(self, files: Sequence[Path]) -> None:
        """Import checklists from files, all or none, as drafts."""
        now, by = self.kit.records.now(), self.by

        def work(session: "Session", job: Job) -> list[Any]:
            found = []
            for done, file in enumerate(files):
                job.step(done, len(files))
                draft = read_checklist_file(file)
                found.append(checklists.import_checklist(session, draft, by, now))
            return found

        self.kit.jobs.change(
            _("Importing checklists"), work, self._tell_imported, refused=self._refuse
        )

    def _choose(self) -> None:
        """Ask for files."""
        kinds = _("Checklists (*.toml);;All files (*)")
        files = choose_files(self, _("Import checklists"), kinds)
        if files:
            self.bring_in(files)

    def _tell_imported(self, found: "list[ImportedChecklist]") -> None:
        """Say what became of each file, and show the last one."""
        said = [f"{quoted(row.title)}: {row.outcome.label}" for row in found]
        drafts = any(row.newest_status is VersionStatus.DRAFT for row in found)
        next_step = _("A second person makes a draft effective; then it is checked by.")
        self.kit.messages.succeed(format_list(said) + ".", next_step if drafts else "")
        row = self._find(found[-1].id)
        if row is not None:
            self.show_row(row)

    def _refuse(self, refusal: QcError) -> None:
        """List the mistakes of a file; everything else goes to the message bar."""
        if isinstance(refusal, FileProblems):
            self.problems = ProblemsDialog(self, refusal)
            self.problems.open()
        else:
            self.kit.messages.refuse(refusal)

    def _show_panel(self, row: "ChecklistRow") -> None:
        """Put the versions of a checklist into the panel."""
        self._seen = row
        versions = self.kit.records.read(lambda s: lists.version_rows(s, row.id))
        others = self.kit.records.read(lambda s: checklists.others_who_may_approve(s, self.by))
        zone = self.kit.presence.person.zone if self.kit.presence.person else "UTC"
        panel = ChecklistPanel(row, versions, zone)
        if self._may:
            panel.offer_writing(self.by)
            panel.offer_approval(self.by, others)
            panel.offer_retirement()
        panel.looked_at.connect(self.show_version)
        panel.edited.connect(self.editing)
        panel.begun.connect(self._begin)
        panel.compared.connect(self.comparing)
        panel.written.connect(self._write)
        panel.printed.connect(lambda version_id: print_checklist(self, self.kit, version_id))
        panel.taught.connect(
            lambda version_id: print_training(self, self.kit, Document.CHECKLIST, version_id)
        )
        panel.approved.connect(self._make_effective)
        panel.retiring.connect(self._retire)
        panel.coming_back.connect(self._bring_back)
        panel.closed.connect(self.beside.close_panel)
        self.beside.show_panel(panel)

    def _begin(self, source: "VersionRow | None") -> None:
        """Begin the next version as a copy, and write on it."""
        seen, now = self._seen, self.kit.records.now()
        if seen is None:
            return
        copy_of = source.id if source is not None else None
        made = self.kit.records.change(
            lambda s: checklist_drafts.begin_draft(s, seen.id, copy_of, self.by, now)
        )
        if made is not None:
            self.editing.emit(made)

    def _make_new(self) -> None:
        """Ask what a new checklist is called, and write on its draft."""
        dialog = NewDialog(self)
        if not dialog.ask():
            return
        entry, now = dialog.entry(), self.kit.records.now()
        made = self.kit.records.change(
            lambda s: checklist_drafts.new_checklist(s, entry, self.by, now)
        )
        if made is not None:
            self.editing.emit(made)

    def _write(self, version: "VersionRow") -> None:
        """Write a version as a file that can be imported elsewhere."""
        seen = self._seen
        if seen is None:
            return
        name = checklist_writing.file_name(seen.code, version.number)
        kinds = _("Checklists (*.toml);;All files (*)")
        file = choose_target(self, _("Write version as file"), name, kinds)
        if file is None:
            return
        try:
            self.kit.records.read(lambda s: checklist_writing.write_version(s, version.id, file))
        except QcError as refusal:
            self.kit.messages.refuse(refusal)
            return
        self.kit.messages.succeed(_("“{file}” is written.").format(file=file.name))

    def _make_effective(self, version: "VersionRow") -> None:
        """Put a draft in force; somebody who is alone gives a reason that stays visible."""
        seen, now = self._seen, self.kit.records.now()
        if seen is None:
            return
        reason = ""
        if version.drafted_by_id == self.by:
            asked = ask_reason(
                self,
                _("Make your own version effective?"),
                _("Nobody else may approve it here, so say why: it stays visible."),
                (_("There is no second lead or owner yet."), _("Taken over unchanged.")),
                do=_("Make effective"),
            )
            if asked is None:
                return
            reason = asked
        elif not confirm(
            self,
            _("Make version {number} effective?").format(number=version.number),
            _("New checks follow it from now on. Checks that have begun keep their version."),
            do=_("Make effective"),
            leave=_("Not yet"),
            danger=False,
        ):
            return
        kept = self.kit.records.change(
            lambda s: checklists.make_effective(s, version.id, self.by, now, reason)
        )
        if kept is not None:
            self.kit.messages.succeed(
                _("Version {number} of “{title}” is effective.").format(
                    number=version.number, title=kept.title
                )
            )

    def _retire(self) -> None:
        """Put the open checklist away, after a question."""
        seen, now = self._seen, self.kit.records.now()
        if seen is None or not confirm(
            self,
            _("Retire “{name}”?").format(name=seen.title),
            _("Products can no longer take it. Everything that was checked by it stays."),
            do=_("Retire"),
            leave=_("Keep"),
            danger=False,
        ):
            return
        kept = self.kit.records.change(
            lambda s: checklists.retire_checklist(s, seen, self.by, now)
        )
        if kept is not None:
            self.beside.close_panel()
            self.kit.messages.succeed(_("“{name}” is retired.").format(name=seen.title))

    def _bring_back(self) -> None:
        """Let the open checklist be chosen again."""
        seen, now = self._seen, self.kit.records.now()
        if seen is not None:
            self.kit.records.change(
                lambda s: checklists.bring_back_checklist(s, seen, self.by, now)
            )

    def _dress(self) -> None:
        """Show the verbs of what is in front."""
        reading = self.views.currentWidget() is self.version
        self.back.setVisible(reading)
        self.starters.setVisible(self._may and not reading)
        self.make.setVisible(self._may and not reading)
        self.bring.setVisible(self._may and not reading)

    def dress(self, *, shown: bool) -> None:
        """Show the verbs of the list where it is in front."""
        if shown:
            self._dress()
        else:
            for verb in self.all_verbs:
                verb.hide()

    def _find(self, checklist_id: int) -> "ChecklistRow | None":
        """Return a checklist by its number, retired or not."""
        rows = self.kit.records.read(lambda s: lists.checklist_rows(s, retired=True))
        return next((row for row in rows if row.id == checklist_id), None)
