"""Bugs: logged, and shown once with a report that can be copied; refusals never come here."""

import logging
import platform
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import format_exception
from types import TracebackType

from PySide6.QtCore import QObject, QThread, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from qc_desk import __version__
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import Dialog

_LOG = logging.getLogger("qc_desk")
_LOG_BYTES, _LOG_FILES = 1_000_000, 5


def log_to(folder: Path) -> Path:
    """Write what happens to a rotating file in a folder; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "qc-desk.log"
    lines = RotatingFileHandler(
        file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True
    )
    lines.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _LOG.addHandler(lines)
    _LOG.setLevel(logging.INFO)
    return file


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return the text that helps to mend a bug: versions, system, and where it happened."""
    facts = (
        f"QC Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}, {QGuiApplication.platformName()}",
        "",
        *format_exception(kind, error, trace),
    )
    return "\n".join(line.rstrip("\n") for line in facts)


class CrashDialog(Dialog):
    """Says that something in the program broke, what that means for the work, and what to do."""

    def __init__(self, parent: QWidget | None, report: str) -> None:
        """Show a report that can be copied."""
        super().__init__(
            parent,
            _("Something in QC Desk broke"),
            _(
                "Everything saved before is kept; the last step may not be. Copy the report"
                " and send it to whoever looks after this program, then carry on or restart."
            ),
        )
        self.report = QPlainTextEdit(report, readOnly=True)
        self.report.setMinimumSize(640, 240)
        self.body.addWidget(self.report)
        self.copy = button(_("&Copy report"), self._copy, "", "copy")
        self.copy.setAutoDefault(False)
        self.verbs.addWidget(self.copy)
        self.add_verb(_("Carry &on"), "primary").setDefault(True)

    def _copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(_("Copied"))


class CrashCatcher(QObject):
    """Takes the place of ``sys.excepthook`` while the window is open."""

    _caught = Signal(str)

    def __init__(self, refuse: Callable[[QcError], None], window: QWidget | None = None) -> None:
        """Give refusals to ``refuse``; show bugs over the window."""
        super().__init__()
        self._refuse = refuse
        self._window = window
        self._showing = False
        self._before = sys.excepthook
        self._caught.connect(self.show_report)

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self.catch

    def remove(self) -> None:
        """Stop catching."""
        sys.excepthook = self._before

    def catch(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take one exception that nobody handled, from any thread."""
        if isinstance(error, QcError) and QThread.currentThread() == self.thread():
            self._refuse(error)
            return
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _LOG.critical("unexpected error", exc_info=(kind, error, trace))
        self._caught.emit(report_of(kind, error, trace))

    def show_report(self, report: str) -> None:
        """Show the dialog, once at a time: a bug in a timer must not bury the window."""
        if self._showing:
            return
        self._showing = True
        try:
            CrashDialog(self._window, report).exec()
        finally:
            self._showing = False
