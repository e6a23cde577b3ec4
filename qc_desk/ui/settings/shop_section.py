"""One page for every kind of shop data: a list, and a form beside it."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut

from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import confirm
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.beside import Beside
from qc_desk.ui.settings.entry_panel import Draft, EntryPanel
from qc_desk.ui.settings.kinds import Kind
from qc_desk.ui.settings.list_pane import EmptyWords, ListPane
from qc_desk.ui.settings.panel import Panel
from qc_desk.ui.settings.section import Section, only_leads, only_owners


class ShopSection(Section):
    """Lists one kind of shop data; adds, corrects, retires and brings back."""

    def __init__(self, kit: Kit, kind: Kind[Any]) -> None:
        """Show a kind."""
        super().__init__(kit, _(kind.words.title), _(kind.words.lead))
        self.kind = kind
        self.pane = ListPane(
            kit,
            kind.columns,
            kind.deeds.rows,
            hint=_(kind.words.search),
            count=_(kind.words.title),
        )
        self.pane.opened.connect(self.show_row)
        self.beside = Beside(self.pane, self.lead)
        self.body.addWidget(self.beside)
        self.add = button(_(kind.words.add), self.show_new, "primary", "plus")
        self.verbs.addWidget(self.add)
        self._seen: Any = None
        self._may = False
        QShortcut(QKeySequence("Ctrl+N"), self, self.show_new)

    @override
    def reload(self) -> None:
        """Read the list, and the row that is open unless something is typed over it."""
        rights = self.rights()
        self._may = rights.may_own if self.kind.owners_only else rights.may_lead
        sentence = only_owners() if self.kind.owners_only else only_leads()
        self.notice.say("" if self._may else sentence)
        self.add.setVisible(self._may)
        headline, text = _(self.kind.words.empty), _(self.kind.words.empty_text)
        if self._may:
            act = _(self.kind.words.add)
            self.pane.say_empty(EmptyWords(headline, text, act, self.show_new))
        else:
            self.pane.say_empty(EmptyWords(headline, ""))
        self.pane.reload()
        self._refresh()

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a row by its id, at the form for "new"."""
        match facts:
            case (int(row_id),):
                row = self._find(row_id)
                if row is not None:
                    self.show_row(row)
            case ("new",):
                self.show_new()
            case _:
                self.pane.table.setFocus()

    def show_new(self) -> None:
        """Show the empty form, or what was typed into it before."""
        if self._may:
            self._seen = None
            self._show_form(None).begin()

    def show_row(self, row: Any) -> None:
        """Show a row in the form, or its facts to those who may not change it."""
        self._seen = row
        if self._may:
            self._show_form(row)
        else:
            self._show_facts(row)
        self.pane.table.go_to_id(row.id)

    def _show_form(self, row: Any) -> EntryPanel:
        """Put the form into the panel."""
        kind = self.kind
        fields = self.kit.records.read(lambda session: kind.fields(session, row))
        key = f"settings/{kind.name}/{row.id if row is not None else 'new'}"
        panel = EntryPanel(
            kind.shown(row) if row is not None else _(kind.words.add),
            fields,
            row,
            Draft(self.kit.drafts, key),
            retired=row is not None and row.retired,
        )
        panel.saved.connect(lambda: self._save(panel))
        panel.closed.connect(self.beside.close_panel)
        if row is not None and row.retired:
            panel.add_deed(_("Bring back"), self._bring_back, "rotate-ccw")
        elif row is not None:
            panel.add_deed(_("Retire…"), self._retire, "archive")
        self.beside.show_panel(panel)
        return panel

    def _show_facts(self, row: Any) -> None:
        """Put what is known of a row into the panel, for reading."""
        panel = Panel(self.kind.shown(row), retired=row.retired)
        for column in self.kind.columns:
            panel.add_fact(_(column.title), column.text(row))
        panel.closed.connect(self.beside.close_panel)
        panel.verbs.addStretch(1)
        self.beside.show_panel(panel)

    def _save(self, panel: EntryPanel) -> None:
        """Keep what is entered, as a new row or over the one that was seen."""
        seen, values, now = self._seen, panel.values(), self.kit.records.now()
        deeds = self.kind.deeds

        def keep(session: Any) -> Any:
            if seen is None:
                return deeds.add(session, values, self.by, now)
            return deeds.change(session, seen, values, self.by, now)

        panel.setEnabled(False)
        kept = self.kit.records.change(keep)
        panel.setEnabled(True)
        if kept is None:
            self._look_again(panel)
            return
        panel.set_clean()
        self._after_save(kept, new=seen is None)

    def _after_save(self, kept: Any, *, new: bool) -> None:  # noqa: ARG002 (people go on)
        """Go back to the list, at what was saved."""
        self._go_back_to(kept.id)
        self.kit.messages.succeed(_("Saved: {name}.").format(name=self.kind.shown(kept)))

    def _look_again(self, panel: EntryPanel) -> None:
        """Show the row as it is now below what is typed, when somebody else has changed it."""
        if self._seen is None:
            return
        fresh = self._find(self._seen.id)
        if fresh is not None and fresh != self._seen:
            panel.form.keep_draft()
            self._seen = fresh
            again = self._show_form(fresh)
            again.warn(
                _(
                    "This was changed at another place. Your changes are on top of it: look at"
                    " every field, then save."
                )
            )

    def _retire(self) -> None:
        """Put the open row away, after a question."""
        name = self.kind.shown(self._seen)
        if not confirm(
            self,
            _("Retire “{name}”?").format(name=name),
            _(self.kind.words.retire_text),
            do=_("Retire"),
            leave=_("Keep"),
            danger=False,
        ):
            return
        seen, now = self._seen, self.kit.records.now()
        kept = self.kit.records.change(lambda s: self.kind.deeds.retire(s, seen, self.by, now))
        if kept is not None:
            self._go_back_to(None)
            self.kit.messages.succeed(
                _("“{name}” is retired.").format(name=name), _("It can be brought back any time.")
            )

    def _bring_back(self) -> None:
        """Let the open row be chosen again."""
        seen, now = self._seen, self.kit.records.now()
        kept = self.kit.records.change(lambda s: self.kind.deeds.bring_back(s, seen, self.by, now))
        if kept is not None:
            self._go_back_to(kept.id)
            name = self.kind.shown(kept)
            self.kit.messages.succeed(_("“{name}” can be chosen again.").format(name=name))

    def _go_back_to(self, row_id: int | None) -> None:
        """Close the form and go back to the list, at a row."""
        self._seen = None
        self.beside.close_panel()
        if row_id is not None:
            self.pane.table.go_to_id(row_id)

    def _refresh(self) -> None:
        """Show the open row as it is now; what is typed over it stays."""
        panel = self.beside.panel
        if panel is None or self._seen is None:
            return
        typing = isinstance(panel, EntryPanel) and (panel.form.dirty or not panel.isEnabled())
        if typing and isinstance(panel, EntryPanel) and self._may:
            return
        fresh = self._find(self._seen.id)
        if fresh is None:
            self._go_back_to(None)
        elif fresh != self._seen or isinstance(panel, EntryPanel) != self._may:
            self.show_row(fresh)

    def _find(self, row_id: int) -> Any:
        """Return a row by its number, retired or not; None when it is not there."""
        rows = self.kit.records.read(lambda session: self.kind.deeds.rows(session, "", True))  # noqa: FBT003 (retired too)
        return next((row for row in rows if row.id == row_id), None)
