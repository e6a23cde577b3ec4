"""Reading one report: its pages, zoom, search, and what can be done with it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from qc_desk.i18n import _, pgettext
from qc_desk.reports.preview import Found, Preview
from qc_desk.services.report_lists import ReportRow
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.flow import Flow
from qc_desk.ui.jobs import Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.reports.deliveries import Deliveries
from qc_desk.ui.reports.sheets import Sheets
from qc_desk.ui.theme import SPACE_M, SPACE_S, TARGET

_SEARCH_AFTER_MS = 250
_NARROW_BELOW, _TIGHT_BELOW, _LOW_BELOW = 1080, 860, 460  # px


class Reader(QWidget):
    """The pages of a report with their tools."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        """Lay out the tools above the pages."""
        super().__init__()
        self._search_job: Job | None = None
        self.row: ReportRow | None = None
        self.pdf = b""
        self.sheets = Sheets(kit.jobs)
        self.sheets.zoomed.connect(self._say_zoom)
        self.sheets.turned.connect(self._say_page)
        self.back = Button(_("All reports"), "", "arrow-left")
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self._make_deeds()
        self.deliveries = Deliveries(kit)
        self.why_not = words("", quiet=True)
        self._wait = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addLayout(self._deeds())
        column.addWidget(self.why_not)
        column.addWidget(self.deliveries)
        column.addWidget(self.sheets, stretch=1)
        column.addLayout(self._tools())
        self._add_keys()

    def _make_deeds(self) -> None:
        """Make the buttons of what can be done with the report."""
        self.send = Button(_("Send…"), "primary", "send")
        self.print = Button(_("Print…"), "", "printer")
        self.save = Button(_("Save as file…"), "", "download")
        self.verify = Button(_("Verify"), "", "shield-check")
        self.again = Button(_("Issue again…"), "", "copy")
        self.changes = Button(_("What changed…"), "", "history")
        self.withdraw = Button(pgettext("report", "Withdraw…"), "", "x")
        self.evidence = Button(_("Evidence…"), "", "archive")
        self.rare = (self.again, self.changes, self.withdraw, self.evidence)
        self.more = Button(_("More"))
        self.more.hide()

    def _deeds(self) -> Flow:
        """Return what can be done with the report."""
        deeds = Flow()
        for each in (
            self.send,
            self.print,
            self.save,
            self.verify,
            self.again,
            self.changes,
            self.withdraw,
            self.evidence,
            self.more,
        ):
            deeds.addWidget(each)
        return deeds

    def _gather(self, *, low: bool) -> None:
        """Keep what is seldom done in a menu where the report itself would have no room."""
        if low is self.more.isHidden():
            self.more.setVisible(low)
            for each in self.rare:
                each.setVisible(not low)
        if low and self.more.menu() is None:
            menu = QMenu(self.more)
            for each in self.rare:
                menu.addAction(each.icon(), each.text(), each.click)
            menu.aboutToShow.connect(self._allow_in_menu)
            self.more.setMenu(menu)

    def _allow_in_menu(self) -> None:
        """Let the menu offer what its buttons would."""
        for act, each in zip(self.more.menu().actions(), self.rare, strict=True):
            act.setEnabled(each.isEnabled())

    def _tools(self) -> QHBoxLayout:
        """Return the tools of the view: zoom and search."""
        self.smaller = _tool("zoom-out", _("Smaller (Ctrl+−)"))
        self.larger = _tool("zoom-in", _("Larger (Ctrl++)"))
        self.whole = Button(_("Whole page"), "chip", "maximize")
        self.wide = Button(_("Page width"), "chip", "arrow-left-right")
        self.zoom = QLabel()
        self.page = QLabel()
        self.smaller.clicked.connect(lambda _on=False: self.sheets.zoom_out())
        self.larger.clicked.connect(lambda _on=False: self.sheets.zoom_in())
        self.whole.clicked.connect(lambda _on=False: self.sheets.fit_to("page"))
        self.wide.clicked.connect(lambda _on=False: self.sheets.fit_to("width"))
        for chip in (self.whole, self.wide, self.save):
            chip.setAccessibleName(chip.text())
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        for label, width in ((self.page, 96), (self.zoom, 56)):
            label.setMinimumWidth(width)
            label.setFixedHeight(TARGET)
        for each in (self.page, self.smaller, self.zoom, self.larger, self.wide, self.whole):
            tools.addWidget(each)
        tools.addStretch(1)
        tools.addWidget(self._finder(), stretch=100)
        return tools

    def _finder(self) -> QWidget:
        """Return the search field with its arrows."""
        self.field = QLineEdit(maxLength=200)
        self.field.setPlaceholderText(_("Find in this report"))
        self.field.setAccessibleName(_("Find in this report"))
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(320)
        self.field.textChanged.connect(self._wait.start)
        self.field.returnPressed.connect(self._next_or_search)
        self.before = _tool("chevron-up", _("Previous place (Shift+F3)"))
        self.after = _tool("chevron-down", _("Next place (F3)"))
        self.before.clicked.connect(lambda _on=False: self.step(-1))
        self.after.clicked.connect(lambda _on=False: self.step(1))
        self.found = QLabel()
        self.found.setMinimumWidth(96)
        finder = QWidget()
        row = QHBoxLayout(finder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for each in (self.field, self.before, self.after, self.found):
            row.addWidget(each)
        return finder

    def _fit(self) -> None:
        """Keep the tools on one line: where it is narrow, pictures speak alone."""
        narrow = self.width() < _NARROW_BELOW
        tight = self.width() < _TIGHT_BELOW
        self._gather(low=tight and self.height() < _LOW_BELOW)
        self.zoom.setVisible(not tight)
        self.field.setMinimumWidth(120 if tight else 200)
        self.found.setMinimumWidth(56 if tight else 96)
        for chip, alone in ((self.whole, narrow), (self.wide, narrow), (self.save, tight)):
            chip.setText("" if alone else chip.accessibleName())
            chip.setToolTip(chip.accessibleName())
            chip.dress()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the tools into the new room."""
        super().resizeEvent(event)
        self._fit()

    def _add_keys(self) -> None:
        """Let the usual keys work wherever the focus is on this page."""
        standard = QKeySequence.StandardKey
        for keys, act in (
            (QKeySequence(standard.Find), self._focus_field),
            (QKeySequence(standard.Print), self.print.click),
            (QKeySequence(standard.Save), self.save.click),
            (QKeySequence("F3"), lambda: self.step(1)),
            (QKeySequence("Shift+F3"), lambda: self.step(-1)),
            (QKeySequence("Ctrl++"), self.sheets.zoom_in),
            (QKeySequence("Ctrl+="), self.sheets.zoom_in),
            (QKeySequence("Ctrl+-"), self.sheets.zoom_out),
            (QKeySequence("Ctrl+0"), lambda: self.sheets.set_zoom(1.0)),
            (QKeySequence("Alt+Left"), self.left.emit),
        ):
            QShortcut(keys, self, act)

    def announce(self, row: ReportRow) -> None:
        """Show which report is being opened; its deeds wait for its pages."""
        self.close_report()
        self.say_row(row)
        self._allow_deeds(allowed=False)
        self.sheets.say_opening()

    def _allow_deeds(self, *, allowed: bool) -> None:
        """Let the file be printed, saved and verified, once it is there."""
        for each in (self.print, self.save, self.verify, self.changes, self.evidence):
            each.setEnabled(allowed)
        self.send.setEnabled(allowed and self.row is not None and _holds(self.row))
        self.again.setEnabled(allowed and self.row is not None and not self.row.replaced_by)
        self.withdraw.setEnabled(allowed and self.row is not None and _holds(self.row))

    def show_report(self, row: ReportRow, pdf: bytes, preview: Preview) -> None:
        """Show a report from its first page; words that were searched are searched again."""
        self.row, self.pdf = row, pdf
        self.sheets.show_pages(preview)
        self.say_row(row)
        self._allow_deeds(allowed=True)
        self.search()
        self.sheets.setFocus()

    def say_row(self, row: ReportRow) -> None:
        """Say whether the report is still in force and can be issued again."""
        self.row = row
        self.again.setEnabled(not row.replaced_by)
        said = _why_not(row)
        self.why_not.setText(said)
        self.why_not.setVisible(bool(said))
        self.withdraw.setEnabled(_holds(row) and self.sheets.preview is not None)
        self.send.setEnabled(_holds(row) and self.sheets.preview is not None)
        self.deliveries.show_report(row.id)

    def close_report(self) -> None:
        """Let the pages go."""
        self.sheets.show_pages(None)
        self.row, self.pdf = None, b""

    def search(self) -> None:
        """Look for what is typed, beside the window's thread."""
        self._wait.stop()
        if self._search_job is not None:
            self._search_job.cancel()
        preview, wanted = self.sheets.preview, self.field.text().strip()
        if preview is None or not wanted:
            self._show_found([])
            return
        self._search_job = self.sheets.ask_pages(
            _("Searching"),
            preview,
            lambda: preview.search(wanted),
            lambda found: self._take_found(wanted, found),
        )

    def _take_found(self, wanted: str, found: list[Found]) -> None:
        """Show what was found, unless other words are looked for by now."""
        self._search_job = None
        if wanted == self.field.text().strip():
            self._show_found(found)

    def _show_found(self, found: list[Found]) -> None:
        """Mark what was found and go to the first place."""
        self.sheets.show_hits(found)
        self.sheets.go_to_hit(0)
        self._say_found()

    def step(self, by: int) -> None:
        """Go to the next or the previous place."""
        if self.sheets.hits:
            self.sheets.go_to_hit(self.sheets.hit + by)
        self._say_found()

    def _next_or_search(self) -> None:
        """Search at once, or go on to the next place when that is done."""
        if self._wait.isActive():
            self.search()
        else:
            self.step(1)

    def _focus_field(self) -> None:
        """Let words be typed."""
        self.field.setFocus()
        self.field.selectAll()

    def _say_found(self) -> None:
        """Say which of how many places is shown."""
        hits = self.sheets.hits
        for arrow in (self.before, self.after):
            arrow.setEnabled(bool(hits))
        if not self.field.text().strip():
            self.found.setText("")
        elif hits:
            said = _("{number} of {count}")
            self.found.setText(said.format(number=self.sheets.hit + 1, count=len(hits)))
        else:
            self.found.setText(_("Not found"))

    def _say_zoom(self, zoom: float) -> None:
        """Say how large pages are shown."""
        self.zoom.setText(_("{percent} %").format(percent=round(zoom * 100)))

    def _say_page(self, page: int) -> None:
        """Say which page is shown."""
        count = self.sheets.preview.page_count if self.sheets.preview else 0
        said = _("Page {page} of {count}")
        self.page.setText(said.format(page=page + 1, count=count) if count else "")


def _why_not(row: ReportRow) -> str:
    """Return why a report no longer holds; empty while it does."""
    if row.withdrawn_at is not None:
        said = _("Withdrawn by {name}: {reason}")
        return said.format(name=row.withdrawn_by, reason=row.withdrawn_why)
    if not row.replaced_by:
        return ""
    said = _("{number} has replaced this report; only the newest can be issued again.")
    return said.format(number=row.replaced_by)


def _holds(row: ReportRow) -> bool:
    """Whether a report is in force; no other is sent."""
    return not row.replaced_by and row.withdrawn_at is None


def _tool(picture: str, says: str) -> Button:
    """Return a square button with an icon alone; what it does is said on hovering and aloud."""
    made = Button("", "", picture)
    made.setFixedWidth(48)
    made.setToolTip(says)
    made.setAccessibleName(says)
    return made
