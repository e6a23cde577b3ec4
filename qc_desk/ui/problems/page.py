"""The Problems page: from the list to one problem, and on to its corrective action."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from qc_desk.i18n import _
from qc_desk.services.corrective_action_lists import CorrectiveActionDetail
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.ui.buttons import button
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.problems.action.view import ActionView
from qc_desk.ui.problems.detail_view import DetailView
from qc_desk.ui.problems.list_view import ListView


class ProblemsPage(Page):
    """All problems; one problem; one corrective action."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the three views and the verbs of the page."""
        super().__init__(kit, _("Problems"))
        self.list = ListView(kit)
        self.detail = DetailView(self)
        self.action = ActionView(self)
        self.views = QStackedWidget()
        for view in (self.list, self.detail, self.action):
            self.views.addWidget(view)
        self.body.addWidget(self.views)
        self.to_problem = button(_("The problem"), self._go_back, "", "arrow-left")
        self.back = button(_("All problems"), self.show_list, "", "arrow-left")
        for verb in (self.to_problem, self.back):
            self.verbs.addWidget(verb)
        self.list.opened.connect(self.show_problem)
        self.detail.shown.connect(self._tell)
        self.action.shown.connect(self._tell_action)
        made = QShortcut(QKeySequence("Escape"), self, self._go_back)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._dress(self.list)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a problem by its id, at ("action", id), at a group of the list."""
        match facts:
            case (int(problem_id),):
                self.show_problem(problem_id)
            case ("action", int(action_id)):
                self.show_action(action_id)
            case (str(group),):
                self.show_list()
                self.list.filters.show_only(group)
            case _:
                if self.views.currentWidget() is self.list:
                    self.list.table.setFocus()

    @override
    def reload(self) -> None:
        """Read again what is shown."""
        view = self.views.currentWidget()
        if isinstance(view, ListView | DetailView | ActionView):
            view.reload()

    @override
    def may_leave(self) -> bool:
        """Keep what is typed before the page is left."""
        self.action.keep()
        return True

    def show_list(self) -> None:
        """Show all problems, with the last one seen selected."""
        self.action.keep()
        self._dress(self.list)
        self.list.reload()
        if self.detail.detail is not None:
            self.list.table.go_to_id(self.detail.detail.seen.problem_id)
        self.list.table.setFocus()

    def show_problem(self, problem_id: int) -> None:
        """Show one problem."""
        self.action.keep()
        self._dress(self.detail)
        self.detail.show_problem(problem_id)

    def show_action(self, action_id: int) -> None:
        """Show one corrective action."""
        self._dress(self.action)
        self.action.show_action(action_id)

    def _go_back(self) -> None:
        """Go one step back; what is typed stays."""
        view = self.views.currentWidget()
        if view is self.action and self.action.detail is not None:
            self.show_problem(self.action.detail.problem_id)
        elif view is self.detail:
            self.show_list()

    def _tell(self, detail: ProblemDetail) -> None:
        """Put the problem into the headline."""
        if self.views.currentWidget() is self.detail:
            self.heading.setText(_("Problem {problem}").format(problem=detail.name))
            parts = (f"{detail.code} {detail.code_name}", detail.family, detail.item)
            self.say_lead(" · ".join(e for e in (*parts, detail.variant) if e))

    def _tell_action(self, detail: CorrectiveActionDetail) -> None:
        """Put the corrective action into the headline."""
        if self.views.currentWidget() is self.action:
            self.heading.setText(_("Corrective action {action}").format(action=detail.name))
            self.say_lead(f"{detail.title} · {detail.problem}")
            self.to_problem.setText(_("Problem {problem}").format(problem=detail.problem))

    def _dress(self, view: QWidget) -> None:
        """Bring a view to the front with its headline and its verbs."""
        if view is not self.views.currentWidget():
            self.kit.messages.move_on()
        self.views.setCurrentWidget(view)
        self.back.setVisible(view is not self.list)
        self.to_problem.setVisible(view is self.action)
        if view is self.list:
            self.heading.setText(_("Problems"))
            self.say_lead("")
