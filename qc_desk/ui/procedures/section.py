"""Procedures: their versions, writing on them, reading them and putting them in force."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from qc_desk.domain.plain_words import WRITTEN_IN
from qc_desk.domain.training_words import Document
from qc_desk.domain.vocabulary import VersionStatus
from qc_desk.i18n import _
from qc_desk.services import procedure_lists as lists
from qc_desk.services import procedures
from qc_desk.services.checklists import others_who_may_approve
from qc_desk.services.procedure_differences import procedure_differences
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import ask_reason, confirm
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.print_outs import print_procedure, print_training
from qc_desk.ui.procedures.columns import columns
from qc_desk.ui.procedures.compare import CompareSteps
from qc_desk.ui.procedures.editor import ProcedureEditor
from qc_desk.ui.procedures.panel import ProcedurePanel
from qc_desk.ui.procedures.reading import ReadingView
from qc_desk.ui.settings.beside import Beside
from qc_desk.ui.settings.entry_panel import Draft, EntryPanel
from qc_desk.ui.settings.list_pane import EmptyWords, ListPane
from qc_desk.ui.settings.section import Section, only_leads

if TYPE_CHECKING:
    from qc_desk.services.procedure_lists import ProcedureRow, ProcedureVersionRow


class ProceduresSection(Section):
    """The list with versions beside it, a draft for writing, and a version for reading."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the list and room for a draft and for a version."""
        super().__init__(
            kit,
            _("Procedures"),
            _("How a thing is made, step by step. A published version never changes."),
        )
        self._name = self.title.text()
        self.pane = ListPane(
            kit,
            columns(),
            lambda session, search, retired: lists.procedure_rows(
                session, search, retired=retired
            ),
            hint=_("Search title or code"),
            count=_("Procedures"),
        )
        self.pane.opened.connect(self.show_row)
        self.beside = Beside(self.pane, self.lead)
        self.editor = ProcedureEditor(kit)
        self.editor.saved.connect(self._save)
        self.reading = ReadingView(kit)
        self.views = QStackedWidget()
        self.comparing = CompareSteps()
        self.comparing.chosen.connect(self._compare)
        for view in (self.beside, self.editor, self.reading, self.comparing):
            self.views.addWidget(view)
        self.body.addWidget(self.views)
        self.back = button(_("All procedures"), self.show_list, "", "arrow-left")
        self.write = button(_("Go on writing"), self._show_editor, "", "pencil")
        self.preview = button(_("Preview"), self._preview, "", "eye")
        self.save = button(_("Save the draft"), self._save, "primary", "save")
        self.new = button(_("New procedure"), self.show_new, "primary", "plus")
        for verb in (self.back, self.write, self.preview, self.save, self.new):
            self.verbs.addWidget(verb)
        self._seen: ProcedureRow | None = None
        self._may = False
        self._dress()

    @override
    def reload(self) -> None:
        """Read the list and the open procedure again; what is being written stays."""
        self._may = self.rights().may_lead
        self.notice.say("" if self._may else only_leads())
        self._dress()
        headline = _("No procedures yet")
        if self._may:
            text = _("Write down how a thing is made: one action in a step, with its amount.")
            self.pane.say_empty(EmptyWords(headline, text, _("New procedure"), self.show_new))
        else:
            self.pane.say_empty(EmptyWords(headline, ""))
        self.pane.reload()
        if self._seen is not None and isinstance(self.beside.panel, ProcedurePanel):
            fresh = self._find(self._seen.id)
            if fresh is None:
                self.beside.close_panel()
            else:
                self._show_panel(fresh)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a procedure by its id."""
        match facts:
            case (int(procedure_id),):
                row = self._find(procedure_id)
                if row is not None:
                    self.show_row(row)
            case _:
                self.pane.table.setFocus()

    def change_person(self) -> None:
        """Show nothing that one person writes to the next."""
        self.editor.keep_draft()
        self.editor.version = None
        self.beside.close_panel()
        self.views.setCurrentWidget(self.beside)
        self._dress()

    def show_list(self) -> None:
        """Go back to the list; what is typed is kept as a draft."""
        self.editor.keep_draft()
        self.views.setCurrentWidget(self.beside)
        self._dress()
        self.pane.table.setFocus()

    def show_row(self, row: "ProcedureRow") -> None:
        """Show a procedure's versions beside the list."""
        self.show_list()
        self._show_panel(row)
        self.pane.table.go_to_id(row.id)

    def show_new(self) -> None:
        """Ask what a new procedure is called."""
        if not self._may:
            return
        self.show_list()
        self._seen = None
        language: ChoiceField[str] = ChoiceField(
            _("Written in"), list(WRITTEN_IN.items()), required=True
        )
        language.choose(self.kit.presence.person.language if self.kit.presence.person else "en")
        fields = {
            "title": TextField(_("Title"), required=True),
            "code": TextField(_("Code"), longest=40, required=True),
            "language": language,
        }
        panel = EntryPanel(
            _("New procedure"), fields, None, Draft(self.kit.drafts, "procedure:new")
        )
        panel.saved.connect(lambda: self._make(panel))
        panel.closed.connect(self.beside.close_panel)
        self.beside.show_panel(panel)
        panel.begin()

    def write_on(self, version: "ProcedureVersionRow") -> None:
        """Write on a draft, or on the next version begun as a copy."""
        now = self.kit.records.now()
        own = version.status is VersionStatus.DRAFT and version.drafted_by_id == self.by
        draft_id: int | None = version.id
        if not own:
            draft_id = self.kit.records.change(
                lambda s: procedures.begin_draft(s, version.procedure_id, version.id, self.by, now)
            )
        if draft_id is not None:
            self._open_draft(draft_id)

    def read_version(self, version: "ProcedureVersionRow") -> None:
        """Show a version as people read it."""
        self.editor.keep_draft()
        self.editor.version = None
        self.reading.show_version(version)
        self.views.setCurrentWidget(self.reading)
        self._dress()
        self.back.setFocus()

    def compare_version(self, version: "ProcedureVersionRow") -> None:
        """Show a version beside the one before it; others can be chosen there."""
        self.editor.keep_draft()
        self.editor.version = None
        versions = self.kit.records.read(
            lambda s: lists.procedure_versions(s, version.procedure_id)
        )
        before = next(each for each in versions if each.number < version.number)
        self.comparing.offer(versions, before.id, version.id)
        self.views.setCurrentWidget(self.comparing)
        self._dress()
        self.back.setFocus()

    def _compare(self, before_id: int, after_id: int) -> None:
        self.comparing.show_steps(
            self.kit.records.read(lambda s: procedure_differences(s, before_id, after_id))
        )

    def _make(self, panel: EntryPanel) -> None:
        """Make the procedure and begin to write."""
        entry = procedures.NewProcedure(**panel.values())
        now = self.kit.records.now()
        made = self.kit.records.change(lambda s: procedures.new_procedure(s, entry, self.by, now))
        if made is not None:
            panel.set_clean()
            self.beside.close_panel()
            self._open_draft(made)
            self.editor.add_step()

    def _open_draft(self, version_id: int) -> None:
        version = self.kit.records.read(lambda s: lists.procedure_version(s, version_id))
        self._seen = self._find(version.procedure_id)
        self.editor.show_draft(version)
        self._show_editor()

    def _show_editor(self) -> None:
        """Go on writing where one stopped."""
        self.views.setCurrentWidget(self.editor)
        self._dress()
        self.editor.name.editor.setFocus()

    def _preview(self) -> None:
        """Show what is typed as people will read it."""
        version = self.editor.version
        if version is not None:
            typed = self.editor.entry() if self.editor.dirty else None
            self.reading.show_version(version, typed)
            self.views.setCurrentWidget(self.reading)
            self._dress()
            self.write.setFocus()

    def _save(self) -> None:
        """Keep the draft in the record."""
        version, now = self.editor.version, self.kit.records.now()
        if version is None or not self._may:
            return
        self.editor.keep_draft()
        if not self.editor.check():
            return
        entry = self.editor.entry()
        kept = self.kit.records.change(
            lambda s: procedures.save_draft(s, version, entry, self.by, now)
        )
        if kept is not None:
            self.editor.set_clean(kept)
            self.kit.messages.succeed(
                _("Version {number} of “{title}” is saved as a draft.").format(
                    number=kept.number, title=kept.title
                ),
                _("A second person makes it effective."),
            )

    def _show_panel(self, row: "ProcedureRow") -> None:
        """Put the versions of a procedure into the panel."""
        self._seen = row
        versions = self.kit.records.read(lambda s: lists.procedure_versions(s, row.id))
        zone = self.kit.presence.person.zone if self.kit.presence.person else "UTC"
        panel = ProcedurePanel(row, versions, zone)
        if self._may:
            others = self.kit.records.read(lambda s: others_who_may_approve(s, self.by))
            panel.offer_deeds(self.by, others)
        panel.looked_at.connect(self.read_version)
        panel.printed.connect(lambda row: print_procedure(self, self.kit, row.id))
        panel.taught.connect(
            lambda row: print_training(self, self.kit, Document.PROCEDURE, row.id)
        )
        panel.written_on.connect(self.write_on)
        panel.compared.connect(self.compare_version)
        panel.approved.connect(self._make_effective)
        panel.discarded.connect(self._discard)
        panel.retiring.connect(self._retire)
        panel.coming_back.connect(self._bring_back)
        panel.closed.connect(self.beside.close_panel)
        self.beside.show_panel(panel)

    def _make_effective(self, version: "ProcedureVersionRow") -> None:
        """Put a draft in force; somebody who is alone gives a reason that stays visible."""
        now, reason = self.kit.records.now(), ""
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
            _("People work by it from now on, and are trained on it anew."),
            do=_("Make effective"),
            leave=_("Not yet"),
            danger=False,
        ):
            return
        kept = self.kit.records.change(
            lambda s: procedures.make_effective(s, version.id, self.by, now, reason)
        )
        if kept is not None:
            self.kit.messages.succeed(
                _("Version {number} of “{title}” is effective.").format(
                    number=version.number, title=kept.title
                )
            )

    def _discard(self, version: "ProcedureVersionRow") -> None:
        """Give up a draft, after a question."""
        now = self.kit.records.now()
        if confirm(
            self,
            _("Give up version {number}?").format(number=version.number),
            _("What it says is gone; the versions before it stay."),
            do=_("Give up"),
            leave=_("Keep"),
        ):
            self.kit.records.change(lambda s: procedures.discard_draft(s, version, self.by, now))

    def _retire(self) -> None:
        """Put the open procedure away, after a question."""
        seen, now = self._seen, self.kit.records.now()
        if seen is None or not confirm(
            self,
            _("Retire “{name}”?").format(name=seen.title),
            _("It is no longer in the list. Everything that was done by it stays."),
            do=_("Retire"),
            leave=_("Keep"),
            danger=False,
        ):
            return
        kept = self.kit.records.change(
            lambda s: procedures.retire_procedure(s, seen, self.by, now)
        )
        if kept is not None:
            self.beside.close_panel()
            self.kit.messages.succeed(_("“{name}” is retired.").format(name=seen.title))

    def _bring_back(self) -> None:
        """Let the open procedure be used again."""
        seen, now = self._seen, self.kit.records.now()
        if seen is not None:
            self.kit.records.change(
                lambda s: procedures.bring_back_procedure(s, seen, self.by, now)
            )

    def _dress(self) -> None:
        """Show the verbs of what is in front."""
        front = self.views.currentWidget()
        writing = self.editor.version is not None
        self.back.setVisible(front is not self.beside)
        self.write.setVisible(front is self.reading and writing)
        self.preview.setVisible(front is self.editor)
        self.save.setVisible(self._may and front is not self.beside and writing)
        self.new.setVisible(self._may and front is self.beside)
        version = self.editor.version if front is self.editor else None
        said = _("{title}, version {number}")
        self.title.setText(
            said.format(title=version.title, number=version.number) if version else self._name
        )

    def _find(self, procedure_id: int) -> "ProcedureRow | None":
        """Return a procedure by its number, retired or not."""
        rows = self.kit.records.read(lambda s: lists.procedure_rows(s, retired=True))
        return next((row for row in rows if row.id == procedure_id), None)
