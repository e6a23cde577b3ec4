"""The search field over the window: results while typing, by keys, fingers and scanner."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qc_desk.i18n import _
from qc_desk.ui.buttons import Button
from qc_desk.ui.finder.commands import Command, commands, fitting
from qc_desk.ui.finder.rows import FoundList, Line
from qc_desk.ui.finder.targets import ICONS, go_straight, target_of
from qc_desk.ui.icons import pixmap
from qc_desk.ui.jobs import Cancelled, Job
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Place
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_S, colours_now

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.search import Found

    _Answer = tuple[list[Found], list[tuple[int, Command]]]

_WIDEST, _HIGHEST, _MARGIN = 720, 620, 24  # px
_SOME = 4  # commands that are shown beside what was found
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_PageUp: -6,
}
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Finder(QDialog):
    """One field for everything; what is chosen opens in the window behind it."""

    def __init__(
        self, window: QWidget, kit: Kit, places: Sequence[Place], go: Callable[..., None]
    ) -> None:
        """Stand over the window; ``go`` is given the place and facts of what is chosen."""
        super().__init__(window, Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(_("Search everything"))
        self.setAccessibleName(self.windowTitle())
        self.setObjectName("finder")
        self.setStyleSheet(f"#finder {{ border: 1px solid {colours_now().field_line}; }}")
        self._kit, self._go = kit, go
        person = kit.presence.person
        self._commands = commands(places, person.roles if person else frozenset())
        self._job: Job | None = None
        self._in_haste = False
        self._lay_out()
        self._place(window)
        kit.presence.changed.connect(self.reject)
        self._look()

    def take_scan(self, code: str) -> None:
        """Go straight to the record of a scanned code, or look for what holds it."""
        if go_straight(self._kit, code):
            self.accept()
            return
        self.field.setText(code)

    def _lay_out(self) -> None:
        """Put the field above the list, and the keys below."""
        self._make_field()
        self.close_button = Button("", "plain", "x")
        self.close_button.setAccessibleName(_("Close"))
        self.close_button.setToolTip(_("Close"))
        self.close_button.setAutoDefault(False)
        self.close_button.setFixedWidth(48)
        self.close_button.clicked.connect(self.reject)
        self.list = FoundList()
        self.list.itemClicked.connect(self._open_item)
        self.said = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.keys = QLabel(_("↑ ↓ choose   ·   Enter open   ·   Esc close"))
        for label in (self.said, self.keys):
            label.setProperty("quiet", "true")
            label.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        top.setSpacing(SPACE_S)
        top.addWidget(self.field, stretch=1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addLayout(top)
        column.addWidget(self.list, stretch=1)
        column.addWidget(self.said, stretch=1)
        column.addWidget(self.keys)

    def _make_field(self) -> None:
        """Make the field that keeps the keyboard."""
        self.field = QLineEdit()
        self.field.setMinimumHeight(48)
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(_("Number, name, words, or what you want to do"))
        self.field.setAccessibleName(self.windowTitle())
        self.field.addAction(
            QIcon(pixmap("search", colours_now().muted, 20)),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)

    def _place(self, window: QWidget) -> None:
        """Stand in the upper middle of the window."""
        width = min(_WIDEST, window.width() - 2 * _MARGIN)
        height = min(_HIGHEST, window.height() - 2 * _MARGIN)
        self.resize(width, height)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + _MARGIN)

    def _look(self) -> None:
        """Look for what is typed now; an older question is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._in_haste = False
        typed = self.field.text()
        if not typed.strip():
            self._show([_line(each) for each in self._commands])
            return

        known = self._commands

        def ask(session: "Session", job: Job) -> "_Answer":
            from qc_desk.services.search import search  # noqa: PLC0415 (on use)
            from qc_desk.services.search_hits import Superseded  # noqa: PLC0415 (on use)

            try:
                found = search(session, typed, wanted=lambda: not job.cancelled)
            except Superseded:
                raise Cancelled from None
            return found, fitting(known, typed)[:_SOME]

        job = self._job = self._kit.jobs.read(
            _("Searching"), ask, lambda answer: self._take(job, answer), quiet=True
        )

    def _take(self, job: Job, answer: "_Answer") -> None:
        """Show what was found, unless something else has been typed since."""
        if job is not self._job:
            return
        self._job = None
        found, doing = answer
        things = [
            Line(row.kind.label, ICONS[row.kind], row.headline, row.context, target_of(row))
            for row in found
        ]
        deeds = [_line(each) for _score, each in doing]
        first = doing and doing[0][0] >= max((row.score for row in found), default=0)
        self._show(deeds + things if first else things + deeds)
        if self._in_haste:
            self._open()

    def _show(self, lines: list[Line]) -> None:
        """Show lines, or say that there are none."""
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.said.setVisible(not lines)
        self.said.setText(
            _(
                "Nothing fits these words.\nLook for fewer of them, for part of a number, or for"
                " the name of the customer."
            )
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows choose and Enter open while the field has the keyboard."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _ENTERS:
            self._open()
        else:
            return False
        return True

    def _open_item(self, item: QListWidgetItem) -> None:
        """Open what was clicked."""
        if self.list.line_of(item) is not None:
            self.list.setCurrentItem(item)
            self._open()

    def _open(self) -> None:
        """Open what is chosen; before the answer is there, what will come first."""
        if self._job is not None:
            self._in_haste = True
            return
        line = self.list.chosen()
        if line is None:
            return
        self.accept()
        place, facts = line.target
        self._go(place, *facts)

    @override
    def done(self, result: int) -> None:
        """Ask nothing any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        super().done(result)


def _line(command: Command) -> Line:
    """Return a command as a row."""
    return Line(_("Commands"), command.icon, command.label, "", (command.place, command.facts))
