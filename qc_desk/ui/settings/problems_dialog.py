"""The mistakes of a file, all together, each with its place."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import Dialog

_WIDE, _HIGH = 680, 320  # px


class ProblemsDialog(Dialog):
    """Lists what must be mended in a file; it can be copied for whoever mends it."""

    def __init__(self, parent: QWidget, refusal: FileProblems) -> None:
        """List the problems of a file."""
        super().__init__(
            parent,
            _("“{file}” has mistakes").format(file=refusal.facts["file"]),
            _("Nothing was changed. Mend these, then choose the file again."),
        )
        self._problems = refusal.problems
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setMinimumSize(_WIDE, _HIGH)
        self.list.setAccessibleName(self.windowTitle())
        self.list.addItems(list(refusal.problems))
        self.copied = QLabel(_("Copied."))
        self.copied.hide()
        self.body.addWidget(self.list)
        self.body.addWidget(self.copied)
        copy = button(_("Copy the list"), self._copy, "", "copy")
        copy.setAutoDefault(False)
        self.verbs.addWidget(copy)
        self.add_verb(_("Close"), "primary").setDefault(True)

    def _copy(self) -> None:
        """Put the problems into the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(self._problems))
        self.copied.show()
