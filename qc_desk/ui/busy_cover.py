"""What lies over the window while it waits for something that must not be disturbed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.cover import Cover
from qc_desk.ui.jobs import Job
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.theme import SPACE_L, Type

_WIDTH = 320  # px


class BusyCover(Cover):
    """One sentence and a bar that moves."""

    def __init__(self, window: MainWindow, sentence: str) -> None:
        """Say what the window waits for."""
        super().__init__(window)
        self.said = words(sentence, Type.SECTION)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar(textVisible=False, minimum=0, maximum=0)
        self.bar.setFixedWidth(_WIDTH)
        self.cancel = Button(_("Cancel"), "", "x")
        self.cancel.hide()
        column = QVBoxLayout(self)
        column.setSpacing(SPACE_L)
        column.addStretch(1)
        column.addWidget(self.said)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    def follow(self, job: Job) -> None:
        """Show how far a job is, and let it be stopped."""
        job.progressed.connect(self._move)
        self.cancel.clicked.connect(job.cancel)
        self.cancel.show()

    def _move(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
