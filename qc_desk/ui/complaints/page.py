"""The Complaints page: from the list to one complaint and back, and to the intake."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from qc_desk.i18n import _
from qc_desk.services.complaint_details import ComplaintDetail
from qc_desk.services.complaint_lists import ComplaintGroup
from qc_desk.ui.buttons import button
from qc_desk.ui.complaints.detail_view import DetailView
from qc_desk.ui.complaints.intake_view import IntakeView
from qc_desk.ui.complaints.list_view import ListView
from qc_desk.ui.imports import import_complaints
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page


class ComplaintsPage(Page):
    """All complaints; one complaint; taking one down."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the three views and the verbs of the page."""
        super().__init__(kit, _("Complaints"))
        self.list = ListView(kit)
        self.detail = DetailView(self)
        self.intake = IntakeView(kit)
        self.views = QStackedWidget()
        for view in (self.list, self.detail, self.intake):
            self.views.addWidget(view)
        self.body.addWidget(self.views)
        self.back = button(_("All complaints"), self.show_list, "", "arrow-left")
        self.bring = button(
            _("Bring in…"), lambda: import_complaints(kit, self.window()), "", "download"
        )
        self.new = button(_("Take a complaint down"), self.show_new, "primary", "phone")
        for verb in (self.back, self.bring, self.new):
            self.verbs.addWidget(verb)
        self.list.opened.connect(self.show_complaint)
        self.list.entering.connect(self.show_new)
        self.detail.shown.connect(self._tell)
        self.intake.saved.connect(self.show_complaint)
        self.intake.left.connect(self.show_list)
        self.intake.looked_up.connect(self.show_complaint)
        for keys, act in (("Escape", self._go_back), ("Ctrl+N", self.show_new)):
            made = QShortcut(QKeySequence(keys), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._dress(self.list)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front: at a complaint by its id, at the intake for "new", at a group."""
        match facts:
            case (int(complaint_id),):
                self.show_complaint(complaint_id)
            case ("new",):
                self.show_new()
            case (ComplaintGroup() as group,):
                self.show_list()
                self.list.filters.show_only(group)
            case _:
                if self.views.currentWidget() is self.list:
                    self.list.table.setFocus()

    @override
    def reload(self) -> None:
        """Read again what is shown."""
        view = self.views.currentWidget()
        if view is self.list:
            self.list.reload()
        elif view is self.detail:
            self.detail.reload()
        else:
            self.intake.reload()

    def show_list(self) -> None:
        """Show all complaints, with the last one seen selected."""
        self._dress(self.list)
        self.list.reload()
        if self.detail.detail is not None:
            self.list.table.go_to_id(self.detail.detail.id)
        self.list.table.setFocus()

    def show_complaint(self, complaint_id: int) -> None:
        """Show one complaint."""
        self._dress(self.detail)
        self.detail.show_complaint(complaint_id)

    def show_new(self) -> None:
        """Show the intake, with what was typed into it before."""
        self._dress(self.intake)
        self.intake.begin()
        self.heading.setText(_("Take a complaint down"))

    def _go_back(self) -> None:
        """Go one step back; what is typed stays."""
        if self.views.currentWidget() is self.intake:
            self.intake.leave.click()
        elif self.views.currentWidget() is self.detail:
            self.show_list()

    def _tell(self, detail: ComplaintDetail) -> None:
        """Put the complaint into the headline."""
        if self.views.currentWidget() is self.detail:
            self.heading.setText(_("Complaint {complaint}").format(complaint=detail.name))
            self.say_lead(" · ".join(e for e in (detail.customer, detail.product) if e))

    @override
    def take_scan(self, code: str) -> bool:
        """Put a scanned batch into the intake; elsewhere codes are not for this page."""
        return self.views.currentWidget() is self.intake and self.intake.take_scan(code)

    def _dress(self, view: QWidget) -> None:
        """Bring a view to the front with its headline and its verbs."""
        if view is not self.views.currentWidget():
            self.kit.messages.move_on()
        self.views.setCurrentWidget(view)
        self.back.setVisible(view is not self.list)
        self.new.setVisible(view is not self.intake)
        self.bring.setVisible(view is self.list)
        if view is not self.detail:
            self.heading.setText(_("Complaints"))
            self.say_lead("")
