"""The first start over the whole window: found a shop or open the sample; then what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QScroller,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, speak
from qc_desk.settings import Settings
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.cover import Cover
from qc_desk.ui.files import choose_folder
from qc_desk.ui.first_start.form import FoundingForm
from qc_desk.ui.first_start.next_steps import NextSteps
from qc_desk.ui.first_start.sample_card import SampleCard
from qc_desk.ui.jobs import Job
from qc_desk.ui.main_window import MainWindow
from qc_desk.ui.messages import MessageBar, Messages
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_L, SPACE_M, SPACE_XL, Type

_WIDEST = 1080  # px
_ONE_COLUMN_BELOW = 900  # px
_DRAFT = "first_start"


class FirstStart(Cover):
    """Asks whose record this is; nothing typed is lost, whatever happens."""

    founded = Signal()
    sample_made = Signal()
    finished = Signal(int, str, object)
    elsewhere = Signal(object)

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        """Ask in the language spoken now."""
        super().__init__(window)
        self._kit, self._settings = window.kit, settings
        self.messages = Messages()
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(MessageBar(self.messages))
        outer.addWidget(self._stack, stretch=1)
        self._build()

    def _build(self) -> None:
        """Lay out the form beside the way into the sample shop."""
        from qc_desk.services.sites import time_zones  # noqa: PLC0415 (the record is open)

        self.form = FoundingForm(time_zones())
        self.form.keep_in(self._kit.drafts, _DRAFT)
        self.form.spoken.connect(self._speak, Qt.ConnectionType.QueuedConnection)
        self.found = button(_("&Begin"), self.begin, "primary", "check")
        self.form.column.addWidget(self.found, 0, Qt.AlignmentFlag.AlignLeft)
        self.form.passwords.entered.connect(self.begin)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE_XL)
        self._columns.addWidget(self.form, stretch=3)
        self._columns.addLayout(self._aside(), stretch=2)
        inside = QVBoxLayout()
        inside.setSpacing(SPACE_L)
        inside.addWidget(words(_("Welcome to QC Desk"), Type.TITLE))
        inside.addWidget(
            words(
                _(
                    "No batch leaves before two people have checked it. First: whose record is"
                    " this?"
                ),
                quiet=True,
            )
        )
        inside.addLayout(self._columns)
        inside.addStretch(1)
        self._show(inside)
        self.form.organisation.editor.setFocus()

    def _aside(self) -> QVBoxLayout:
        """Lay out the sample shop and where the record is kept."""
        self.sample = SampleCard(self._kit)
        self.sample.began.connect(lambda: self.form.setEnabled(False))
        self.sample.made.connect(self._end_with_sample)
        self.sample.failed.connect(self._refuse)
        aside = QVBoxLayout()
        aside.setSpacing(SPACE_L)
        aside.addWidget(self.sample)
        if not self._settings.database:
            place = Card(_("Where the record is kept"))
            place.body.addWidget(words(str(self._settings.data)))
            place.body.addWidget(
                words(
                    _("One folder on this computer holds everything; back it up with care."),
                    quiet=True,
                )
            )
            self.move_away = button(
                _("Choose another &folder…"), self._choose, picture="folder-open"
            )
            place.body.addWidget(self.move_away)
            self.sample.began.connect(lambda: self.move_away.setEnabled(False))
            aside.addWidget(place)
        aside.addStretch(1)
        return aside

    def begin(self) -> None:
        """Found the shop: the key is made and sealed in a job, for that is slow."""
        self.messages.clear()
        if not self.form.check_all():
            return
        founding, password = self.form.founding(), self.form.passwords.password
        desk, now = self._kit.records.desk, self._kit.records.now()

        def work(_job: Job) -> int:
            from qc_desk.services import keys  # noqa: PLC0415 (on use)
            from qc_desk.services.first_start import found_shop  # noqa: PLC0415 (on use)

            keys.must_be_strong(password, founding.owner, founding.login, founding.organisation)
            sealed = keys.seal_new_key(founding.login, password)
            with desk.writing() as session:
                return found_shop(session, founding, sealed, now)

        self._allow(allowed=False)
        self._kit.jobs.start(
            _("Founding the shop"), work, self._go_on, refused=self._refuse, quiet=True
        )

    def _go_on(self, owner_id: int) -> None:
        """Say what comes next, once there is an owner."""
        self.form.set_clean()
        self.form.passwords.forget()
        self._kit.records.changed.emit()
        self.founded.emit()
        self.steps = NextSteps(self._kit, owner_id)
        self.steps.refused.connect(self.messages.refuse)
        self.steps.finished.connect(
            lambda place, facts: self.finished.emit(owner_id, place, facts)
        )
        inside = QVBoxLayout()
        inside.addWidget(self.steps)
        inside.addStretch(1)
        self._show(inside)
        self.steps.setFocus()

    def _refuse(self, refusal: QcError) -> None:
        """Say why it was refused; what was typed stands as it was."""
        self._allow(allowed=True)
        self.messages.refuse(refusal)

    def _allow(self, *, allowed: bool) -> None:
        """Take the form away while it is being acted on, and give it back."""
        self.form.setEnabled(allowed)
        self.sample.setEnabled(allowed)

    def _end_with_sample(self) -> None:
        """Leave the first start; what was typed is not needed in a shop of samples."""
        self._kit.drafts.forget(_DRAFT)
        self._kit.records.changed.emit()
        self.sample_made.emit()

    def _speak(self, code: str) -> None:
        """Ask everything again in another language; what was typed is kept."""
        kept = self.form.passwords
        typed = (kept.first.text(), kept.second.text())
        self.form.keep_draft()
        speak(code)
        self._covered.retranslate()
        self._build()
        self.form.passwords.first.set_text(typed[0])
        self.form.passwords.second.set_text(typed[1])
        self.form.tongue.editor.setFocus()

    def _choose(self) -> None:
        """Ask for another folder; what was typed goes along."""
        folder = choose_folder(self, _("The folder of the record"), self._settings.data.parent)
        if folder is not None:
            self.form.keep_draft()
            self.elsewhere.emit(folder)

    def _show(self, inside: QVBoxLayout) -> None:
        """Show a layout in the middle, scrolling where the window is low."""
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(inside)
        inside.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        room = QWidget()
        across = QBoxLayout(QBoxLayout.Direction.LeftToRight, room)
        across.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        across.addStretch(1)
        across.addWidget(middle, stretch=100)
        across.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(room)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        before = self._stack.currentWidget()
        self._stack.setCurrentIndex(self._stack.addWidget(area))
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        """Put the two columns below each other where there is little room."""
        directions = QBoxLayout.Direction
        narrow = self.width() < _ONE_COLUMN_BELOW
        self._columns.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the columns for the room there is."""
        super().resizeEvent(event)
        self._arrange()
