"""Checklists: their versions, bringing them in from files, and putting them in force."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

from qc_desk.domain.refusals import FileProblems, QcError
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _, format_list, quoted
from qc_desk.services import checklist_lists as lists
from qc_desk.services import checklists
from qc_desk.services.checklist_files import read_checklist_file
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import ask_reason, confirm
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.beside import Beside
from qc_desk.ui.settings.checklist_list import columns
from qc_desk.ui.settings.checklist_panel import ChecklistPanel, StartersPanel
from qc_desk.ui.settings.files import choose_files
from qc_desk.ui.settings.list_pane import EmptyWords, ListPane
from qc_desk.ui.settings.problems_dialog import ProblemsDialog
from qc_desk.ui.settings.section import Section, only_leads
from qc_desk.ui.settings.version_view import VersionView

if TYPE_CHECKING:
    from qc_desk.services.checklist_lists import ChecklistRow, VersionRow
    from qc_desk.services.checklists import ImportedChecklist
    from qc_desk.services.desk import Session


class ChecklistsSection(Section):
    """The list with versions beside it, and one version for reading."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the list and room for a version."""
        super().__init__(
            kit,
            _("Checklists"),
            _("What is checked, how, and within which limits. A published version never changes."),
        )
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
        self.version = VersionView()
        self.views = QStackedWidget()
        self.views.addWidget(self.beside)
        self.views.addWidget(self.version)
        self.body.addWidget(self.views)
        self.back = button(_("All checklists"), self.show_list, "", "arrow-left")
        self.starters = button(_("Starter checklists"), self.show_starters, "", "list-checks")
        self.bring = button(_("Import from file…"), self._choose, "primary", "upload")
        for verb in (self.back, self.starters, self.bring):
            self.verbs.addWidget(verb)
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
            text = _("Take a starter checklist, or import your own from a file.")
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
            panel.offer_approval(self.by, others)
            panel.offer_retirement()
        panel.looked_at.connect(self.show_version)
        panel.approved.connect(self._make_effective)
        panel.retiring.connect(self._retire)
        panel.coming_back.connect(self._bring_back)
        panel.closed.connect(self.beside.close_panel)
        self.beside.show_panel(panel)

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
        self.bring.setVisible(self._may and not reading)

    def _find(self, checklist_id: int) -> "ChecklistRow | None":
        """Return a checklist by its number, retired or not."""
        rows = self.kit.records.read(lambda s: lists.checklist_rows(s, retired=True))
        return next((row for row in rows if row.id == checklist_id), None)


def build(kit: Kit) -> Section:
    """Build the section."""
    return ChecklistsSection(kit)
