"""The Manual page: from the list of checklists to a draft, or to two versions side by side."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from qc_desk.i18n import _
from qc_desk.services.checklist_differences import version_differences
from qc_desk.services.checklist_drafts import discard_draft
from qc_desk.services.checklist_lists import version_detail, version_rows
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import confirm
from qc_desk.ui.manual.compare import CompareView
from qc_desk.ui.manual.editor import Editor
from qc_desk.ui.manual.list_view import ListView
from qc_desk.ui.manual.tabs import Tabs
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


class ManualPage(Page):
    """All checklists; one draft that is written; two versions compared."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the views and their verbs."""
        super().__init__(kit, _("Checklists"))
        self.list, self.editor, self.compare = ListView(kit), Editor(kit), CompareView()
        self.views = QStackedWidget()
        for view in (self.list, self.editor, self.compare):
            self.views.addWidget(view)
        self.tabs = Tabs(kit, "manual")
        self.whole.insertWidget(0, self.tabs)  # where the other parts have them
        self.body.addWidget(self.views)
        self.back = button(_("All checklists"), self.show_list, "", "arrow-left")
        self.discard = button(_("Give up draft…"), self._discard, "", "trash-2")
        verbs = (*self.list.all_verbs, self.back, self.discard, *self.editor.verbs)
        for verb in verbs:
            self.verbs.addWidget(verb)
        for verb in (self.back, self.discard):
            verb.setAccessibleName(verb.text())
            verb.setToolTip(verb.text())
        self.list.editing.connect(self.show_editor)
        self.list.comparing.connect(self.show_compare)
        self.compare.chosen.connect(self._compare)
        self.editor.said.connect(self._say)
        made = QShortcut(QKeySequence("Escape"), self, self.show_list)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        kit.presence.changed.connect(self._change_person)
        self._dress(self.list)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front, at a checklist by its id, or at a draft by ("draft", its id)."""
        match facts:
            case ("draft", int(version_id)):
                self.show_editor(version_id)
            case (int(_checklist_id),):
                self.show_list()
                self.list.open(*facts)
            case _:
                if self.views.currentWidget() is self.list:
                    self.list.open()

    @override
    def reload(self) -> None:
        """Read again what is shown; what is being written stays as it is."""
        if self.views.currentWidget() is self.list:
            self.list.reload()
            self._dress(self.list)

    @override
    def may_leave(self) -> bool:
        """Keep what is typed before the page is left."""
        self.editor.keep()
        return True

    @override
    def let_go(self) -> None:
        """Keep what is typed before the window closes."""
        self.editor.keep()

    def show_list(self) -> None:
        """Show all checklists; what is typed in a draft is kept."""
        self.editor.keep()
        self._dress(self.list)
        self.list.reload()
        self.list.pane.table.setFocus()

    def show_editor(self, version_id: int) -> None:
        """Write on a draft."""
        self._dress(self.editor)
        self.editor.open_draft(version_id)

    def show_compare(self, before_id: int, after_id: int) -> None:
        """Lay two versions of a checklist side by side."""
        detail = self.kit.records.read(lambda s: version_detail(s, after_id))
        versions = self.kit.records.read(lambda s: version_rows(s, detail.checklist_id))
        self._dress(self.compare)
        self.heading.setText(_("What changed: {title}").format(title=detail.title))
        self.compare.offer(versions, before_id, after_id)
        self.back.setFocus()

    def _compare(self, before_id: int, after_id: int) -> None:
        found = self.kit.records.read(lambda s: version_differences(s, before_id, after_id))
        self.compare.show_differences(found)

    def _discard(self) -> None:
        """Give a draft up, after a question; nobody has checked by it."""
        seen, person = self.editor.seen, self.kit.presence.person
        if seen is None or person is None:
            return
        title = _("Give up version {number} of “{title}”?")
        if not confirm(
            self,
            title.format(number=seen.version.number, title=seen.title),
            _("The draft goes, with everything typed in it. Nobody has checked anything by it."),
            do=_("Give it up"),
            leave=_("Keep the draft"),
        ):
            return
        now = self.kit.records.now()

        def give_up(session: "Session") -> bool:
            discard_draft(session, seen, person.person_id, now)
            return True

        if self.kit.records.change(give_up):
            self.editor.forget()
            self.show_list()

    def _change_person(self) -> None:
        """Show nothing that one person writes to the next."""
        self.editor.keep()
        if self.views.currentWidget() is self.editor:
            self.editor.seen = None
            self._dress(self.list)

    def _say(self) -> None:
        """Put the draft at work into the headline."""
        if self.views.currentWidget() is self.editor:
            title, lead = self.editor.headline()
            self.heading.setText(title)
            self.say_lead(lead)
            for verb in (self.back, self.discard):
                verb.setText("" if self.editor.narrow else verb.accessibleName())
                verb.dress()

    def _dress(self, view: QWidget) -> None:
        """Bring a view to the front with its headline and its verbs."""
        self.views.setCurrentWidget(view)
        self.list.dress(shown=view is self.list)
        self.back.setVisible(view is not self.list)
        self.tabs.setVisible(view is self.list)  # an editor needs its room on a low screen
        self.back.setText(self.back.accessibleName())
        self.back.dress()
        for verb in (self.discard, *self.editor.verbs):
            verb.setVisible(view is self.editor)
        if view is self.list:
            self.heading.setText(_("Checklists"))
            self.say_lead(
                _(
                    "What is checked, how, and within which limits. "
                    "A published version never changes."
                )
            )
        elif view is self.compare:
            self.say_lead("")
