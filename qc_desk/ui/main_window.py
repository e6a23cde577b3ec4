"""The main window: navigation, messages, the page, what runs, who is here."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _, ngettext
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.icons import pixmap
from qc_desk.ui.job_strip import JobStrip
from qc_desk.ui.jobs import Jobs
from qc_desk.ui.messages import MessageBar, Messages
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page, Place
from qc_desk.ui.presence import Presence
from qc_desk.ui.rail import Rail
from qc_desk.ui.records import Records
from qc_desk.ui.seal import Seal
from qc_desk.ui.status_bar import StatusBar
from qc_desk.ui.theme import Theme

if TYPE_CHECKING:
    from qc_desk.ui.finder import Finder

_NARROW_BELOW = 1040  # px: a 1280 px screen at 150 % has 853


class MainWindow(QMainWindow):
    """The window; it is painted before the record is opened."""

    painted = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        places: Sequence[Place],
        theme: Theme,
        drafts: Drafts | None = None,
        memory: QSettings | None = None,
    ) -> None:
        """Show these places; remember the geometry in ``memory`` if there is one."""
        super().__init__()
        self.records = Records()
        self.jobs = Jobs(self.records)
        self.messages = Messages()
        self.presence = Presence()
        self.kit = Kit(
            self.records,
            self.jobs,
            self.messages,
            drafts or Drafts(),
            self.presence,
            theme,
            self.go_to,
            Seal(self.records, self.jobs, self.presence),
        )
        self._places = {place.name: place for place in places}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._last_person = 0
        self.finder: Finder | None = None
        self._memory = memory
        self._was_painted = False
        self.before_close: Callable[[], bool] = lambda: True
        self._lay_out()
        self._add_shortcuts()
        self._connect()
        self._remember_geometry()
        self.setWindowTitle("QC Desk")
        self.setWindowIcon(QIcon(pixmap("shield-check", "#0a5a8c", 32)))

    @property
    def page(self) -> Page | None:
        """The page that is shown now."""
        return self._pages.get(self._current)

    @property
    def place(self) -> str:
        """The name of the place that is shown now."""
        return self._current

    def go_to(self, name: str, *facts: object) -> None:
        """Show a place, built now if it was never shown, at what the facts name."""
        current = self.page
        if current is not None and name != self._current and not current.may_leave():
            self._mark(self._current)
            return
        if name != self._current:
            self.messages.move_on()
        self._current = name
        self._mark(name)
        page = self._built(name)
        self.stack.setCurrentWidget(page)
        if self.records.ready:
            page.reload()
        page.open(*facts)

    def begin_at(self, name: str) -> None:
        """Show a place to a person who has just arrived, without asking the page before it."""
        self._current = ""
        self.go_to(name)

    def search_everything(self) -> None:
        """Open the field that searches everything, once somebody is signed in."""
        if self.finder is not None or self.presence.person is None or not self.records.ready:
            return
        from qc_desk.ui.finder import Finder  # noqa: PLC0415 (not at start)

        self.finder = Finder(self, self.kit, list(self._places.values()), self._go_found)
        self.finder.finished.connect(self._forget_finder)
        self.finder.open()

    def _go_found(self, name: str, *facts: object) -> None:
        """Open what was chosen in the search field, or lock."""
        if name in self._places:
            self.go_to(name, *facts)
        else:
            self.lock_asked.emit()

    def _forget_finder(self) -> None:
        """Be ready for the next search."""
        self.finder = None

    def set_waiting(self, name: str, count: int) -> None:
        """Show in the rail how many things wait at a place."""
        self.rail.buttons[name].set_waiting(count)

    def retranslate(self) -> None:
        """Speak the current language everywhere; pages are built anew, drafts are kept."""
        self.rail.retranslate()
        self.status.retranslate()
        current = self._current
        self.forget_pages()
        if current:
            self.go_to(current)

    def forget_pages(self) -> None:
        """Build every page anew when it is opened the next time; drafts are kept."""
        for page in self._pages.values():
            _keep_drafts(page)
            page.let_go()
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._current = ""

    def cover(self, *, covered: bool) -> None:
        """Take no keys and no clicks while the lock screen covers the window."""
        if covered and self.finder is not None:
            self.finder.reject()
        self._whole.setEnabled(not covered)

    def _lay_out(self) -> None:
        """Put rail, messages, pages, jobs and status into their places."""
        self.rail = Rail([place for place in self._places.values() if not place.under])
        self.stack = QStackedWidget()
        self.stack.addWidget(_opening())
        self.bar = MessageBar(self.messages)
        self.strip = JobStrip(self.jobs)
        self.status = StatusBar(self.presence)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self.stack, stretch=1)
        right.addWidget(self.strip)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, stretch=1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, stretch=1)
        column.addWidget(self.status)
        self._whole = whole
        self.setCentralWidget(whole)

    def _add_shortcuts(self) -> None:
        """Let Ctrl+1 to Ctrl+9 open the places, Ctrl+L lock; not while the window is locked."""
        whole = self._whole
        for number, name in enumerate(list(self.rail.buttons)[:9], start=1):
            QShortcut(
                QKeySequence(f"Ctrl+{number}"),
                whole,
                lambda name=name: self.go_to(name),
            )
        QShortcut(QKeySequence("Ctrl+K"), whole, self.search_everything)
        QShortcut(QKeySequence("Ctrl+L"), whole, self.lock_asked.emit)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), whole, self._reload_page)

    def _connect(self) -> None:
        """Let the parts hear each other."""
        self.rail.chosen.connect(self.go_to)
        self.rail.search.clicked.connect(self.search_everything)
        self.records.changed.connect(self._reload_page)
        self.records.refused.connect(self.messages.refuse)
        self.jobs.refused.connect(self.messages.refuse)
        self.presence.changed.connect(self._greet)
        self.status.switching.connect(self.lock_asked)
        self.kit.scanner.scanned.connect(self._take_scan)

    def _greet(self) -> None:
        """Let the refusals of one person go when another one comes."""
        person = self.presence.person
        if person is not None and person.person_id != self._last_person:
            self._last_person = person.person_id
            self.messages.move_on()

    def _take_scan(self, code: str) -> None:
        """Give a scanned code to the search field or to the page; else open what it names."""
        if self.finder is not None:
            self.finder.take_scan(code)
            return
        if self.page is None or not self.records.ready or self.page.take_scan(code):
            return
        self.go_to("batches")
        if self._current == "batches" and self.page is not None:
            self.page.take_scan(code)

    def _mark(self, name: str) -> None:
        """Mark in the rail where a place stands."""
        self.rail.select(self._places[name].under or name)

    def _built(self, name: str) -> Page:
        """Return a page, built when it is asked for the first time."""
        if name not in self._pages:
            page = self._places[name].build(self.kit)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def _reload_page(self) -> None:
        """Read the shown page again after a change."""
        if self.page is not None and self.records.ready and self.presence.person is not None:
            self.page.reload()

    def _remember_geometry(self) -> None:
        """Open where the window was closed."""
        self.setMinimumSize(QSize(800, 500))
        self.resize(1280, 800)
        geometry = self._memory.value("window/geometry") if self._memory else None
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _may_close(self) -> bool:
        """Ask before typed text or running work would be lost."""
        if self.page is not None and not self.page.may_leave():
            return False
        running = self.jobs.running
        if not running:
            return True
        from qc_desk.ui.dialogs import confirm  # noqa: PLC0415 (rarely needed)

        others = len(running) - 1
        unfinished = _("“{title}” is not finished.").format(title=running[0].title)
        more = ngettext("{count} more is running.", "{count} more are running.", others)
        undone = _("Closing stops the work; what it has not finished is undone.")
        said = (unfinished, more.format(count=others) if others else "", undone)
        return confirm(
            self,
            _("Work is still running"),
            " ".join(sentence for sentence in said if sentence),
            do=_("Stop and close"),
            leave=_("Keep working"),
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when nothing is lost by it; remember where the window was."""
        if not self._may_close() or not self.before_close():
            event.ignore()
            return
        if self._memory is not None:
            self._memory.setValue("window/geometry", self.saveGeometry())
        self.kit.scanner.stop()
        self.jobs.close()
        for page in self._pages.values():
            page.let_go()
        super().closeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the rail narrow where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self.rail.set_narrow(narrow=narrow)
        self.status.set_narrow(narrow=narrow)

    @override
    def event(self, event: QEvent) -> bool:
        """Say when the window has been painted for the first time."""
        answer = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._was_painted:
            self._was_painted = True
            self.painted.emit()
        return answer


def _keep_drafts(page: Page) -> None:
    """Keep what is typed into the forms of a page that is built anew."""
    from qc_desk.ui.forms import Form  # noqa: PLC0415 (the window starts without forms)

    for form in page.findChildren(Form):
        form.keep_draft()


def _opening() -> QLabel:
    """Return what stands in place of a page until the record is open."""
    said = QLabel(_("Opening the record…"), alignment=Qt.AlignmentFlag.AlignCenter)
    said.setProperty("quiet", "true")
    return said
