"""The progress strip: what runs beside the window, how far it is, and a way to stop it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from qc_desk.i18n import _, ngettext
from qc_desk.ui.buttons import Button
from qc_desk.ui.jobs import Job, Jobs
from qc_desk.ui.theme import SPACE_L, SPACE_XS, WARDROBE, colours_now


class JobStrip(QFrame):
    """The oldest running job; gone when nothing runs."""

    def __init__(self, jobs: Jobs) -> None:
        """Watch these jobs."""
        super().__init__()
        self.setObjectName("job_strip")
        self._jobs = jobs
        self._job: Job | None = None
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.more = QLabel()
        self.cancel = Button(_("Cancel"), "", "x")
        self.cancel.clicked.connect(self._cancel_shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_L, SPACE_XS, SPACE_L, SPACE_XS)
        row.setSpacing(SPACE_L)
        row.addWidget(self.title)
        row.addWidget(self.bar, stretch=1)
        row.addWidget(self.more)
        row.addWidget(self.cancel)
        jobs.started.connect(self._look)
        jobs.ended.connect(self._look)
        WARDROBE.changed.connect(self.dress)
        self.dress()
        self.hide()

    def _look(self, _job: object = None) -> None:
        """Show the oldest running job, or nothing."""
        running = self._jobs.running
        self.setVisible(bool(running))
        if not running:
            self._job = None
            return
        if running[0] is not self._job:
            self._job = running[0]
            self.bar.setRange(0, 0)
            self.title.setText(self._job.title)
            self.cancel.setText(_("Cancel"))
            self.cancel.setEnabled(True)
            self._job.progressed.connect(self._show_progress)
        others = len(running) - 1
        said = ngettext("and {count} more", "and {count} more", others).format(count=others)
        self.more.setText(said if others else "")

    def _show_progress(self, done: int, total: int) -> None:
        """Move the bar."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _cancel_shown(self) -> None:
        """Ask the shown job to stop."""
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.cancel.setText(_("Stopping…"))

    def dress(self) -> None:
        """Take the colours in force."""
        colours = colours_now()
        self.setStyleSheet(
            f"#job_strip {{ background: {colours.raised}; border: none;"
            f" border-top: 1px solid {colours.line}; }}"
        )
